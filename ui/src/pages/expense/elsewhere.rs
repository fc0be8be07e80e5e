//! What the service knows of an expense: who changed what, on which device and when, used or not. It needs the network, so it is asked
//! for when somebody wants to see it, and only for a book that syncs.

use domain::{CurrencyCode, ExpenseId};
use wire::call::{PersonRef, ServerHistory, ServerHistoryChange, ServerHistoryEntry, SyncState, SyncStatus};
use yew::prelude::*;

use super::values::{column_name, value_text};
use crate::components::{FailedState, Skeleton};
use crate::format::{Format, use_format};
use crate::hooks::{Loaded, use_query, use_query_when};
use crate::words::{Words, use_words};

/// The fold.
#[yew_autoprops::autoprops]
#[component]
pub fn Elsewhere(id: &ExpenseId, currency: &CurrencyCode) -> Html {
    let words = use_words();
    let format = use_format();
    let asked = use_state_eq(|| false);
    let status = use_query(SyncStatus {});
    let request = ServerHistory { table: "expense".to_owned(), id: id.0 };
    let history = use_query_when((*asked).then_some(request));
    if status.ready().is_none_or(|reply| reply.state == SyncState::LocalOnly) {
        return Html::default();
    }
    let onclick = {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| asked.set(true))
    };
    let content = match &history.state {
        Loaded::Loading if *asked => html! { <Skeleton rows=2 /> },
        Loaded::Loading => Html::default(),
        Loaded::Failed(fault) => {
            html! { <FailedState fault={fault.clone()} on_retry={history.retry.clone()} /> }
        }
        Loaded::Ready(entries) if entries.is_empty() => {
            html! { <p class="hint">{ words.t("history-service-empty") }</p> }
        }
        Loaded::Ready(entries) => html! {
            <ol class="history">{ for entries.iter().rev().map(|entry| drawn(entry, *currency, &words, &format)) }</ol>
        },
    };
    html! {
        <details class="fold">
            <summary {onclick}>{ words.t("history-service") }</summary>
            { content }
        </details>
    }
}

/// A person as they are called: "You", their name, or somebody who is no longer known.
pub fn called(person: Option<&PersonRef>, words: &Words) -> String {
    match person {
        Some(person) if person.is_me => words.t("member-me"),
        Some(person) => person.name.clone().unwrap_or_else(|| words.t("somebody")),
        None => words.t("somebody"),
    }
}

fn drawn(entry: &ServerHistoryEntry, currency: CurrencyCode, words: &Words, format: &Format) -> Html {
    let mut who = called(Some(&entry.by), words);
    if let Some(device) = &entry.device {
        who = format!("{who} · {device}");
    }
    let outcome = match entry.outcome.as_str() {
        "kept_other" => Some("history-kept-other"),
        "rejected" => Some("history-rejected"),
        "same" => Some("history-same"),
        _ => None,
    };
    let row = |change: &ServerHistoryChange| {
        let text = |value: &Option<String>| {
            value_text("expense", &change.column, value.as_deref(), currency, words, format)
        };
        html! {
            <div key={change.column.clone()}>
                <dt>{ column_name(&change.column, words) }</dt>
                <dd><del><bdi>{ text(&change.before) }</bdi></del><span aria-hidden="true">{ " → " }</span><ins><bdi>{ text(&change.after) }</bdi></ins></dd>
            </div>
        }
    };
    html! {
        <li class="history-entry" key={entry.op.to_string()}>
            <p class="history-head"><strong><bdi>{ who }</bdi></strong>
                <time class="hint" title={format.instant(entry.edited_at)} datetime={entry.edited_at.to_rfc3339()}>{ format.relative(entry.edited_at) }</time></p>
            if let Some(key) = outcome { <p class="hint">{ words.t(key) }</p> }
            <dl class="history-changes">{ for entry.changes.iter().map(row) }</dl>
        </li>
    }
}
