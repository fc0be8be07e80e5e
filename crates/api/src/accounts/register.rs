//! Registering: answered alike, in words and in time, whether the address has an account or not.

use http::StatusCode;
use sqlx::Row as _;
use uuid::Uuid;
use wire::v1;

use super::Email;
use super::codes::{self, Purpose};
use crate::auth::{Attempt, Network, attempt, hash_password};
use crate::extract::Json;
use crate::mail::texts::{Language, Letter, write};
use crate::{Error, Result, State};

/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// The longest locale, in bytes.
const LOCALE_BYTES_MAX: usize = 35;

/// Makes an account. What comes next is in the mail.
#[utoipa::path(post, path = "/v1/accounts", tag = "accounts", request_body = v1::Register,
    responses((status = 202, description = "Look into the mail"), (status = 422, body = v1::Problem)))]
pub(super) async fn register(
    state: State,
    network: Network,
    Json(asked): Json<v1::Register>,
) -> Result<StatusCode> {
    attempt(&state, Attempt::Mail, network)?;
    let email = Email::parse(&asked.email, "/email")?;
    let name = check_name(&asked.display_name, "/display_name")?;
    let locale = check_locale(asked.locale.as_deref())?;
    // Hashed in any case: it is what takes the time.
    let password = hash_password(&state, &asked.password, "/password").await?;
    let mut transaction = state.pool.begin().await?;
    let now_ms = state.now_ms();
    let account = sqlx::query(include_str!("register.sql"))
        .bind(state.new_id())
        .bind(&email.typed)
        .bind(&email.fold)
        .bind(name)
        .bind(locale)
        .bind(password)
        .bind(now_ms)
        .fetch_one(&mut *transaction)
        .await?;
    let id: Uuid = account.try_get("id")?;
    let is_verified: bool = account.try_get("is_verified")?;
    let language = Language::of(account.try_get::<Option<&str>, _>("locale")?);
    let Some(code) = codes::make(&mut transaction, &state, id, Purpose::Verify).await? else {
        // Enough mails for now: nothing is changed either.
        transaction.rollback().await?;
        return Ok(StatusCode::ACCEPTED);
    };
    transaction.commit().await?;
    let letter = if is_verified { Letter::AlreadyRegistered } else { Letter::Verify { code: &code } };
    state.mailer.post(write(letter, language, &email.typed));
    Ok(StatusCode::ACCEPTED)
}

/// A name without blanks around it and control characters in it.
pub(crate) fn check_name<'a>(name: &'a str, path: &str) -> Result<&'a str, Error> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::field(path, "required"));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(Error::field(path, "too_long"));
    }
    if name.chars().any(char::is_control) {
        return Err(Error::field(path, "invalid"));
    }
    Ok(name)
}

/// A locale such as `de-CH`.
pub(super) fn check_locale(locale: Option<&str>) -> Result<Option<&str>, Error> {
    let is_fine = |text: &&str| {
        text.len() <= LOCALE_BYTES_MAX
            && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
    };
    match locale.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) if is_fine(&text) => Ok(Some(text)),
        Some(_) => Err(Error::field("/locale", "invalid")),
    }
}
