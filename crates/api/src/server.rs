//! The service: every module's routes, and the layers around them.

mod layers;
mod run;

use axum::Router;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

pub use run::{check_role, connect, is_migrated, migrate, serve};

use crate::{
    State, accounts, blobs, devices, health, invitations, openapi, rest, sessions, sync, tokens, totp,
    workspaces,
};

/// Every route, with its description. Each module adds one line here.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .merge(health::routes())
        .merge(accounts::routes())
        .merge(sessions::routes())
        .merge(devices::routes())
        .merge(totp::routes())
        .merge(tokens::routes())
        .merge(workspaces::routes())
        .merge(invitations::routes())
        .merge(blobs::routes())
        .merge(rest::routes())
        .merge(sync::routes())
}

/// The service, ready to be served.
pub fn router(state: State) -> Router {
    health::start_counting();
    let (router, _) = routes().split_for_parts();
    layers::around(router.merge(openapi::pages()), state)
}

/// The description of the service, without starting it.
pub fn description() -> OpenApi {
    routes().into_openapi()
}
