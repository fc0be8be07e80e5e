//! The documents of accounts, sync and workspaces: a promise like those of `json`.

use serde::Serialize;
use wire::call::{
    AccountReply, ConflictCard, ConflictSide, DeviceRow, InvitationRow, LoginRow, MemberRow, ParkedChange,
    SyncReply, SyncState, WorkspaceRow,
};

use super::json::instant;

/// A word as it is on the wire: `owner`, `up_to_date`.
pub fn word(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    let text = json.as_str().or_else(|| json.get("is").and_then(|is| is.as_str()));
    text.unwrap_or("unknown").to_owned()
}

/// `meal account`.
#[derive(Debug, Serialize)]
pub struct Account {
    pub server: Option<String>,
    pub account: Option<Person>,
    pub is_signed_in: bool,
    pub unverified: Option<String>,
    pub device: Device,
    pub tokens: String,
    pub attach: Option<Attach>,
    pub was_wiped: bool,
}

#[derive(Debug, Serialize)]
pub struct Person {
    pub id: String,
    pub email: String,
    pub display_name: String,
    pub has_totp: bool,
}

#[derive(Debug, Serialize)]
pub struct Device {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Serialize)]
pub struct Attach {
    pub local_expenses: u64,
    pub workspaces: Vec<Target>,
}

#[derive(Debug, Serialize)]
pub struct Target {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub members: u32,
}

impl From<&AccountReply> for Account {
    fn from(reply: &AccountReply) -> Self {
        Self {
            server: (!reply.server.is_empty()).then(|| reply.server.clone()),
            account: reply.account.as_ref().map(|account| Person {
                id: account.id.to_string(),
                email: account.email.clone(),
                display_name: account.display_name.clone(),
                has_totp: account.has_totp,
            }),
            is_signed_in: reply.is_signed_in,
            unverified: reply.unverified.clone(),
            device: Device { id: reply.device.to_string(), name: reply.device_name.clone() },
            tokens: word(&reply.tokens),
            attach: reply.attach.as_ref().map(|offer| Attach {
                local_expenses: offer.local_expenses,
                workspaces: offer
                    .workspaces
                    .iter()
                    .map(|target| Target {
                        id: target.id.to_string(),
                        name: target.name.clone(),
                        kind: word(&target.kind),
                        members: target.members,
                    })
                    .collect(),
            }),
            was_wiped: reply.was_wiped,
        }
    }
}

/// An item of `meal account devices`.
#[derive(Debug, Serialize)]
pub struct KnownDevice {
    pub id: String,
    pub name: String,
    pub platform: String,
    pub app_version: String,
    pub last_seen: String,
    pub is_this: bool,
    pub is_revoked: bool,
    pub is_wiped: bool,
}

impl From<&DeviceRow> for KnownDevice {
    fn from(row: &DeviceRow) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name.clone(),
            platform: row.platform.clone(),
            app_version: row.app_version.clone(),
            last_seen: instant(row.last_seen),
            is_this: row.is_this,
            is_revoked: row.is_revoked,
            is_wiped: row.is_wiped,
        }
    }
}

/// An item of `meal account logins`.
#[derive(Debug, Serialize)]
pub struct Login {
    pub at: String,
    pub outcome: String,
    pub device: Option<String>,
    pub network: Option<String>,
}

impl From<&LoginRow> for Login {
    fn from(row: &LoginRow) -> Self {
        Self {
            at: instant(row.at),
            outcome: row.outcome.clone(),
            device: row.device.clone(),
            network: row.network.clone(),
        }
    }
}

/// `meal sync`.
#[derive(Debug, Serialize)]
pub struct Status {
    pub state: String,
    pub until: Option<String>,
    pub workspace: String,
    pub pending: u64,
    pub parked: u64,
    pub conflicts: u64,
    pub photos_to_send: u64,
    pub photos_to_fetch: u64,
    pub duplicates: u64,
    pub last_success: Option<String>,
}

impl From<&SyncReply> for Status {
    fn from(reply: &SyncReply) -> Self {
        let until = match reply.state {
            SyncState::WaitingUntil { at } => Some(instant(at)),
            _ => None,
        };
        let is_captive = matches!(reply.state, SyncState::Offline { is_captive: true });
        Self {
            state: if is_captive { "captive_portal".to_owned() } else { word(&reply.state) },
            until,
            workspace: reply.workspace.to_string(),
            pending: reply.pending,
            parked: reply.parked,
            conflicts: reply.conflicts,
            photos_to_send: reply.photos_to_send,
            photos_to_fetch: reply.photos_to_fetch,
            duplicates: reply.duplicates,
            last_success: reply.last_success.map(instant),
        }
    }
}

