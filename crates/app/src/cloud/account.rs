//! Who a book belongs to, and which service it talks to.

use domain::expense::{Field, FieldProblem};
use sync::service::{Failure, Place};
use wire::call::{
    AccountReply, EraseAccount, ExportAccount, ExportedText, GetAccount, SetDisplayName, SetServer,
    TokenPlace,
};
use wire::v1;

use super::{SERVER, attach, login, tie, wipe};
use crate::dispatch::Handle;
use crate::{App, Error, Result};

/// The longest name of a person, in characters.
const NAME_CHARS_MAX: usize = 100;

impl Handle for GetAccount {
    async fn handle(self, app: &App) -> Result<AccountReply> {
        reply(app).await
    }
}

/// What is known without asking anybody.
pub(super) async fn reply(app: &App) -> Result<AccountReply> {
    let cloud = app.cloud();
    // A book without an account needs no client to say so.
    let service = cloud.tie().and_then(|_| cloud.find_service());
    let is_signed_in = service.as_ref().is_some_and(|service| service.is_signed_in());
    Ok(AccountReply {
        server: cloud.address(),
        account: cloud.tie().map(|tie| tie.account),
        is_signed_in,
        unverified: app.store().local_meta(login::UNVERIFIED).await?.filter(|email| !email.is_empty()),
        device_name: cloud.device_name().to_owned(),
        device: app.device(),
        tokens: match service.and_then(|service| service.token_place()) {
            Some(Place::Keychain) => TokenPlace::Keychain,
            Some(Place::SealedFile) => TokenPlace::File,
            None => TokenPlace::None,
        },
        attach: attach::offer(app).await?,
        was_wiped: wipe::was_wiped(app).await?,
    })
}

impl Handle for SetServer {
    async fn handle(self, app: &App) -> Result<()> {
        let server = self.server.trim();
        if app.cloud().tie().is_some_and(|tie| tie.is_attached()) {
            return Err(Error::OtherAccount);
        }
        if !server.is_empty() {
            app.cloud().client(server).map_err(|error| match error {
                Error::Service(Failure::BadAddress) => Error::field(Field::Server, FieldProblem::Malformed),
                other => other,
            })?;
        }
        app.cloud().set_address(server);
        Ok(app.store().put_local_meta(SERVER, server).await?)
    }
}

impl Handle for SetDisplayName {
    async fn handle(self, app: &App) -> Result<()> {
        let display_name = display_name(&self.display_name)?;
        let patch = v1::AccountPatch { display_name: Some(display_name), locale: None };
        let account = app.cloud().session()?.patch_account(&patch).await?;
        tie::refresh(app, &account).await
    }
}

/// A name that can be shown.
pub(super) fn display_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::field(Field::Name, FieldProblem::Missing));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(Error::field(Field::Name, FieldProblem::TooLarge { limit: NAME_CHARS_MAX as i64 }));
    }
    Ok(name.to_owned())
}

impl Handle for ExportAccount {
    async fn handle(self, app: &App) -> Result<ExportedText> {
        let document = app.cloud().session()?.export().await?;
        Ok(ExportedText {
            file_name: format!("mealbook-account-{}.json", app.env().today()),
            text: serde_json::to_string_pretty(&document).map_err(Error::Document)?,
        })
    }
}

impl Handle for EraseAccount {
    async fn handle(self, app: &App) -> Result<()> {
        let service = app.cloud().session()?;
        service.erase(&self.password.0).await?;
        service.forget().await?;
        app.cloud().background.stop().await;
        // Workspaces of others go with the account; what is this person's own stays here, as before there was an account.
        attach::detach_all(app).await?;
        tie::put(app, None).await
    }
}
