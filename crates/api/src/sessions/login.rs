//! Logging in. Whether an address has an account shows neither in words nor in time; each attempt is counted before it is looked at.

use sqlx::{PgConnection, Row as _};
use uuid::Uuid;
use wire::v1;

use super::second::{Second, check_second};
use super::{attempts, check_device, start};
use crate::accounts::Email;
use crate::auth::{Attempt, Network, attempt, check_password, dummy_check};
use crate::extract::Json;
use crate::{Error, Result, State};

/// What became of a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LoginOutcome {
    /// Logged in.
    Ok,
    /// The password was wrong.
    BadPassword,
    /// The code was wrong.
    BadCode,
    /// The address was locked.
    Locked,
    /// The address is not confirmed.
    Unverified,
}

impl LoginOutcome {
    const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::BadPassword => "bad_password",
            Self::BadCode => "bad_code",
            Self::Locked => "locked",
            Self::Unverified => "unverified",
        }
    }
}

/// Logs a device in.
#[utoipa::path(post, path = "/v1/sessions", tag = "sessions", request_body = v1::Login,
    responses((status = 200, body = v1::Session), (status = 401, body = v1::Problem), (status = 429, body = v1::Problem)))]
pub(super) async fn log_in(
    state: State,
    network: Network,
    Json(asked): Json<v1::Login>,
) -> Result<Json<v1::Session>> {
    attempt(&state, Attempt::Guess, network)?;
    let email = Email::parse(&asked.email, "/email")?;
    let device = check_device(&asked.device)?;
    let found =
        sqlx::query(include_str!("find_login.sql")).bind(&email.fold).fetch_optional(&state.pool).await?;
    let account: Option<Uuid> = found.as_ref().map(|row| row.try_get("id")).transpose()?;
    let trial = Trial { state: &state, email: &email, account, device: &device.name, network };
    trial.count().await?;
    let Some(found) = found else {
        dummy_check(&state).await?;
        return Err(Error::BadCredentials);
    };
    let account: Uuid = found.try_get("id")?;
    if !check_password(&state, &asked.password, found.try_get("password_hash")?).await? {
        return Err(trial.refuse(LoginOutcome::BadPassword, Error::BadCredentials));
    }
    if found.try_get::<Option<i64>, _>("verified_at")?.is_none() {
        return Err(trial.refuse(LoginOutcome::Unverified, Error::EmailUnverified));
    }
    let mut transaction = state.pool.begin().await?;
    let secret: Option<Vec<u8>> = found.try_get("totp_secret")?;
    match check_second(&mut transaction, &state, account, secret.as_deref(), asked.code.as_deref()).await? {
        Second::Fine => {}
        Second::Missing => {
            // The password was right: it must neither count as wrong nor wash off wrong codes.
            attempts::uncount_attempt(&mut transaction, &email).await?;
            transaction.commit().await?;
            return Err(Error::TotpRequired);
        }
        Second::Wrong => {
            drop(transaction);
            return Err(trial.refuse(LoginOutcome::BadCode, Error::TotpRequired));
        }
    }
    attempts::clear_attempts(&mut transaction, &email).await?;
    let session = start(&mut transaction, &state, account, &device, network).await?;
    transaction.commit().await?;
    state.known_sessions.forget(account);
    Ok(Json(session))
}

/// An attempt to log in.
struct Trial<'a> {
    state: &'a State,
    email: &'a Email,
    account: Option<Uuid>,
    device: &'a str,
    network: Network,
}

impl Trial<'_> {
    /// Counts it; while the address is locked its owner finds that in the history.
    async fn count(&self) -> Result<()> {
        match attempts::count_attempt(self.state, self.email).await {
            Err(locked @ Error::Locked { .. }) => Err(self.refuse(LoginOutcome::Locked, locked)),
            done => done,
        }
    }

    /// Notes a bad attempt, in the background so that nobody sees by the time whether there is somebody to note it for.
    fn refuse(&self, outcome: LoginOutcome, error: Error) -> Error {
        let Some(account) = self.account else { return error };
        let (state, network, device) = (self.state.clone(), self.network, self.device.to_owned());
        self.state.tasks.spawn(async move {
            let noted = async {
                let mut connection = state.pool.acquire().await?;
                note(&mut connection, &state, account, outcome, Some(&device), network).await
            };
            if let Err(error) = noted.await {
                tracing::error!(%error, "a login was not noted");
            }
        });
        error
    }
}

/// Adds to the history of logins.
pub(super) async fn note(
    connection: &mut PgConnection,
    state: &State,
    account: Uuid,
    outcome: LoginOutcome,
    device: Option<&str>,
    network: Network,
) -> Result<()> {
    sqlx::query(include_str!("insert_login.sql"))
        .bind(account)
        .bind(state.now_ms())
        .bind(outcome.word())
        .bind(device)
        .bind(network.shortened())
        .execute(connection)
        .await?;
    Ok(())
}
