//! What is forgotten of a workspace, and when: the content of deleted rows after the trash's time, the rows themselves much later, and
//! workspaces that were deleted (SYNC.md 6.8). Run as the owner of the tables, every night.
//!
//! Age is counted by when the service heard of a deletion, never by a device's clock: one that stands in 1970 must not empty the trash.

use domain::schema::{Column, ColumnKind, TABLES, Table};
use object_store::ObjectStore;
use sqlx::{PgPool, Row as _};
use uuid::Uuid;

use crate::Result;
use crate::blobs::{expire_uploads, remove_all};
use crate::database::Locked;
use crate::push::{child_tables, sent_columns};
use crate::rest::ANSWER_DAYS;
use crate::view::{TOMBSTONE_DAYS, TRASH_DAYS};

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// How long a deleted workspace can be brought back, in days.
pub const WORKSPACE_DAYS: i64 = 30;

/// What was forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Deleted rows whose content is gone.
    pub emptied: u64,
    /// Rows that are gone.
    pub purged: u64,
    /// Workspaces that are gone, with their photographs.
    pub workspaces: Vec<Uuid>,
    /// Uploads nobody went on with.
    pub uploads: usize,
    /// Answers kept for requests that come twice.
    pub answers: u64,
}

/// Forgets what is old in every workspace, one after the other.
pub async fn forget_old(owner: &PgPool, store: &dyn ObjectStore, now_ms: i64) -> Result<Forgotten> {
    let mut forgotten = Forgotten {
        uploads: expire_uploads(owner, store, now_ms).await?,
        answers: forget_answers(owner, now_ms).await?,
        ..Forgotten::default()
    };
    let found = sqlx::query(include_str!("retention/workspaces.sql")).fetch_all(owner).await?;
    for row in found {
        let workspace: Uuid = row.try_get("workspace_id")?;
        let deleted_at: Option<i64> = row.try_get("deleted_at")?;
        if deleted_at.is_some_and(|at| at < now_ms - WORKSPACE_DAYS * DAY_MS) {
            remove_all(store, workspace).await?;
            remove_workspace(owner, workspace).await?;
            forgotten.workspaces.push(workspace);
        } else {
            forget_rows(owner, workspace, now_ms, &mut forgotten).await?;
        }
    }
    Ok(forgotten)
}

async fn forget_answers(owner: &PgPool, now_ms: i64) -> Result<u64> {
    let done = sqlx::query(include_str!("retention/forget_answers.sql"))
        .bind(now_ms - ANSWER_DAYS * DAY_MS)
        .execute(owner)
        .await?;
    Ok(done.rows_affected())
}

async fn forget_rows(owner: &PgPool, workspace: Uuid, now_ms: i64, forgotten: &mut Forgotten) -> Result<()> {
    let mut locked = Locked::begin(owner, workspace, Uuid::nil()).await?;
    let trash = newest_before(&mut locked, now_ms - TRASH_DAYS * DAY_MS).await?;
    if trash > 0 {
        for table in TABLES {
            let done =
                sqlx::query(&empty(table)).bind(workspace).bind(trash).execute(&mut *locked.tx).await?;
            forgotten.emptied += done.rows_affected();
        }
    }
    let old = newest_before(&mut locked, now_ms - TOMBSTONE_DAYS * DAY_MS).await?;
    if old > 0 {
        forgotten.purged += purge(&mut locked, old, now_ms).await?;
    }
    locked.commit().await?;
    Ok(())
}

/// The newest sequence the service had given by then; 0 when none.
async fn newest_before(locked: &mut Locked, at_ms: i64) -> Result<i64> {
    let newest: Option<i64> = sqlx::query_scalar(include_str!("retention/newest_before.sql"))
        .bind(locked.workspace)
        .bind(at_ms)
        .fetch_one(&mut *locked.tx)
        .await?;
    Ok(newest.unwrap_or(0))
}

const IS_OLD: &str = "t.workspace_id = $1 and t.deleted_at is not null \
                      and coalesce((t.stamps -> 'deleted' ->> 'seq')::bigint, t.seq) <= $2";

