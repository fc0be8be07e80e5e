//! What was changed, when and how: before and after, and a way to have the old value back.

use domain::read::{HistoryChange, HistoryEntry, HistoryOperation};
use domain::{CurrencyCode, ExpenseId};
use wire::call::{GetHistory, RestoreRevision};
use yew::prelude::*;

use crate::components::{Button, ButtonKind, IconName};
use crate::format::use_format;
use crate::hooks::{use_command, use_query_when};
use crate::words::{Words, use_words};

use super::elsewhere::Elsewhere;
use super::values::{column_name, value_text};

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
    let entries = history.ready().map(|entries| told(entries));
    let entry = |Told { entry, changes, is_order }: &Told| {
        let restore = {
            let (command, id) = (command.clone(), entry.id);
            Callback::from(move |_: MouseEvent| command.run(RestoreRevision { id }, Callback::noop()))
        };
        let can_restore = entry.operation == HistoryOperation::Update && !changes.is_empty();
        html! {
            <li key={entry.id.to_string()} class="history-entry">
                <p class="history-head">
                    <strong>{ title(entry, *is_order, &words) }if let Some(subject) = entry.subject.as_ref().filter(|_| !is_order && !names_itself(changes)) { <span class="history-subject">{ " · " }<bdi>{ subject }</bdi></span> }</strong>
                    <time class="hint" title={format.instant(entry.at)} datetime={entry.at.to_rfc3339()}>{ format.relative(entry.at) }</time>
                </p>
                <dl class="history-changes">
                    { for changes.iter().map(|change| html! {
                        <div key={change.column.clone()}>
                            <dt>{ column_name(&change.column, &words) }</dt>
                            <dd>
                                if entry.operation == HistoryOperation::Update {
                                    <del><span class="visually-hidden">{ words.t("before") }{ ": " }</span><bdi>{ value_text(&entry.table, &change.column, change.before.as_deref(), *currency, &words, &format) }</bdi></del>
                                    <span aria-hidden="true">{ " → " }</span>
                                }
                                <ins><span class="visually-hidden">{ words.t("after") }{ ": " }</span><bdi>{ value_text(&entry.table, &change.column, change.after.as_deref(), *currency, &words, &format) }</bdi></ins>
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
                <Elsewhere id={*id} currency={*currency} />
            }
        </details>
    }
}

/// An entry as it is told.
#[derive(Debug, PartialEq)]
struct Told {
    entry: HistoryEntry,
    /// The changes worth reading.
    changes: Vec<HistoryChange>,
    /// Whether it stands for several rows that only changed places.
    is_order: bool,
}

/// What is worth telling: of rows that only changed places one entry an action, and none when rows came or went in the same action.
fn told(entries: &[HistoryEntry]) -> Vec<Told> {
    let is_order = |entry: &HistoryEntry| {
        entry.operation == HistoryOperation::Update
            && matches!(entry.table.as_str(), "attachment" | "expense_line" | "expense_tag")
            && entry.changes.iter().all(|change| change.column == "position")
    };
    let of_same =
        |one: &HistoryEntry, other: &HistoryEntry| one.group == other.group && one.table == other.table;
    let mut told: Vec<Told> = Vec::with_capacity(entries.len());
    for entry in entries {
        let moves = is_order(entry);
        let came_or_went = || {
            entries.iter().any(|other| of_same(entry, other) && other.operation != HistoryOperation::Update)
        };
        let is_told = || told.iter().any(|known| known.is_order && of_same(entry, &known.entry));
        // Whether there is a receipt follows from the photographs told beside it.
        let follows = entry.table == "expense"
            && entry.operation == HistoryOperation::Update
            && entry.changes.iter().all(|change| change.column == "receipt_state")
            && entries.iter().any(|other| other.group == entry.group && other.table == "attachment");
        if follows || moves && (is_told() || came_or_went()) {
            continue;
        }
        // The name the place or brand had is only worth reading when neither of them is named beside it.
        let names_row =
            entry.changes.iter().any(|change| matches!(change.column.as_str(), "place_id" | "merchant_id"));
        let is_told_already = |column: &str| names_row && column == "place_name_snapshot";
        let is_read = |change: &&HistoryChange| {
            !(HIDDEN.contains(&change.column.as_str()) || is_told_already(&change.column))
        };
        let changes = entry.changes.iter().filter(is_read).cloned().collect();
        told.push(Told { entry: entry.clone(), changes, is_order: moves });
    }
    told
}

/// Whether the change says by itself which row it is of.
fn names_itself(changes: &[HistoryChange]) -> bool {
    changes.iter().any(|change| matches!(change.column.as_str(), "caption" | "description"))
}

fn title(entry: &HistoryEntry, is_order: bool, words: &Words) -> String {
    if is_order {
        return with_reason(entry, words.t("history-order"), words);
    }
    let key = format!("history-{}-{}", entry.table.replace('_', "-"), operation_key(entry.operation));
    let what = words.find(&key, &[]).unwrap_or_else(|| {
        words.t(match entry.operation {
            HistoryOperation::Insert => "history-added",
            HistoryOperation::Update => "history-changed",
            HistoryOperation::Delete => "history-deleted",
            HistoryOperation::Restore => "history-restored",
        })
    });
    with_reason(entry, what, words)
}

fn with_reason(entry: &HistoryEntry, what: String, words: &Words) -> String {
    match entry.reason.as_str() {
        "undo" => format!("{what} · {}", words.t("undo")),
        "redo" => format!("{what} · {}", words.t("redo")),
        "import" => format!("{what} · {}", words.t("nav-import")),
        "sync" => format!("{what} · {}", words.t("history-sync")),
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{DeviceId, GroupId, RevisionId};
    use uuid::Uuid;

    fn entry(group: u128, table: &str, operation: HistoryOperation, columns: &[&str]) -> HistoryEntry {
        let change =
            |column: &&str| HistoryChange { column: (*column).to_owned(), before: None, after: None };
        HistoryEntry {
            id: RevisionId(Uuid::from_u128(group)),
            group: GroupId(Uuid::from_u128(group)),
            at: chrono::DateTime::UNIX_EPOCH,
            device: DeviceId(Uuid::nil()),
            by: None,
            by_name: None,
            reason: "photo_edit".into(),
            table: table.into(),
            subject: None,
            operation,
            changes: columns.iter().map(change).collect(),
        }
    }

    #[test]
    fn photographs_that_change_places_are_told_once_an_action() {
        use HistoryOperation::Update;
        let moved = |group| entry(group, "attachment", Update, &["position"]);
        let told = told(&[moved(1), moved(1), moved(2), entry(2, "attachment", Update, &["caption"])]);
        let orders: Vec<_> = told.iter().map(|told| (told.is_order, told.changes.len())).collect();
        assert_eq!(orders, [(true, 0), (true, 0), (false, 1)]);
    }

    #[test]
    fn lines_that_close_the_gap_of_a_removed_one_are_not_told() {
        let removed = entry(1, "expense_line", HistoryOperation::Delete, &["description"]);
        let told = told(&[entry(1, "expense_line", HistoryOperation::Update, &["position"]), removed]);
        assert_eq!(told.len(), 1);
    }

    #[test]
    fn a_receipt_is_not_told_beside_its_photograph() {
        let state = |group| entry(group, "expense", HistoryOperation::Update, &["receipt_state"]);
        let told =
            told(&[state(1), entry(1, "attachment", HistoryOperation::Insert, &["file_name"]), state(2)]);
        let tables: Vec<_> = told.iter().map(|told| told.entry.table.as_str()).collect();
        assert_eq!(tables, ["attachment", "expense"], "one that was set by hand is told");
    }

    #[test]
    fn a_new_brand_is_told_once() {
        let told =
            told(&[entry(1, "expense", HistoryOperation::Update, &["merchant_id", "place_name_snapshot"])]);
        assert_eq!(told[0].changes.len(), 1);
    }
}
