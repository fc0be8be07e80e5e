//! Whether the service lives and can work, what it is, and what it counts. Nothing here is about a person.

mod count;

use axum::response::IntoResponse;
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use count::{count_lock, count_push, count_request, start_counting};

use crate::auth::Network;
use crate::extract::Json;
use crate::{Error, Result, State, server};

/// The clock of the database and ours may differ by this much before the service says it is not ready, in milliseconds.
const CLOCKS_APART_MAX_MS: i64 = 30_000;

/// Where these are found.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(healthz))
        .routes(routes!(readyz))
        .routes(routes!(version))
        .routes(routes!(metrics))
}

/// What the service is made of and whether each part works.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Ready {
    /// The database answers.
    database: bool,
    /// Its tables are those this program knows.
    migrations: bool,
    /// Its clock and ours agree.
    clock: bool,
}

/// What runs.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Version {
    /// The program's version.
    version: &'static str,
    /// The protocol spoken.
    protocol: u32,
    /// The kinds and units known.
    schema: u32,
}

/// Whether the program lives.
#[utoipa::path(get, path = "/healthz", tag = "running", responses((status = 200, description = "It lives")))]
async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether the service can work: database, tables, clock.
#[utoipa::path(get, path = "/readyz", tag = "running",
    responses((status = 200, body = Ready), (status = 503, body = Ready)))]
async fn readyz(state: State) -> impl IntoResponse {
    let ready = look(&state).await;
    let status = if ready.database && ready.migrations && ready.clock {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(ready))
}

async fn look(state: &State) -> Ready {
    let now: std::result::Result<i64, _> =
        sqlx::query_scalar("select (extract(epoch from clock_timestamp()) * 1000)::bigint")
            .fetch_one(&state.pool)
            .await;
    let Ok(now_ms) = now else { return Ready { database: false, migrations: false, clock: false } };
    let apart = now_ms.abs_diff(state.now_ms());
    Ready {
        database: true,
        migrations: server::is_migrated(&state.pool).await.unwrap_or(false),
        clock: apart <= CLOCKS_APART_MAX_MS.unsigned_abs(),
    }
}

/// What runs.
#[utoipa::path(get, path = "/version", tag = "running", responses((status = 200, body = Version)))]
async fn version() -> Json<Version> {
    Json(Version {
        version: env!("CARGO_PKG_VERSION"),
        protocol: wire::v1::PROTOCOL,
        schema: wire::v1::SCHEMA,
    })
}

/// Counts for Prometheus; from this machine, or with the token of the settings.
#[utoipa::path(get, path = "/metrics", tag = "running",
    responses((status = 200, content_type = "text/plain", body = String)))]
async fn metrics(state: State, network: Network, headers: HeaderMap) -> Result<impl IntoResponse> {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    match &state.config.metrics_token {
        Some(token) if given != Some(format!("Bearer {token}").as_str()) => {
            return Err(Error::Unauthenticated);
        }
        None if !network.is_here() => return Err(Error::NotFound),
        Some(_) | None => {}
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], count::render(&state)))
}
