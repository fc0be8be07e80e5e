//! Words of accounts, workspaces and sync: each state has a name, a picture, and a sentence that says why and what to do.

use wire::Fault;
use wire::call::{NoticeKind, Role, SyncReply, SyncState, WorkspaceKind};

use super::Words;
use crate::components::IconName;
use crate::format::Format;

/// How much a state asks to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// All is well.
    Calm,
    /// Something is under way, or waits without anybody having to do anything.
    Moving,
    /// The person should know.
    Ask,
}

/// A state as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncLook {
    /// `sync-{key}` names it, `sync-{key}-text` explains it.
    pub key: &'static str,
    /// Its picture.
    pub icon: IconName,
    /// How much it asks.
    pub tone: Tone,
}

/// How a state is drawn.
pub fn sync_look(state: &SyncState) -> SyncLook {
    let look = |key, icon, tone| SyncLook { key, icon, tone };
    match state {
        SyncState::LocalOnly => look("local-only", IconName::Laptop, Tone::Calm),
        SyncState::ChooseAttach => look("choose", IconName::Help, Tone::Ask),
        SyncState::UpToDate => look("up-to-date", IconName::Cloud, Tone::Calm),
        SyncState::Waiting => look("waiting", IconName::CloudUp, Tone::Moving),
        SyncState::Syncing { is_first: true, .. } => look("first", IconName::Sync, Tone::Moving),
        SyncState::Syncing { is_first: false, .. } => look("syncing", IconName::Sync, Tone::Moving),
        SyncState::PhotosWaiting { .. } => look("photos", IconName::CloudUp, Tone::Moving),
        SyncState::Offline { is_captive: false } => look("offline", IconName::CloudOff, Tone::Moving),
        SyncState::Offline { is_captive: true } => look("captive", IconName::CloudOff, Tone::Ask),
        SyncState::WaitingUntil { .. } => look("later", IconName::Clock, Tone::Moving),
        SyncState::SignedOut => look("signed-out", IconName::Lock, Tone::Ask),
        SyncState::Revoked => look("revoked", IconName::Alert, Tone::Ask),
        SyncState::WorkspaceDeleted => look("deleted", IconName::Alert, Tone::Ask),
        SyncState::UpdateNeeded => look("update", IconName::Alert, Tone::Ask),
        SyncState::DiskFull => look("disk-full", IconName::Alert, Tone::Ask),
        SyncState::NotSynced => look("not-synced", IconName::Laptop, Tone::Calm),
    }
}

/// How far a first copy is, in percent, when that is known.
pub fn first_percent(state: &SyncState) -> Option<u64> {
    let SyncState::Syncing { is_first: true, done, total } = *state else { return None };
    (total > 0).then(|| done.min(total).saturating_mul(100) / total)
}

impl Words {
    /// The state in a few words: "Up to date", "3 to be sent".
    pub fn sync_state(&self, reply: &SyncReply) -> String {
        let SyncLook { key, .. } = sync_look(&reply.state);
        let n = if let SyncState::PhotosWaiting { count } = reply.state {
            count
        } else {
            first_percent(&reply.state).unwrap_or(reply.pending)
        };
        self.with(&format!("sync-{key}"), &[("n", n.into())])
    }

    /// Why it is so, and what to do.
    pub fn sync_reason(&self, reply: &SyncReply, format: &Format) -> String {
        let SyncLook { key, .. } = sync_look(&reply.state);
        let mut when = String::new();
        if let SyncState::WaitingUntil { at } = reply.state {
            when = format.relative(at);
        }
        self.with(&format!("sync-{key}-text"), &[("n", reply.pending.into()), ("when", when.into())])
    }

    /// Why a form was not taken: a field that is named and what is wrong with it, or the failure.
    pub fn refused(&self, fault: &Fault) -> String {
        let Some(invalid) = fault.invalid.first() else { return self.fault(fault) };
        let field = serde_json::to_string(&invalid.field).unwrap_or_default();
        let name = self.find(&format!("ask-field-{}", field.trim_matches('"').replace('_', "-")), &[]);
        match name {
            Some(name) => format!("{name}: {}", self.problem(invalid.problem)),
            None => self.fault(fault),
        }
    }

    /// What a notice says.
    pub fn sync_notice(&self, kind: &NoticeKind) -> String {
        match kind {
            NoticeKind::ManyDeleted { count, by } => {
                let who = by.clone().unwrap_or_else(|| self.t("somebody"));
                self.with("notice-many-deleted", &[("n", (*count).into()), ("who", who.into())])
            }
            NoticeKind::Wiped => self.t("account-wiped"),
            NoticeKind::Healed { rows } => self.with("notice-healed", &[("n", (*rows).into())]),
            NoticeKind::Attached { expenses, .. } => self.with("attach-merged", &[("n", (*expenses).into())]),
            NoticeKind::ClockOff { seconds } => {
                self.with("notice-clock-off", &[("n", (seconds.unsigned_abs() / 60).max(1).into())])
            }
            NoticeKind::PhotoLost { .. } => self.t("notice-photo-lost"),
        }
    }

    /// "Owner".
    pub fn role(&self, role: Role) -> String {
        self.t(match role {
            Role::Viewer => "role-viewer",
            Role::Member => "role-member",
            Role::Approver => "role-approver",
            Role::Admin => "role-admin",
            Role::Owner => "role-owner",
        })
    }

    /// "Household".
    pub fn workspace_kind(&self, kind: WorkspaceKind) -> String {
        self.t(match kind {
            WorkspaceKind::Personal => "workspace-personal",
            WorkspaceKind::Household => "workspace-household",
            WorkspaceKind::Company => "workspace-company",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_name_and_a_reason() {
        let words = Words::built_in("en");
        let at = chrono::DateTime::UNIX_EPOCH;
        for state in [
            SyncState::LocalOnly,
            SyncState::ChooseAttach,
            SyncState::UpToDate,
            SyncState::Waiting,
            SyncState::Syncing { is_first: true, done: 1, total: 2 },
            SyncState::Syncing { is_first: false, done: 0, total: 0 },
            SyncState::PhotosWaiting { count: 1 },
            SyncState::Offline { is_captive: false },
            SyncState::Offline { is_captive: true },
            SyncState::WaitingUntil { at },
            SyncState::SignedOut,
            SyncState::Revoked,
            SyncState::WorkspaceDeleted,
            SyncState::UpdateNeeded,
            SyncState::DiskFull,
            SyncState::NotSynced,
        ] {
            let key = sync_look(&state).key;
            for key in [format!("sync-{key}"), format!("sync-{key}-text")] {
                assert!(words.find(&key, &[]).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn a_first_copy_never_claims_more_than_all() {
        let first = |done, total| first_percent(&SyncState::Syncing { is_first: true, done, total });
        assert_eq!(first(50, 200), Some(25));
        assert_eq!(first(300, 200), Some(100));
        assert_eq!(first(5, 0), None);
    }
}
