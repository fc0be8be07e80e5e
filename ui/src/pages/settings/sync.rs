//! Sync in the settings: one quiet entry while there is no account, and the ways to everything once there is one.

use wire::call::{SyncState, SyncStatus};
use yew::prelude::*;

use crate::components::{Icon, IconName, section};
use crate::hooks::use_query;
use crate::route::{Link, Route};
use crate::words::{sync_look, use_words};

/// The section.
#[component]
pub fn SyncSection() -> Html {
    let words = use_words();
    let status = use_query(SyncStatus {});
    let Some(reply) = status.ready() else { return Html::default() };
    let link = |to: Route, icon: IconName, key: &str, n: u64| {
        html! {
            <Link {to} class="button button-secondary"><Icon name={icon} /><span class="button-label">{ words.t(key) }</span>
                if n > 0 { <span class="badge">{ n }</span> }</Link>
        }
    };
    let content = if reply.state == SyncState::LocalOnly {
        html! { <div class="settings-actions">{ link(Route::Account, IconName::Cloud, "sync-begin", 0) }</div> }
    } else {
        html! {
            <>
                <p class="settings-text"><Icon name={sync_look(&reply.state).icon} /><span>{ words.sync_state(reply) }</span></p>
                <div class="settings-actions">
                    { link(Route::Account, IconName::Lock, "account-title", 0) }
                    { link(Route::Devices, IconName::Laptop, "devices-title", 0) }
                    { link(Route::Workspaces, IconName::People, "workspaces-title", 0) }
                    { link(Route::Conflicts, IconName::Split, "conflicts-title", reply.conflicts) }
                    { link(Route::Parked, IconName::Alert, "parked-title", reply.parked) }
                </div>
            </>
        }
    };
    section("settings-sync", words.t("settings-sync"), content)
}