/// An item of `meal workspace list`.
#[derive(Debug, Serialize)]
pub struct Workspace {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub home_currency: String,
    pub role: Option<String>,
    pub members: u32,
    pub is_current: bool,
    pub is_synced: bool,
    pub pending: u64,
}

impl From<&WorkspaceRow> for Workspace {
    fn from(row: &WorkspaceRow) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name.clone(),
            kind: word(&row.kind),
            home_currency: row.home_currency.to_string(),
            role: row.role.as_ref().map(word),
            members: row.members,
            is_current: row.is_current,
            is_synced: row.is_synced,
            pending: row.pending,
        }
    }
}

/// An item of `meal workspace members`.
#[derive(Debug, Serialize)]
pub struct Member {
    pub user: String,
    pub display_name: String,
    pub email: Option<String>,
    pub role: String,
    pub scope: Option<String>,
    pub joined_at: String,
    pub is_me: bool,
}

impl From<&MemberRow> for Member {
    fn from(row: &MemberRow) -> Self {
        Self {
            user: row.user.to_string(),
            display_name: row.display_name.clone(),
            email: row.email.clone(),
            role: word(&row.role),
            scope: row.scope.as_ref().map(word),
            joined_at: instant(row.joined_at),
            is_me: row.is_me,
        }
    }
}

/// An invitation.
#[derive(Debug, Serialize)]
pub struct Invitation {
    pub id: String,
    pub email: Option<String>,
    pub role: String,
    pub expires_at: String,
    pub code: Option<String>,
}

impl From<&InvitationRow> for Invitation {
    fn from(row: &InvitationRow) -> Self {
        Self {
            id: row.id.to_string(),
            email: row.email.clone(),
            role: word(&row.role),
            expires_at: instant(row.expires_at),
            code: row.code.as_ref().map(|code| code.0.clone()),
        }
    }
}

/// An item of `meal conflicts`.
#[derive(Debug, Serialize)]
pub struct Conflict {
    pub id: String,
    pub table: String,
    pub row: String,
    pub name: Option<String>,
    pub expense: Option<String>,
    pub occurred_on: Option<String>,
    pub unit: String,
    pub reason: String,
    pub kept: Side,
    pub other: Side,
    pub values: Vec<Value>,
    pub resolution: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Side {
    pub by: Option<String>,
    pub is_me: bool,
    pub at: String,
    pub is_deletion: bool,
}

#[derive(Debug, Serialize)]
pub struct Value {
    pub column: String,
    pub kept: Option<String>,
    pub other: Option<String>,
}

impl From<&ConflictSide> for Side {
    fn from(side: &ConflictSide) -> Self {
        Self {
            by: side.by.as_ref().map(|by| by.name.clone().unwrap_or_else(|| by.id.to_string())),
            is_me: side.by.as_ref().is_some_and(|by| by.is_me),
            at: instant(side.at),
            is_deletion: side.is_deletion,
        }
    }
}

impl From<&ConflictCard> for Conflict {
    fn from(card: &ConflictCard) -> Self {
        Self {
            id: card.id.to_string(),
            table: card.table.clone(),
            row: card.subject.to_string(),
            name: card.name.clone(),
            expense: card.expense.map(|id| id.to_string()),
            occurred_on: card.occurred_on.map(|day| day.to_string()),
            unit: card.unit.clone(),
            reason: card.reason.clone(),
            kept: Side::from(&card.kept),
            other: Side::from(&card.other),
            values: card
                .values
                .iter()
                .filter(|value| value.differs)
                .map(|value| Value {
                    column: value.column.clone(),
                    kept: value.kept.clone(),
                    other: value.other.clone(),
                })
                .collect(),
            resolution: card.resolution.clone(),
        }
    }
}

/// An item of `meal parked`.
#[derive(Debug, Serialize)]
pub struct Parked {
    pub id: String,
    pub group: Option<String>,
    pub at: String,
    pub workspace: String,
    pub table: String,
    pub row: String,
    pub name: Option<String>,
    pub expense: Option<String>,
    pub operation: String,
    pub reason: String,
    pub values: Vec<(String, Option<String>)>,
}

impl From<&ParkedChange> for Parked {
    fn from(parked: &ParkedChange) -> Self {
        Self {
            id: parked.id.to_string(),
            group: parked.group.map(|group| group.to_string()),
            at: instant(parked.at),
            workspace: parked.workspace.to_string(),
            table: parked.table.clone(),
            row: parked.subject.to_string(),
            name: parked.name.clone(),
            expense: parked.expense.map(|id| id.to_string()),
            operation: word(&parked.operation),
            reason: parked.reason.clone(),
            values: parked.values.iter().map(|value| (value.column.clone(), value.value.clone())).collect(),
        }
    }
}
