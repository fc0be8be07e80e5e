//! Who sees what: an expense's `visibility` and owner, copied onto everything that belongs to it.

use std::collections::BTreeSet;

use uuid::Uuid;
use wire::v1::Scope;

use crate::push::Member;
use crate::push::row::{StoredRow, Visibility};
use crate::push::work::Work;

/// What a member sees of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// All of it.
    Full,
    /// That it was, and what it cost.
    Masked,
    /// Nothing.
    Hidden,
}

/// What a member sees of a row.
pub fn sight(member: &Member, row: &StoredRow) -> Sight {
    let is_common = !is_of_expense(row);
    let is_shared = row.owner.is_nil() && row.visibility == Visibility::Workspace;
    if is_common || is_shared || row.owner == member.user {
        return Sight::Full;
    }
    match (member.scope, row.visibility) {
        (Scope::Own, _) | (Scope::All, Visibility::Private) => Sight::Hidden,
        (Scope::All, Visibility::Workspace) => Sight::Full,
        (Scope::All, Visibility::AmountOnly) if row.table.name == "expense" => Sight::Masked,
        (Scope::All, Visibility::AmountOnly) => Sight::Hidden,
    }
}

/// Whether a row is an expense or belongs to one; everything else is common to all members.
pub fn is_of_expense(row: &StoredRow) -> bool {
    match row.table.name {
        "expense" | "blob" => true,
        "conflict" => row.expense().is_some(),
        _ => row.table.expense_column.is_some(),
    }
}

/// Gives a row that belongs to an expense its owner and visibility; `seq` is the row's new sequence.
pub(crate) fn inherit(work: &Work<'_>, row: &mut StoredRow) {
    if row.table.name == "expense" || row.table.name == "blob" {
        return;
    }
    let Some(expense) = row.expense().and_then(|id| work.row(("expense", id))) else { return };
    let (owner, visibility) = (expense.owner, expense.visibility);
    if (row.owner, row.visibility) != (owner, visibility) {
        (row.owner, row.visibility) = (owner, visibility);
        if row.made_seq != row.seq {
            row.scope_seq = row.seq;
        }
    }
}

/// Hands an expense's owner and visibility on to everything that belongs to it, and to its photographs.
pub(crate) fn hand_on(work: &mut Work<'_>, expense: Uuid) {
    let mut children: Vec<StoredRow> = work
        .rows()
        .filter(|row| row.table.name != "expense" && row.expense() == Some(expense))
        .cloned()
        .collect();
    children.sort_by_key(|child| (child.seq, child.id));
    let mut blobs = BTreeSet::new();
    for mut child in children {
        let before = (child.owner, child.visibility);
        if child.table.name == "attachment" {
            blobs.extend(child.uuid("blob_id"));
        }
        let Some(row) = work.row(("expense", expense)) else { return };
        (child.owner, child.visibility) = (row.owner, row.visibility);
        if before != (child.owner, child.visibility) {
            move_view(work, child);
        }
    }
    for blob in blobs {
        open_blob(work, blob);
    }
}

/// A photograph is seen by whoever sees one of the expenses it hangs on.
pub(crate) fn open_blob(work: &mut Work<'_>, blob: Uuid) {
    let expenses: BTreeSet<Uuid> = work
        .rows_of("attachment")
        .filter(|row| row.uuid("blob_id") == Some(blob))
        .filter_map(StoredRow::expense)
        .collect();
    let expenses: Vec<&StoredRow> = expenses.iter().filter_map(|id| work.row(("expense", *id))).collect();
    let Some(visibility) = expenses.iter().map(|row| row.visibility).max() else { return };
    let owners: BTreeSet<Uuid> = expenses.iter().map(|row| row.owner).collect();
    let owner = if owners.len() == 1 { expenses[0].owner } else { Uuid::nil() };
    let Some(row) = work.row(("blob", blob)) else { return };
    if (row.owner, row.visibility) != (owner, visibility) {
        let row = StoredRow { owner, visibility, ..row.clone() };
        move_view(work, row);
    }
}

fn move_view(work: &mut Work<'_>, mut row: StoredRow) {
    row.seq = work.next_seq();
    row.scope_seq = row.seq;
    work.put(row);
}