/// Empties deleted rows of a table. What says where a row belongs, and so who may know of it, stays.
fn empty(table: &'static Table) -> String {
    let stays = |column: &Column| {
        Some(column.name) == table.expense_column
            || column.name == "expense_id"
            || column.name == "visibility"
    };
    let mut set = vec!["ext = '{}'".to_owned()];
    let mut is_full = vec!["t.ext <> '{}'".to_owned()];
    for column in sent_columns(table).filter(|column| !stays(column)) {
        let name = column.name;
        let nothing = match (column.nullable, column.kind) {
            (true, _) => "null",
            (false, ColumnKind::Json) => "'{}'",
            (false, ColumnKind::Int) if name.ends_with("_minor") => "0",
            (false, ColumnKind::Text) if FREE_TEXT.contains(&name) => "''",
            (false, _) => continue,
        };
        set.push(format!("\"{name}\" = {nothing}"));
        is_full.push(format!("t.\"{name}\" is distinct from {nothing}"));
    }
    format!("update {} t set {} where {IS_OLD} and ({})", table.name, set.join(", "), is_full.join(" or "))
}

/// Columns that hold what a person typed, and may not be null.
const FREE_TEXT: &[&str] = &["name", "name_fold", "display_name", "pattern", "query", "key"];

/// Tables whose rows nothing that is kept refers to.
const LEAVES: &[&str] = &["setting", "merchant_alias", "template", "saved_filter"];

/// Removes old tombstones: expenses with all that belongs to them, and rows nothing refers to. Places, categories and the like stay as
/// tombstones: something may still name them. Readers who have not seen the deletions yet will be told to fetch anew.
async fn purge(locked: &mut Locked, old: i64, now_ms: i64) -> Result<u64> {
    let mut purged = 0;
    let mut newest = 0;
    for table in child_tables() {
        let column = table.expense_column.unwrap_or("expense_id");
        let of_old =
            format!("t.workspace_id = $1 and t.{column} in (select t.id from expense t where {IS_OLD})");
        for condition in [of_old, IS_OLD.to_owned()] {
            purge_where(locked, table, &condition, old, now_ms, &mut purged, &mut newest).await?;
        }
    }
    for table in TABLES.iter().filter(|table| table.name == "expense" || LEAVES.contains(&table.name)) {
        purge_where(locked, table, IS_OLD, old, now_ms, &mut purged, &mut newest).await?;
    }
    if purged > 0 {
        sqlx::query(include_str!("retention/raise_gc.sql"))
            .bind(locked.workspace)
            .bind(newest)
            .execute(&mut *locked.tx)
            .await?;
    }
    Ok(purged)
}

async fn purge_where(
    locked: &mut Locked,
    table: &'static Table,
    condition: &str,
    old: i64,
    now_ms: i64,
    purged: &mut u64,
    newest: &mut i64,
) -> Result<()> {
    let statement = format!(
        "with gone as (delete from {name} t where {condition} returning t.id, t.seq), \
         noted as (insert into purged (workspace_id, kind, id, at) select $1, '{name}', id, $3::bigint from gone \
         on conflict do nothing) select count(*) as rows, coalesce(max(seq), 0) as newest from gone where $2 > 0",
        name = table.name
    );
    let row = sqlx::query(&statement)
        .bind(locked.workspace)
        .bind(old)
        .bind(now_ms)
        .fetch_one(&mut *locked.tx)
        .await?;
    *purged += u64::try_from(row.try_get::<i64, _>("rows")?).unwrap_or(0);
    *newest = (*newest).max(row.try_get("newest")?);
    Ok(())
}

/// Removes all of a workspace.
/// What else is kept of a workspace; its clock last.
const OTHER_TABLES: [&str; 7] =
    ["op_log", "alias", "purged", "blob_object", "blob_upload", "rest_answer", "workspace_clock"];

async fn remove_workspace(owner: &PgPool, workspace: Uuid) -> Result<()> {
    let mut locked = Locked::begin(owner, workspace, Uuid::nil()).await?;
    let names = TABLES.iter().map(|table| table.name).chain(OTHER_TABLES);
    for name in names {
        sqlx::query(&format!("delete from {name} where workspace_id = $1"))
            .bind(workspace)
            .execute(&mut *locked.tx)
            .await?;
    }
    locked.commit().await?;
    Ok(())
}

/// Whether a stored document is empty, for tests.
#[cfg(test)]
pub(crate) fn is_emptied(row: &crate::push::StoredRow) -> bool {
    !row.columns.contains_key("notes") && row.columns.get("total_minor") == Some(&serde_json::Value::from(0))
}
