//! Setting a damaged file aside and moving what can be read into a fresh one: the outbox first, then every table, row by row past
//! the bad pages (E-113).

use std::fs;
use std::path::{Path, PathBuf};

use domain::schema::{BOOKKEEPING, ColumnKind, TABLES, Table};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, Column, Connection, Row, SqliteConnection, TypeInfo, ValueRef};

use super::{OpenOptions, beside, pools};
use crate::Result;
use crate::sql::quoted;

/// Rows read at a time while nothing is wrong.
const CHUNK_ROWS: i64 = 1_000;
/// Where the search for the end of a table stops when its last row cannot be asked for.
const ROWID_GUESS_MAX: i64 = 1 << 32;

/// What a damaged file is called from then on, before the time.
const SET_ASIDE: &str = ".damaged-";

/// Whether a damaged file was set aside beside the book and is still there.
pub(crate) fn has_set_aside(path: &Path) -> Result<bool> {
    let start = beside(path, SET_ASIDE);
    let Some(start) = start.file_name() else { return Ok(false) };
    for entry in fs::read_dir(path.parent().unwrap_or(Path::new(".")))? {
        if entry?.file_name().as_encoded_bytes().starts_with(start.as_encoded_bytes()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What was rescued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RescueReport {
    /// Where the damaged file was put; nothing was deleted.
    pub damaged: PathBuf,
    /// What was read of each table.
    pub tables: Vec<RescuedTable>,
    /// Whether everything that the file's tables held could be read.
    pub is_complete: bool,
}

/// What was read of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RescuedTable {
    /// Its name.
    pub table: String,
    /// Rows moved.
    pub rows: u64,
    /// Row positions that could not be read, an upper bound of the rows lost.
    pub unreadable: u64,
}

/// Sets the file at `path` aside and fills a fresh one from it.
pub(super) async fn rescue(path: &Path, options: &OpenOptions, migrator: &Migrator) -> Result<RescueReport> {
    let damaged = beside(path, &format!("{SET_ASIDE}{}", options.at_ms));
    for suffix in ["", "-wal", "-shm"] {
        match fs::rename(beside(path, suffix), beside(&damaged, suffix)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    let mut fresh = pools::connect(path, options).await?;
    migrator.run(&mut fresh).await?;
    let mut tables = Vec::new();
    if let Ok(mut old) = pools::connect(&damaged, options).await {
        sqlx::query("pragma foreign_keys = off").execute(&mut fresh).await?;
        for table in rescue_order() {
            tables.push(copy_table(&mut old, &mut fresh, &table).await?);
        }
        if is_whole(&tables) {
            // A step whose history has holes would take back half of what it names, so it is all of them or none.
            let steps = Source { name: "undo_step", columns: UNDO_STEP.to_vec() };
            tables.push(copy_table(&mut old, &mut fresh, &steps).await?);
        }
        // A damaged file may refuse even to be closed in order; it is set aside either way.
        drop(old.close().await);
        if !is_whole(&tables) {
            doubt(&mut fresh).await?;
        }
        mend(&mut fresh).await?;
        sqlx::query("pragma foreign_keys = on").execute(&mut fresh).await?;
    }
    fresh.close().await?;
    let is_complete = is_whole(&tables);
    Ok(RescueReport { damaged, tables, is_complete })
}

/// Something was lost, perhaps a change that waited: rows the service has too are taken from it again.
async fn doubt(fresh: &mut SqliteConnection) -> Result<()> {
    for table in TABLES {
        let sql = format!(
            "update {0} set rev = 1 where rev > 1 and not exists \
             (select 1 from outbox as o where o.row_id = {0}.id and o.state in ('queued', 'sent'))",
            table.name
        );
        sqlx::query(&sql).execute(&mut *fresh).await?;
    }
    Ok(())
}

fn is_whole(tables: &[RescuedTable]) -> bool {
    !tables.is_empty() && tables.iter().all(|table| table.unreadable == 0)
}

/// A table to copy and its columns.
struct Source {
    name: &'static str,
    columns: Vec<&'static str>,
}

fn rescue_order() -> Vec<Source> {
    let local = |name, columns: &[&'static str]| Source { name, columns: columns.to_vec() };
    let mut order = vec![local("outbox", OUTBOX), local("draft", DRAFT), local("local_meta", META)];
    order.extend(TABLES.iter().map(|table| Source {
        name: table.name,
        columns: BOOKKEEPING.iter().copied().chain(table.columns.iter().map(|column| column.name)).collect(),
    }));
    order.push(local("expense_revision", REVISION));
    order.extend([local("sync_book", SYNC_BOOK), local("shadow", KEPT_ROW), local("unknown_row", KEPT_ROW)]);
    order
}

const OUTBOX: &[&str] = &[
    "seq_local",
    "change_id",
    "workspace_id",
    "user_id",
    "table",
    "row_id",
    "op",
    "base_rev",
    "base",
    "patch",
    "depends_on",
    "group_id",
    "at_ms",
    "attempts",
    "next_try_at",
    "state",
    "last_error",
    "sent_group",
    "is_heal",
];
const SYNC_BOOK: &[&str] = &[
    "workspace_id",
    "name",
    "role",
    "cursor",
    "epoch",
    "head",
    "scope",
    "state",
    "state_since_ms",
    "fails",
    "retry_at_ms",
    "last_ok_ms",
    "refetch",
];
const KEPT_ROW: &[&str] = &["workspace_id", "table", "row_id", "rev", "doc"];
/// Tables without row positions: read in one piece.
const IN_ONE_PIECE: [&str; 4] = ["local_meta", "sync_book", "shadow", "unknown_row"];
const DRAFT: &[&str] = &["id", "workspace_id", "payload", "created_at", "updated_at"];
const META: &[&str] = &["key", "value"];
const REVISION: &[&str] = &[
    "local_id",
    "id",
    "workspace_id",
    "subject_table",
    "subject_id",
    "expense_id",
    "group_id",
    "operation",
    "changed",
    "by",
    "device",
    "at",
    "reason",
    "rev",
];

const UNDO_STEP: &[&str] = &[
    "seq",
    "workspace_id",
    "group_id",
    "action",
    "at",
    "first_revision",
    "last_revision",
    "row_count",
    "undone",
];

async fn copy_table(
    old: &mut SqliteConnection,
    fresh: &mut SqliteConnection,
    source: &Source,
) -> Result<RescuedTable> {
    let mut report = RescuedTable { table: source.name.to_owned(), rows: 0, unreadable: 0 };
    let Some(names) = columns_there(old, source).await else { return Ok(report) };
    let columns = names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    let insert = format!(
        "insert or ignore into {} ({columns}) values ({})",
        source.name,
        vec!["?"; names.len()].join(", ")
    );
    if IN_ONE_PIECE.contains(&source.name) {
        match sqlx::query(&format!("select {columns} from {}", source.name)).fetch_all(&mut *old).await {
            Ok(rows) => report.rows = write(fresh, &insert, &rows).await?,
            Err(_) => report.unreadable = 1,
        }
        return Ok(report);
    }
    let select =
        format!("select {columns} from {} where rowid between ?1 and ?2 order by rowid", source.name);
    let Some(last) = last_rowid(old, source.name).await else { return Ok(report) };
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    let mut from = 1;
    while from <= last {
        ranges.push((from, (from + CHUNK_ROWS - 1).min(last)));
        while let Some((from, to)) = ranges.pop() {
            match sqlx::query(&select).bind(from).bind(to).fetch_all(&mut *old).await {
                Ok(rows) => report.rows += write(fresh, &insert, &rows).await?,
                Err(_) if from == to => report.unreadable += 1,
                Err(_) => {
                    let middle = from + (to - from) / 2;
                    ranges.push((middle + 1, to));
                    ranges.push((from, middle));
                }
            }
        }
        from += CHUNK_ROWS;
    }
    Ok(report)
}

/// The columns of ours the damaged file has: it may be of an earlier version. `None` when the table was not there yet.
async fn columns_there(old: &mut SqliteConnection, source: &Source) -> Option<Vec<&'static str>> {
    let sql = format!("select name from pragma_table_info('{}')", source.name);
    match sqlx::query_scalar::<_, String>(&sql).fetch_all(old).await {
        Ok(found) if found.is_empty() => None,
        Ok(found) => {
            let there = |name: &&&'static str| found.iter().any(|known| known == **name);
            Some(source.columns.iter().filter(there).copied().collect())
        }
        Err(_) => Some(source.columns.clone()),
    }
}

/// The last row position of a table; `None` when the table itself cannot be found.
async fn last_rowid(old: &mut SqliteConnection, table: &str) -> Option<i64> {
    let sql = format!("select ifnull(max(rowid), 0) from {table}");
    if let Ok(last) = sqlx::query_scalar::<_, i64>(&sql).fetch_one(&mut *old).await {
        return Some(last);
    }
    // The right edge is unreadable: double until a position is past every row that can be reached.
    let exists = format!("select 1 from {table} where rowid between ?1 and ?2 limit 1");
    let (mut seen, mut at) = (0, CHUNK_ROWS);
    while at < ROWID_GUESS_MAX {
        let found = sqlx::query(&exists).bind(at / 2).bind(at).fetch_optional(&mut *old).await;
        if matches!(found, Ok(Some(_)) | Err(_)) {
            seen = at;
        } else {
            break;
        }
        at *= 2;
    }
    (seen > 0).then_some(seen)
}

async fn write(fresh: &mut SqliteConnection, insert: &str, rows: &[SqliteRow]) -> Result<u64> {
    let mut tx = fresh.begin().await?;
    let mut written = 0;
    for row in rows {
        // A row whose bytes were damaged may break a rule of the table; it is left behind, its neighbours are not.
        match sqlx::query_with(insert, arguments(row)?).execute(&mut *tx).await {
            Ok(done) => written += done.rows_affected(),
            Err(error) => tracing::warn!(%error, "a damaged row was left behind"),
        }
    }
    tx.commit().await?;
    Ok(written)
}

fn arguments(row: &SqliteRow) -> Result<SqliteArguments<'static>> {
    let mut arguments = SqliteArguments::default();
    for at in 0..row.columns().len() {
        let raw = row.try_get_raw(at)?;
        let added = match raw.type_info().name() {
            _ if raw.is_null() => arguments.add(None::<i64>),
            "INTEGER" => arguments.add(row.try_get_unchecked::<i64, _>(row.column(at).ordinal())?),
            "BLOB" => arguments.add(row.try_get_unchecked::<Vec<u8>, _>(at)?),
            _ => arguments.add(row.try_get_unchecked::<String, _>(at)?),
        };
        added.map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

/// References to rows that were lost are cleared; a row that is nothing without the lost one goes with it.
async fn mend(fresh: &mut SqliteConnection) -> Result<()> {
    let mut tx = fresh.begin().await?;
    sqlx::query(include_str!("rescue_workspace.sql")).execute(&mut *tx).await?;
    // What was lost comes back from the service: everything is fetched again, and what waits stays on top.
    sqlx::query(include_str!("rescue_refetch.sql")).execute(&mut *tx).await?;
    for table in TABLES {
        mend_table(&mut tx, table).await?;
    }
    let ids = sqlx::query("select id from expense").fetch_all(&mut *tx).await?;
    let ids = ids.iter().map(|row| crate::sql::id(row, 0)).collect::<Result<Vec<_>>>()?;
    crate::index::reindex(&mut tx, &ids).await?;
    tx.commit().await?;
    Ok(())
}

async fn mend_table(connection: &mut SqliteConnection, table: &Table) -> Result<()> {
    for column in table.columns {
        let ColumnKind::Ref(target) = column.kind else { continue };
        let (name, quoted) = (table.name, quoted(column.name));
        // Rows the service has too may name one that is not here; both come again.
        let dangling =
            format!("rev = 0 and {quoted} is not null and {quoted} not in (select id from {target})");
        let sql = match column.nullable {
            true => format!("update {name} set {quoted} = null where {dangling}"),
            false => format!("delete from {name} where {dangling}"),
        };
        sqlx::query(&sql).execute(&mut *connection).await?;
    }
    Ok(())
}
