//! Registering, logging in and out.

use domain::expense::{Field, FieldProblem};
use sync::service::Failure;
use wire::call::{AccountReply, Login, Logout, Register, ResendCode, VerifyEmail};
use wire::v1;

use super::{Tie, account, attach, background, copied, password, tie};
use crate::dispatch::Handle;
use crate::{App, Error, Result};

/// The key of an address that was registered here and waits for its code.
pub(super) const UNVERIFIED: &str = "account_unverified";
/// The longest e-mail address, in bytes (RFC 5321).
const EMAIL_BYTES_MAX: usize = 254;

impl Handle for Register {
    async fn handle(self, app: &App) -> Result<()> {
        let email = email(&self.email)?;
        password::check(&self.password.0, Field::Password)?;
        let register = v1::Register {
            email: email.clone(),
            password: self.password.0,
            display_name: account::display_name(&self.display_name)?,
            locale: Some(app.env().locale()),
        };
        app.cloud().service()?.register(&register).await?;
        Ok(app.store().put_local_meta(UNVERIFIED, &email).await?)
    }
}

impl Handle for ResendCode {
    async fn handle(self, app: &App) -> Result<()> {
        Ok(app.cloud().service()?.resend(&email(&self.email)?).await?)
    }
}

impl Handle for VerifyEmail {
    async fn handle(self, app: &App) -> Result<AccountReply> {
        let verify = v1::VerifyEmail {
            email: email(&self.email)?,
            code: code(&self.code.0)?,
            device: device(app).await?,
        };
        let session = app.cloud().service()?.verify(&verify).await?;
        enter(app, session).await
    }
}

impl Handle for Login {
    async fn handle(self, app: &App) -> Result<AccountReply> {
        if self.password.0.is_empty() {
            return Err(Error::field(Field::Password, FieldProblem::Missing));
        }
        let login = v1::Login {
            email: email(&self.email)?,
            password: self.password.0,
            code: self.code.map(|code| code.0.trim().to_owned()).filter(|code| !code.is_empty()),
            device: device(app).await?,
        };
        match app.cloud().service()?.login(&login).await {
            Ok(session) => enter(app, session).await,
            // Asked for again although one was given: that one was wrong.
            Err(failure) if login.code.is_some() && asks_for_a_code(&failure) => Err(Error::WrongCode),
            Err(failure) => Err(failure.into()),
        }
    }
}

impl Handle for Logout {
    async fn handle(self, app: &App) -> Result<()> {
        let service = app.cloud().service()?;
        app.cloud().background.stop().await;
        // Without a network the tokens are forgotten here all the same; the service lets them run out.
        if let Err(error) = service.logout().await {
            tracing::debug!(%error, "the service was not told of the logout");
        }
        match app.cloud().tie() {
            Some(tie) if !tie.is_attached() => tie::put(app, None).await,
            _ => Ok(()),
        }
    }
}

fn asks_for_a_code(failure: &Failure) -> bool {
    matches!(failure, Failure::Problem { problem, .. } if problem.code == v1::ProblemCode::TotpRequired)
}

/// A session was opened: keeps it, unless the book belongs to somebody else, and goes on where the book stands.
async fn enter(app: &App, session: v1::Session) -> Result<AccountReply> {
    let service = app.cloud().service()?;
    let before = app.cloud().tie();
    let is_another =
        before.as_ref().is_some_and(|tie| tie.is_attached() && tie.account.id.0 != session.account.id);
    if is_another {
        // Best effort: the session is not kept here and dies by itself.
        let _ = service.end(&session).await;
        return Err(Error::OtherAccount);
    }
    copied::become_device(app, domain::DeviceId(session.device_id)).await?;
    service.begin(&session).await?;
    let attached_ms = before.and_then(|tie| tie.attached_ms);
    tie::put(app, Some(Tie { account: tie::info(&session.account), attached_ms })).await?;
    app.store().put_local_meta(UNVERIFIED, "").await?;
    if let Err(error) = attach::settle(app).await {
        // The login stands; what is left is done at the next start or the next try.
        tracing::warn!(%error, "the workspaces of the account were not looked up");
    }
    background::begin(app).await;
    account::reply(app).await
}

async fn device(app: &App) -> Result<v1::DeviceInfo> {
    let options = &app.cloud().options;
    Ok(v1::DeviceInfo {
        id: copied::device(app).await?.0,
        name: options.device_name.clone(),
        platform: options.platform.clone(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// An address that may be one; whether it is, the mail will tell.
pub(crate) fn email(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::field(Field::Email, FieldProblem::Missing));
    }
    let is_plausible =
        text.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
            && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if !is_plausible || text.len() > EMAIL_BYTES_MAX {
        return Err(Error::field(Field::Email, FieldProblem::Malformed));
    }
    Ok(text.to_owned())
}

/// A code as typed: blanks are for the eye.
pub(crate) fn code(text: &str) -> Result<String> {
    let code: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if code.is_empty() { Err(Error::field(Field::Code, FieldProblem::Missing)) } else { Ok(code) }
}
