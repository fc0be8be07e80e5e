//! The end of logins.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::{Result, State};

/// Why a login ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EndReason {
    /// The person logged out.
    Logout,
    /// The device logged in anew.
    Login,
    /// The password was changed.
    Password,
    /// The device was revoked.
    Revoked,
    /// The device was asked to remove its copy.
    Wiped,
    /// A refresh token was used twice.
    Reused,
}

impl EndReason {
    /// As it is stored.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Logout => "logout",
            Self::Login => "login",
            Self::Password => "password",
            Self::Revoked => "revoked",
            Self::Wiped => "wiped",
            Self::Reused => "reused",
        }
    }
}

/// Ends every login of an account but one.
pub(crate) async fn end_all(
    connection: &mut PgConnection,
    state: &State,
    account: Uuid,
    but: Option<Uuid>,
    reason: EndReason,
) -> Result<()> {
    sqlx::query(include_str!("end_all.sql"))
        .bind(account)
        .bind(but)
        .bind(state.now_ms())
        .bind(reason.word())
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends every login of a device.
pub(crate) async fn end_device(
    connection: &mut PgConnection,
    state: &State,
    account: Uuid,
    device: Uuid,
    reason: EndReason,
) -> Result<()> {
    sqlx::query(include_str!("end_device.sql"))
        .bind(account)
        .bind(device)
        .bind(state.now_ms())
        .bind(reason.word())
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends one login.
pub(super) async fn end_one(
    connection: &mut PgConnection,
    state: &State,
    session: Uuid,
    reason: EndReason,
) -> Result<()> {
    sqlx::query(include_str!("end_one.sql"))
        .bind(session)
        .bind(state.now_ms())
        .bind(reason.word())
        .execute(connection)
        .await?;
    Ok(())
}
