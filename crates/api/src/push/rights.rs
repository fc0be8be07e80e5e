//! Who may do what, by the membership read under the lock.

use domain::merge::UnitEdit;
use domain::schema::Table;
use serde_json::Value as Json;
use uuid::Uuid;
use wire::v1::{RejectCode, Role, WorkspaceKind};

use crate::push::row::{StoredRow, Visibility};
use crate::push::visibility::{Sight, sight};
use crate::push::work::Work;
use crate::push::{Member, Refusal};

/// Statuses only an approver gives in a company.
const DECISIONS: &[&str] = &["approved", "paid"];

/// Whether a role manages the workspace itself.
pub fn can_change_settings(role: Role) -> bool {
    role >= Role::Admin
}

/// Refuses what the member may not do. `row` is the row as it is, or, when it is new, as it would be.
pub fn check(work: &Work<'_>, row: &StoredRow, edits: &[UnitEdit], is_new: bool) -> Result<(), Refusal> {
    let member = &work.member;
    let is_allowed = member.role > Role::Viewer
        && match row.table.name {
            "member" => false,
            "workspace" => can_change_settings(member.role) && row.id == work.desk.workspace,
            "conflict" => !is_new && is_resolution(edits) && may_resolve(work, row),
            "blob" => is_new || row.owner == member.user || can_change_settings(member.role),
            "expense" => {
                may_edit_expense(work, row, row.table, edits) && may_give_values(work, row, edits, is_new)
            }
            _ if row.table.expense_column.is_some() => may_edit_child(work, row, edits),
            _ => true,
        };
    if is_allowed { Ok(()) } else { Err(Refusal::new(RejectCode::Forbidden)) }
}

/// Whether a row a value names may be named by this member.
pub fn may_name(member: &Member, row: &StoredRow) -> bool {
    sight(member, row) != Sight::Hidden
}

fn is_resolution(edits: &[UnitEdit]) -> bool {
    edits.iter().all(|edit| edit.unit == "resolution")
}

fn may_resolve(work: &Work<'_>, card: &StoredRow) -> bool {
    match card.expense().and_then(|id| work.row(("expense", id))) {
        Some(expense) => may_edit_expense(work, expense, card.table, &[]),
        None => sight(&work.member, card) == Sight::Full,
    }
}

fn may_edit_child(work: &Work<'_>, row: &StoredRow, edits: &[UnitEdit]) -> bool {
    let moved_to = row.table.expense_column.and_then(|column| {
        let text = edits.iter().find_map(|edit| edit.value.get(column)).and_then(Json::as_str)?;
        Uuid::parse_str(text).ok()
    });
    let ends = [row.expense(), moved_to];
    ends.into_iter().flatten().all(|id| {
        work.row(("expense", id)).is_some_and(|expense| may_edit_expense(work, expense, row.table, edits))
    })
}

/// Whether the member may edit an expense, or rows of `table` that belong to it.
fn may_edit_expense(work: &Work<'_>, expense: &StoredRow, table: &'static Table, edits: &[UnitEdit]) -> bool {
    let member = &work.member;
    if expense.owner == member.user {
        return true;
    }
    if sight(member, expense) != Sight::Full || expense.visibility != Visibility::Workspace {
        return false;
    }
    match (member.role, work.desk.kind) {
        (Role::Admin | Role::Owner, _) => true,
        (Role::Member | Role::Approver, WorkspaceKind::Household) => true,
        (Role::Approver, WorkspaceKind::Company | WorkspaceKind::Personal) => {
            table.name == "conflict"
                || table.name == "expense" && edits.iter().all(|edit| edit.unit == "status")
        }
        (Role::Member, WorkspaceKind::Company | WorkspaceKind::Personal) | (Role::Viewer, _) => false,
    }
}

fn may_give_values(work: &Work<'_>, row: &StoredRow, edits: &[UnitEdit], is_new: bool) -> bool {
    let member = &work.member;
    edits.iter().all(|edit| match edit.unit.as_str() {
        "visibility" => is_new || row.owner == member.user || can_change_settings(member.role),
        "status" => {
            let given = edit.value.get("status").and_then(Json::as_str).unwrap_or_default();
            let is_change = is_new || row.text("status") != Some(given);
            work.desk.kind != WorkspaceKind::Company
                || !(is_change && DECISIONS.contains(&given))
                || member.role >= Role::Approver
        }
        _ => true,
    })
}
