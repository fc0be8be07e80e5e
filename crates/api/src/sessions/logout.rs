//! Logging out: this login ends, on this device.

use http::StatusCode;

use super::end::{EndReason, end_one};
use crate::auth::Person;
use crate::{Result, State};

/// Ends the login of this device.
#[utoipa::path(delete, path = "/v1/sessions/current", tag = "sessions",
    responses((status = 204, description = "Logged out"), (status = 401, body = wire::v1::Problem)))]
pub(super) async fn log_out(state: State, person: Person) -> Result<StatusCode> {
    let mut connection = state.pool.acquire().await?;
    end_one(&mut connection, &state, person.session, EndReason::Logout).await?;
    state.known_sessions.forget(person.user);
    Ok(StatusCode::NO_CONTENT)
}
