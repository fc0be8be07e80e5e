//! Accounts: registering, confirming an address, the profile, the password, what is known of a person, and the end of all that.

pub(crate) mod codes;
pub(crate) mod email;
mod erase;
mod export;
pub(crate) mod password;
pub(crate) mod profile;
pub(crate) mod register;
mod reset;
pub mod retention;
mod verify;

use utoipa_axum::{router::OpenApiRouter, routes};

pub use email::Email;

use crate::State;

/// Where these are found.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(register::register))
        .routes(routes!(verify::verify_email))
        .routes(routes!(verify::resend_code))
        .routes(routes!(profile::get_account, profile::patch_account, erase::erase_account))
        .routes(routes!(profile::list_logins))
        .routes(routes!(export::export_account))
        .routes(routes!(password::change_password))
        .routes(routes!(reset::request_reset))
        .routes(routes!(reset::confirm_reset))
}
