//! Logins: the lock-out, the authenticator, the tokens that follow from one another, and their end.

mod attempts;
mod device;
mod end;
mod login;
mod logout;
mod refresh;
mod second;
mod start;

use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use attempts::{clear_attempts, count_attempt};
pub(crate) use device::check_device;
pub(crate) use end::{EndReason, end_all, end_device};
pub(crate) use start::start;

use crate::State;

/// Where these are found.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(login::log_in))
        .routes(routes!(refresh::refresh))
        .routes(routes!(logout::log_out))
}
