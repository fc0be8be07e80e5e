//! What was changed, when and how: before and after, and a way to have the old value back.

use chrono::NaiveDate;
use domain::read::{HistoryChange, HistoryEntry, HistoryOperation};
use domain::{CurrencyCode, ExpenseId};
use wire::call::{GetHistory, RestoreRevision};
use yew::prelude::*;

use crate::components::{Button, ButtonKind, IconName};
use crate::format::{Format, use_format};
use crate::hooks::{use_command, use_query_when};
use crate::words::{Words, use_words};

/// Columns nobody needs to read: they repeat others or belong to the machinery.
const HIDDEN: &[&str] = &[
    "id",
    "expense_id",
    "workspace_id",
    "tag_id",
    "person_id",
    "blob_id",
    "created_at",
    "updated_at",
    "deleted_at",
    "position",
    "occurred_at",
    "utc_offset_min",
    "group_id",
    "source",
    "device_id",
];

/// The history, asked for when it is unfolded.
#[yew_autoprops::autoprops]
#[component]
pub fn History(id: &ExpenseId, currency: &CurrencyCode) -> Html {
    let words = use_words();
    let format = use_format();
    let command = use_command();
    let open = use_state_eq(|| false);
    let history = use_query_when((*open).then_some(GetHistory { id: *id }));
    let onclick = {
        let open = open.clone();
        // The summary folds by itself; this only begins to ask.
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let entries = history.ready().cloned();
    let entry = |entry: &HistoryEntry| {
        let restore = {
            let (command, id) = (command.clone(), entry.id);
            Callback::from(move |_: MouseEvent| command.run(RestoreRevision { id }, Callback::noop()))
        };
        let changes: Vec<&HistoryChange> =
            entry.changes.iter().filter(|change| !HIDDEN.contains(&change.column.as_str())).collect();
        let can_restore = entry.operation == HistoryOperation::Update && !changes.is_empty();
        html! {
            <li key={entry.id.to_string()} class="history-entry">
                <p class="history-head">
                    <strong>{ title(entry, &words) }</strong>
                    <time class="hint" title={format.instant(entry.at)} datetime={entry.at.to_rfc3339()}>{ format.relative(entry.at) }</time>
                </p>
                <dl class="history-changes">
                    { for changes.iter().map(|change| html! {
                        <div key={change.column.clone()}>
                            <dt>{ column(&change.column, &words) }</dt>
                            <dd>
                                if entry.operation == HistoryOperation::Update {
                                    <del><span class="visually-hidden">{ words.t("before") }{ ": " }</span><bdi>{ value(change, change.before.as_deref(), *currency, &words, &format) }</bdi></del>
                                    <span aria-hidden="true">{ " → " }</span>
                                }
                                <ins><span class="visually-hidden">{ words.t("after") }{ ": " }</span><bdi>{ value(change, change.after.as_deref(), *currency, &words, &format) }</bdi></ins>
                            </dd>
                        </div>
                    }) }
                </dl>
                if can_restore {
                    <Button kind={ButtonKind::Quiet} icon={IconName::Restore} onclick={restore}>{ words.t("restore-value") }</Button>
                }
            </li>
        }
    };
    html! {
        <details class="fold expense-history">
            <summary {onclick}>{ words.t("history") }</summary>
            if let Some(entries) = entries {
                <ol class="history">{ for entries.iter().map(entry) }</ol>
                if entries.is_empty() { <p class="hint">{ words.t("history-empty") }</p> }
            }
        </details>
    }
}

fn title(entry: &HistoryEntry, words: &Words) -> String {
    let key = format!("history-{}-{}", entry.table.replace('_', "-"), operation_key(entry.operation));
    let what = words.find(&key, &[]).unwrap_or_else(|| {
        words.t(match entry.operation {
            HistoryOperation::Insert => "history-added",
            HistoryOperation::Update => "history-changed",
            HistoryOperation::Delete => "history-deleted",
            HistoryOperation::Restore => "history-restored",
        })
    });
    match entry.reason.as_str() {
        "undo" => format!("{what} · {}", words.t("undo")),
        "redo" => format!("{what} · {}", words.t("redo")),
        "import" => format!("{what} · {}", words.t("nav-import")),
        _ => what,
    }
}

fn operation_key(operation: HistoryOperation) -> &'static str {
    match operation {
        HistoryOperation::Insert => "insert",
        HistoryOperation::Update => "update",
        HistoryOperation::Delete => "delete",
        HistoryOperation::Restore => "restore",
    }
}

/// The words of a column; one without words is shown as it is called.
fn column(name: &str, words: &Words) -> String {
    let key = format!("column-{}", name.trim_end_matches("_minor").trim_end_matches("_id").replace('_', "-"));
    words.find(&key, &[]).unwrap_or_else(|| name.replace('_', " "))
}

fn value(
    change: &HistoryChange,
    text: Option<&str>,
    currency: CurrencyCode,
    words: &Words,
    format: &Format,
) -> String {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return "–".to_owned() };
    let column = change.column.as_str();
    if column.ends_with("_minor")
        && let Ok(minor) = text.parse::<i64>()
    {
        return format.money(minor, currency);
    }
    if (column.ends_with("_on") || column == "day")
        && let Ok(day) = text.parse::<NaiveDate>()
    {
        return format.date_short(day);
    }
    match column {
        "meal_type" => words.meal(domain::MealType::of(text)),
        "order_type" => words.order(domain::OrderType::of(text)),
        "kind" => words.kind(domain::ExpenseKind::of(text)),
        "status" => words.status(domain::ExpenseStatus::of(text)),
        _ => text.to_owned(),
    }
}
