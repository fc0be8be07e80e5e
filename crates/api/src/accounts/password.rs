//! Changing the password, and asking for it once more before what cannot be undone.

use http::StatusCode;
use sqlx::{PgConnection, Row as _};
use uuid::Uuid;
use wire::v1;

use super::Email;
use crate::auth::{Attempt, Network, Person, attempt, check_password, hash_password};
use crate::extract::Json;
use crate::mail::texts::{Language, Letter, write};
use crate::sessions::{self, EndReason};
use crate::{Error, Result, State};

/// Changes the password; every other device must log in again.
#[utoipa::path(post, path = "/v1/account/password", tag = "accounts", request_body = v1::ChangePassword,
    responses((status = 204, description = "Changed"), (status = 401, body = v1::Problem)))]
pub(super) async fn change_password(
    state: State,
    person: Person,
    network: Network,
    Json(asked): Json<v1::ChangePassword>,
) -> Result<StatusCode> {
    attempt(&state, Attempt::Guess, network)?;
    let confirmed = confirm(&state, person.user, &asked.current).await?;
    let password = hash_password(&state, &asked.new, "/new").await?;
    let mut transaction = state.pool.begin().await?;
    set_password(&mut transaction, &state, person.user, &password).await?;
    sessions::end_all(&mut transaction, &state, person.user, Some(person.session), EndReason::Password)
        .await?;
    transaction.commit().await?;
    state.known_sessions.forget(person.user);
    let language = Language::of(confirmed.locale.as_deref());
    state.mailer.post(write(Letter::PasswordChanged, language, &confirmed.email.typed));
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody who knew the password.
pub(crate) struct Confirmed {
    /// Their address.
    pub(crate) email: Email,
    /// Their language.
    pub(crate) locale: Option<String>,
}

/// Asks for the password once more; wrong ones count like wrong logins.
pub(crate) async fn confirm(state: &State, account: Uuid, password: &str) -> Result<Confirmed> {
    let found = sqlx::query(include_str!("find_password.sql"))
        .bind(account)
        .fetch_optional(&state.pool)
        .await?
        .ok_or(Error::Unauthenticated)?;
    let email = Email { typed: found.try_get("email")?, fold: found.try_get("email_fold")? };
    sessions::count_attempt(state, &email).await?;
    if !check_password(state, password, found.try_get("password_hash")?).await? {
        return Err(Error::BadCredentials);
    }
    let mut connection = state.pool.acquire().await?;
    sessions::clear_attempts(&mut connection, &email).await?;
    Ok(Confirmed { email, locale: found.try_get("locale")? })
}

/// Stores a password's hash.
pub(super) async fn set_password(
    connection: &mut PgConnection,
    state: &State,
    account: Uuid,
    hash: &str,
) -> Result<()> {
    sqlx::query(include_str!("set_password.sql"))
        .bind(account)
        .bind(hash)
        .bind(state.now_ms())
        .execute(connection)
        .await?;
    Ok(())
}
