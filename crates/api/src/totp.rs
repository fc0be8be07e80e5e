//! The authenticator: six digits of thirty seconds (RFC 6238), each good once, and ten codes for the day it is lost.

use std::fmt::Write as _;

use http::StatusCode;
use sqlx::{PgConnection, PgPool, Row as _};
use totp_rs::{Builder, Secret, Totp};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::v1;

use crate::accounts::password::confirm;
use crate::auth::{Attempt, Network, Person, Seal, attempt, digest, new_code, new_secret, read_code};
use crate::extract::Json;
use crate::{Error, Result, State};

/// Bytes of a secret, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
/// Codes for the day the authenticator is lost.
const RECOVERY_CODES: usize = 10;

/// Where these are found.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(begin_totp, end_totp)).routes(routes!(confirm_totp))
}

/// Gives a secret for an authenticator; it is not asked for before it was confirmed.
#[utoipa::path(post, path = "/v1/account/totp", tag = "accounts",
    responses((status = 200, body = v1::TotpSecret), (status = 409, body = v1::Problem)))]
async fn begin_totp(state: State, person: Person) -> Result<Json<v1::TotpSecret>> {
    let secret = new_secret()?[..SECRET_BYTES].to_vec();
    let email: Option<String> = sqlx::query_scalar(include_str!("totp/begin.sql"))
        .bind(person.user)
        .bind(state.seal.close(person.user, &secret)?)
        .fetch_optional(&state.pool)
        .await?;
    // Taking another authenticator is for those who know the password: they turn the present one off first.
    let email = email.ok_or_else(|| Error::conflict("an authenticator is in use; turn it off first"))?;
    let base32 = Secret::from(secret).to_base32();
    let url = format!(
        "otpauth://totp/Mealbook:{}?secret={base32}&issuer=Mealbook&algorithm=SHA1&digits=6&period=30",
        escaped(&email)
    );
    Ok(Json(v1::TotpSecret { secret: base32, url }))
}

/// Turns the authenticator on and gives the recovery codes, this once.
#[utoipa::path(post, path = "/v1/account/totp/confirm", tag = "accounts", request_body = v1::ConfirmTotp,
    responses((status = 200, body = v1::RecoveryCodes), (status = 422, body = v1::Problem)))]
async fn confirm_totp(
    state: State,
    person: Person,
    network: Network,
    Json(asked): Json<v1::ConfirmTotp>,
) -> Result<Json<v1::RecoveryCodes>> {
    attempt(&state, Attempt::Guess, network)?;
    let mut transaction = state.pool.begin().await?;
    let pending: Option<Vec<u8>> = sqlx::query(include_str!("totp/lock_pending.sql"))
        .bind(person.user)
        .fetch_optional(&mut *transaction)
        .await?
        .ok_or(Error::Unauthenticated)?
        .try_get("totp_pending")?;
    let pending = pending.and_then(|closed| state.seal.open(person.user, &closed));
    let pending = pending.ok_or_else(|| Error::conflict("ask for a secret first"))?;
    let step = step_of(&pending, &read_code(&asked.code), state.now_ms())
        .ok_or_else(|| Error::field("/code", "wrong"))?;
    let codes = (0..RECOVERY_CODES).map(|_| new_code()).collect::<Result<Vec<_>>>()?;
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| digest(code.as_bytes())).collect();
    sqlx::query(include_str!("totp/turn_on.sql"))
        .bind(person.user)
        .bind(step)
        .execute(&mut *transaction)
        .await?;
    sqlx::query(include_str!("totp/insert_codes.sql"))
        .bind(person.user)
        .bind(hashes)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(Json(v1::RecoveryCodes { codes }))
}

/// Turns the authenticator off; asks for the password.
#[utoipa::path(delete, path = "/v1/account/totp", tag = "accounts", request_body = v1::WithPassword,
    responses((status = 204, description = "Off"), (status = 401, body = v1::Problem)))]
async fn end_totp(
    state: State,
    person: Person,
    network: Network,
    Json(asked): Json<v1::WithPassword>,
) -> Result<StatusCode> {
    attempt(&state, Attempt::Guess, network)?;
    confirm(&state, person.user, &asked.password).await?;
    let mut transaction = state.pool.begin().await?;
    for statement in [include_str!("totp/turn_off.sql"), include_str!("totp/delete_codes.sql")] {
        sqlx::query(statement).bind(person.user).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Closes the secrets that an earlier version kept as they are; gives how many. At every start: it is one question when there are none.
pub async fn close_old(pool: &PgPool, seal: &Seal) -> Result<usize> {
    let length = i32::try_from(SECRET_BYTES).unwrap_or_default();
    let found = sqlx::query(include_str!("totp/find_open.sql")).bind(length).fetch_all(pool).await?;
    let mut closed = 0;
    for row in &found {
        let account: Uuid = row.try_get("id")?;
        let both: [Option<Vec<u8>>; 2] = [row.try_get("totp_secret")?, row.try_get("totp_pending")?];
        for plain in both.into_iter().flatten().filter(|secret| secret.len() == SECRET_BYTES) {
            let sealed = seal.close(account, &plain)?;
            let close = sqlx::query(include_str!("totp/close.sql")).bind(account).bind(plain).bind(sealed);
            close.execute(pool).await?;
            closed += 1;
        }
    }
    Ok(closed)
}

/// The step of thirty seconds a code belongs to, when it is right now, just was, or is about to be.
pub(crate) fn step_of(secret: &[u8], code: &str, now_ms: i64) -> Option<i64> {
    let step = totp(secret)?.check(code, u64::try_from(now_ms / 1_000).ok()?)?;
    i64::try_from(step).ok()
}

fn totp(secret: &[u8]) -> Option<Totp> {
    Builder::new().with_secret(secret.to_vec()).build().ok()
}

/// Uses a step up; false when this one or a later one was used before.
pub(crate) async fn use_step(connection: &mut PgConnection, account: Uuid, step: i64) -> Result<bool> {
    let used =
        sqlx::query(include_str!("totp/use_step.sql")).bind(account).bind(step).execute(connection).await?;
    Ok(used.rows_affected() == 1)
}

/// An address in a URL: everything but letters and digits as its bytes.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut url, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
        url
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_right_in_its_step_and_the_neighbours() {
        let secret = [7; SECRET_BYTES];
        let at_s = 1_700_000_010;
        let code = totp(&secret).unwrap().generate(at_s).to_string();
        let step = i64::try_from(at_s / 30).unwrap();
        for shift_s in [-30, 0, 30] {
            let now_ms = (i64::try_from(at_s).unwrap() + shift_s) * 1_000;
            assert_eq!(step_of(&secret, &code, now_ms), Some(step), "{shift_s}");
        }
        assert_eq!(step_of(&secret, &code, (i64::try_from(at_s).unwrap() + 90) * 1_000), None);
    }

    #[test]
    fn an_address_in_a_url_is_escaped() {
        assert_eq!(escaped("ana+x@example.com"), "ana%2Bx%40example.com");
    }
}
