//! A new password by mail, for somebody who forgot theirs.

use http::StatusCode;
use sqlx::Row as _;
use uuid::Uuid;
use wire::v1;

use super::Email;
use super::codes::{self, Purpose};
use super::password::set_password;
use crate::auth::{Attempt, Network, attempt, hash_password};
use crate::extract::Json;
use crate::mail::texts::{Language, Letter, write};
use crate::sessions::{self, EndReason};
use crate::{Error, Result, State};

/// Sends a code. Answered at once; whether there is an account shows in the mailbox alone.
#[utoipa::path(post, path = "/v1/password-resets", tag = "accounts", request_body = v1::RequestReset,
    responses((status = 202, description = "Look into the mail")))]
pub(super) async fn request_reset(
    state: State,
    network: Network,
    Json(asked): Json<v1::RequestReset>,
) -> Result<StatusCode> {
    attempt(&state, Attempt::Mail, network)?;
    let email = Email::parse(&asked.email, "/email")?;
    let background = state.clone();
    state.tasks.spawn(async move {
        if let Err(error) = send_code(&background, &email).await {
            tracing::error!(%error, "a code was not sent");
        }
    });
    Ok(StatusCode::ACCEPTED)
}

async fn send_code(state: &State, email: &Email) -> Result<()> {
    let mut connection = state.pool.acquire().await?;
    let Some(found) = find(&mut connection, email).await? else { return Ok(()) };
    if let Some(code) = codes::make(&mut connection, state, found.id, Purpose::Reset).await? {
        let language = Language::of(found.locale.as_deref());
        state.mailer.post(write(Letter::Reset { code: &code }, language, &found.email));
    }
    Ok(())
}

/// Sets the new password; every device and every program must log in again.
#[utoipa::path(post, path = "/v1/password-resets/confirm", tag = "accounts", request_body = v1::ConfirmReset,
    responses((status = 204, description = "Log in with it"), (status = 410, body = v1::Problem)))]
pub(super) async fn confirm_reset(
    state: State,
    network: Network,
    Json(asked): Json<v1::ConfirmReset>,
) -> Result<StatusCode> {
    attempt(&state, Attempt::Guess, network)?;
    let email = Email::parse(&asked.email, "/email")?;
    // Hashed before anything is known, so that it takes the same time for everybody.
    let password = hash_password(&state, &asked.new, "/new").await?;
    let mut transaction = state.pool.begin().await?;
    let found = find(&mut transaction, &email).await?.ok_or(Error::CodeExpired)?;
    if !codes::take(&mut transaction, &state, found.id, Purpose::Reset, &asked.code).await? {
        transaction.commit().await?;
        return Err(Error::CodeExpired);
    }
    set_password(&mut transaction, &state, found.id, &password).await?;
    sessions::end_all(&mut transaction, &state, found.id, None, EndReason::Password).await?;
    sqlx::query(include_str!("revoke_tokens.sql"))
        .bind(found.id)
        .bind(state.now_ms())
        .execute(&mut *transaction)
        .await?;
    sessions::clear_attempts(&mut transaction, &email).await?;
    transaction.commit().await?;
    state.known_sessions.forget(found.id);
    let language = Language::of(found.locale.as_deref());
    state.mailer.post(write(Letter::PasswordChanged, language, &found.email));
    Ok(StatusCode::NO_CONTENT)
}

struct Found {
    id: Uuid,
    email: String,
    locale: Option<String>,
}

async fn find(connection: &mut sqlx::PgConnection, email: &Email) -> Result<Option<Found>> {
    let found =
        sqlx::query(include_str!("find_verified.sql")).bind(&email.fold).fetch_optional(connection).await?;
    let read = |row: sqlx::postgres::PgRow| {
        Ok(Found { id: row.try_get("id")?, email: row.try_get("email")?, locale: row.try_get("locale")? })
    };
    found.map(read).transpose()
}
