//! Personal access tokens: for programs, one workspace each, to read or to write.

use http::StatusCode;
use sqlx::{PgConnection, Row as _, postgres::PgRow};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::v1;

use crate::accounts::register::check_name;
use crate::auth::{Person, TOKEN_PREFIX, digest, new_secret, to_text};
use crate::extract::{Json, Path};
use crate::workspaces::find_workspace;
use crate::{Error, Result, State};

/// Tokens of one person, at most.
const TOKENS_MAX: usize = 50;
/// A token that ends never is good for this long.
const LIFE_MAX_MS: i64 = 366 * 24 * 60 * 60_000;

/// Where these are found.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(list_tokens, create_token)).routes(routes!(delete_token))
}

/// The tokens, newest first; without the tokens themselves.
#[utoipa::path(get, path = "/v1/account/tokens", tag = "accounts",
    responses((status = 200, body = Vec<v1::Token>), (status = 401, body = v1::Problem)))]
async fn list_tokens(state: State, person: Person) -> Result<Json<Vec<v1::Token>>> {
    let mut connection = state.pool.acquire().await?;
    find_tokens(&mut connection, person.user).await.map(Json)
}

/// Makes a token; it is shown this once.
#[utoipa::path(post, path = "/v1/account/tokens", tag = "accounts", request_body = v1::NewToken,
    responses((status = 200, body = v1::Token), (status = 404, body = v1::Problem), (status = 422, body = v1::Problem)))]
async fn create_token(
    state: State,
    person: Person,
    Json(new): Json<v1::NewToken>,
) -> Result<Json<v1::Token>> {
    let now_ms = state.now_ms();
    let name = check_name(&new.name, "/name")?.to_owned();
    let may_write = check_scopes(&new.scopes)?;
    let expires_ms = new.expires_ms.unwrap_or(now_ms + LIFE_MAX_MS);
    if expires_ms <= now_ms || expires_ms > now_ms + LIFE_MAX_MS {
        return Err(Error::field("/expires_ms", "out_of_range"));
    }
    find_workspace(&state.pool, new.workspace_id, person.user).await?;
    let mut connection = state.pool.acquire().await?;
    if find_tokens(&mut connection, person.user).await?.len() >= TOKENS_MAX {
        return Err(Error::conflict(format!("at most {TOKENS_MAX} tokens")));
    }
    let token = v1::Token {
        id: state.new_id(),
        name,
        workspace_id: new.workspace_id,
        scopes: scopes(may_write),
        expires_ms: Some(expires_ms),
        last_used_ms: None,
        token: Some(format!("{TOKEN_PREFIX}{}", to_text(&new_secret()?))),
    };
    sqlx::query(include_str!("tokens/insert.sql"))
        .bind(token.id)
        .bind(person.user)
        .bind(token.workspace_id)
        .bind(&token.name)
        .bind(digest(token.token.as_deref().unwrap_or_default().as_bytes()))
        .bind(may_write)
        .bind(now_ms)
        .bind(expires_ms)
        .execute(&mut *connection)
        .await?;
    Ok(Json(token))
}

/// Ends a token.
#[utoipa::path(delete, path = "/v1/account/tokens/{id}", tag = "accounts", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Ended"), (status = 404, body = v1::Problem)))]
async fn delete_token(state: State, person: Person, Path(id): Path<Uuid>) -> Result<StatusCode> {
    let ended = sqlx::query(include_str!("tokens/revoke.sql"))
        .bind(person.user)
        .bind(id)
        .bind(state.now_ms())
        .execute(&state.pool)
        .await?;
    state.known_sessions.forget(person.user);
    if ended.rows_affected() == 1 { Ok(StatusCode::NO_CONTENT) } else { Err(Error::NotFound) }
}

/// `read`, or `write` with or without it.
fn check_scopes(scopes: &[String]) -> Result<bool> {
    let is_known = |scope: &String| scope == "read" || scope == "write";
    if scopes.is_empty() || !scopes.iter().all(is_known) {
        return Err(Error::field("/scopes", "unknown_scope"));
    }
    Ok(scopes.iter().any(|scope| scope == "write"))
}

fn scopes(may_write: bool) -> Vec<String> {
    let all = ["read", "write"].map(str::to_owned);
    all.into_iter().take(if may_write { 2 } else { 1 }).collect()
}

/// The tokens of a person that have not ended.
pub(crate) async fn find_tokens(connection: &mut PgConnection, account: Uuid) -> Result<Vec<v1::Token>> {
    let rows = sqlx::query(include_str!("tokens/list.sql")).bind(account).fetch_all(connection).await?;
    let read = |row: &PgRow| {
        Ok(v1::Token {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            workspace_id: row.try_get("workspace_id")?,
            scopes: scopes(row.try_get("may_write")?),
            expires_ms: row.try_get("expires_at")?,
            last_used_ms: row.try_get("last_used_at")?,
            token: None,
        })
    };
    rows.iter().map(read).collect()
}
