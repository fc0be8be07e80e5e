//! Confirming an address with the code that was mailed; the device is then logged in.

use http::StatusCode;
use sqlx::Row as _;
use uuid::Uuid;
use wire::v1;

use super::Email;
use super::codes::{self, Purpose};
use crate::auth::{Attempt, Network, attempt};
use crate::extract::Json;
use crate::mail::texts::{Language, Letter, write};
use crate::sessions;
use crate::{Error, Result, State};

/// Confirms the address and logs the device in.
#[utoipa::path(post, path = "/v1/accounts/verify", tag = "accounts", request_body = v1::VerifyEmail,
    responses((status = 200, body = v1::Session), (status = 410, body = v1::Problem)))]
pub(super) async fn verify_email(
    state: State,
    network: Network,
    Json(asked): Json<v1::VerifyEmail>,
) -> Result<Json<v1::Session>> {
    attempt(&state, Attempt::Guess, network)?;
    let email = Email::parse(&asked.email, "/email")?;
    let device = sessions::check_device(&asked.device)?;
    let mut transaction = state.pool.begin().await?;
    let found = sqlx::query(include_str!("find_unverified.sql"))
        .bind(&email.fold)
        .fetch_optional(&mut *transaction)
        .await?;
    // An address without an account, one that is confirmed, and a wrong code are answered alike.
    let account: Uuid = found.ok_or(Error::CodeExpired)?.try_get("id")?;
    if !codes::take(&mut transaction, &state, account, Purpose::Verify, &asked.code).await? {
        transaction.commit().await?;
        return Err(Error::CodeExpired);
    }
    sqlx::query(include_str!("set_verified.sql"))
        .bind(account)
        .bind(state.now_ms())
        .execute(&mut *transaction)
        .await?;
    let session = sessions::start(&mut transaction, &state, account, &device, network).await?;
    transaction.commit().await?;
    state.known_sessions.forget(account);
    Ok(Json(session))
}

/// Sends the code once more. Answered at once; whether there is an account shows in the mailbox alone.
#[utoipa::path(post, path = "/v1/accounts/verify/resend", tag = "accounts", request_body = v1::RequestReset,
    responses((status = 202, description = "Look into the mail")))]
pub(super) async fn resend_code(
    state: State,
    network: Network,
    Json(asked): Json<v1::RequestReset>,
) -> Result<StatusCode> {
    attempt(&state, Attempt::Mail, network)?;
    let email = Email::parse(&asked.email, "/email")?;
    let background = state.clone();
    state.tasks.spawn(async move {
        if let Err(error) = send_again(&background, &email).await {
            tracing::error!(%error, "a code was not sent again");
        }
    });
    Ok(StatusCode::ACCEPTED)
}

async fn send_again(state: &State, email: &Email) -> Result<()> {
    let mut connection = state.pool.acquire().await?;
    let found = sqlx::query(include_str!("find_unverified.sql"))
        .bind(&email.fold)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(found) = found else { return Ok(()) };
    let account: Uuid = found.try_get("id")?;
    if let Some(code) = codes::make(&mut connection, state, account, Purpose::Verify).await? {
        let language = Language::of(found.try_get::<Option<&str>, _>("locale")?);
        state.mailer.post(write(Letter::Verify { code: &code }, language, found.try_get("email")?));
    }
    Ok(())
}
