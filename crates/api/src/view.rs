//! What a reader is given of a row, and how much of it in one page: pure.

use domain::mutant;
use domain::schema::Table;
use serde_json::{Map, Value as Json};
use wire::v1::{Cursor, PAGE_BYTES_MAX, PAGE_ROWS_MAX, Row};

pub use crate::push::visibility::{Sight, sight};
use crate::push::{Member, StoredRow};

/// How long the content of a deleted row is kept, in days: what the trash promises.
pub const TRASH_DAYS: i64 = 30;
/// How long a deleted row itself is kept, in days; a device that was away longer fetches everything anew.
pub const TOMBSTONE_DAYS: i64 = 180;

/// Units of an expense that stay visible when others see its amount only.
const MASK_UNITS: &[&str] = &["kind", "status", "when", "money", "meal", "category", "visibility", "deleted"];
/// Columns of those units that are held back all the same.
const MASK_HELD_BACK: &[&str] = &["void_reason"];
/// What a masked expense says in columns that must not be empty on a device.
const MASK_NEUTRAL: &[(&str, &str)] = &[("receipt_state", "not_needed"), ("source", "manual")];

/// The row as this member is given it.
pub fn row(row: &StoredRow, member: &Member) -> Row {
    match sight(member, row) {
        Sight::Hidden => gone(row),
        Sight::Full => full(row),
        Sight::Masked => masked(row),
    }
}

/// A row that is not for this person's eyes (any more).
pub fn gone(row: &StoredRow) -> Row {
    Row { k: row.table.name.to_owned(), id: row.id, seq: row.seq, gone: true, ..Row::default() }
}

fn full(row: &StoredRow) -> Row {
    Row { e: row.ext.clone(), ..wire_row(row, row.columns.clone(), |_| true) }
}

fn masked(row: &StoredRow) -> Row {
    let shown = |unit: &str| MASK_UNITS.contains(&unit);
    let mut d: Map<String, Json> = row
        .columns
        .iter()
        .filter(|(name, _)| {
            let unit = row.table.columns.iter().find(|column| column.name == *name).map(|column| column.unit);
            (unit.is_some_and(shown) || *name == "deleted_at") && !MASK_HELD_BACK.contains(&name.as_str())
        })
        .map(|(name, json)| (name.clone(), json.clone()))
        .collect();
    for column in row.table.columns.iter().filter(|column| !column.nullable && !shown(column.unit)) {
        let neutral = MASK_NEUTRAL.iter().find(|(name, _)| *name == column.name);
        d.insert(column.name.to_owned(), neutral.map_or(Json::from(false), |(_, word)| Json::from(*word)));
    }
    Row { masked: true, ..wire_row(row, d, shown) }
}

fn wire_row(row: &StoredRow, d: Map<String, Json>, shown: impl Fn(&str) -> bool) -> Row {
    let changed = row.stamps.iter().filter(|(unit, stamp)| stamp.seq != row.made_seq && shown(unit));
    Row {
        k: row.table.name.to_owned(),
        id: row.id,
        seq: row.seq,
        x: row.is_deleted(),
        gone: false,
        masked: false,
        mt: row.updated_at,
        by: Some(row.updated_by),
        ct: row.created_at,
        cb: Some(row.created_by),
        u: changed.map(|(unit, stamp)| (unit.clone(), (stamp.seq, stamp.t))).collect(),
        d,
        e: Default::default(),
    }
}

/// The rows wanted, within what is allowed.
pub fn page_rows(limit: u32) -> usize {
    limit.clamp(1, PAGE_ROWS_MAX) as usize
}

/// Where a row stands in a member's feed: at its last change, or, when it is hidden from them, where it left their view. What happens
/// to a hidden row later must not move that: a reader whose page ended in between would never hear that it is gone.
pub fn place(row: &StoredRow, member: &Member) -> i64 {
    match sight(member, row) {
        Sight::Full | Sight::Masked => row.seq,
        Sight::Hidden => row.scope_seq,
    }
}

/// Whether a row that changed is delivered to this member from this cursor.
pub fn is_delivered(row: &StoredRow, member: &Member, from: &Cursor) -> bool {
    let place = place(row, member);
    if place <= from.seq {
        return false;
    }
    let is_before_begin = from.fresh_head.is_some_and(|head| place <= head);
    match sight(member, row) {
        Sight::Full | Sight::Masked => !(row.is_deleted() && is_before_begin),
        Sight::Hidden => !is_before_begin && !mutant::is("scope_gone_not_sent"),
    }
}

/// One page of a feed.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Row>,
    /// Where to go on.
    pub cursor: Cursor,
    /// Whether there is more.
    pub more: bool,
}

/// Makes a page of rows that `is_delivered`, in the order of their places. `rows` may hold one more than `limit`, which says that
/// there is more; `from` is the cursor the reader has, or the one `begin` made; `head` was read in the same snapshot.
pub fn page(rows: &[StoredRow], member: &Member, from: &Cursor, head: i64, limit: usize) -> Page {
    let mut given = Vec::new();
    let mut bytes = 0;
    let mut last = from.seq;
    let mut more = false;
    for stored in rows {
        let row = row(stored, member);
        bytes += serde_json::to_vec(&row).map_or(0, |body| body.len());
        if given.len() == limit || (bytes > PAGE_BYTES_MAX && !given.is_empty()) {
            more = true;
            break;
        }
        last = place(stored, member);
        given.push(row);
    }
    let seq = match (more, mutant::is("page_boundary")) {
        (true, false) => last,
        (true, true) => last + 1,
        (false, _) => head.max(from.seq),
    };
    let fresh_head = from.fresh_head.filter(|_| more);
    Page { rows: given, cursor: Cursor { seq, scope: member.scope_rev, fresh_head, ..*from }, more }
}

/// The cursor a reader without one begins with: deletions up to now are left out.
pub fn begin(epoch: i32, head: i64, scope_rev: i32) -> Cursor {
    Cursor { epoch, seq: 0, scope: scope_rev, fresh_head: Some(head) }
}

/// The tables whose rows can be hidden from some members.
pub fn can_be_hidden(table: &Table) -> bool {
    matches!(table.name, "expense" | "blob" | "conflict") || table.expense_column.is_some()
}
