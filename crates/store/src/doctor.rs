//! The integrity of the database, checked from the outside: what the rules of the write mechanism promise, asked of the rows.

use domain::schema::{Column, ColumnKind, TABLES, Table};
use sqlx::{Row, SqliteConnection};

use crate::sql::quoted;
use crate::{Result, Store};

/// The most examples a finding carries.
pub const EXAMPLES_MAX: usize = 10;

/// What the doctor looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Pages and indexes, by SQLite's own `integrity_check`.
    File,
    /// Foreign keys, by SQLite's own `foreign_key_check`, and references to another book.
    References,
    /// Every row has the history entry that made it.
    History,
    /// Every row no server has seen has the outbox entry that makes it, every row that waits has one, every entry has its row; what
    /// the service has of a row is kept apart only while something waits.
    Outbox,
    /// Values in the outbox are those of the row, where no later entry changed them; a row with changes waiting is the service's
    /// version with these on top.
    OutboxValues,
    /// The full-text index has one document for each expense.
    Search,
    /// The local sort keys are the names of what expenses are filed under.
    SortKeys,
    /// Totals per currency are the sums of the rows.
    Totals,
    /// Sets have the ids that both ends give them.
    Links,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which check found it.
    pub check: Check,
    /// How many rows it concerns.
    pub count: u64,
    /// Tables and ids, at most `EXAMPLES_MAX`.
    pub examples: Vec<String>,
}

impl Store {
    /// Everything that is wrong with the database; empty when nothing is. Bytes of photographs are checked with `verify_blob`.
    pub async fn doctor(&self) -> Result<Vec<Finding>> {
        let mut reader = self.reader().await?;
        // One snapshot: a save in the middle must not look like damage.
        sqlx::query("begin").execute(&mut *reader).await?;
        let findings = examine(&mut reader).await;
        sqlx::query("rollback").execute(&mut *reader).await?;
        findings
    }
}

async fn examine(connection: &mut SqliteConnection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut add = |check, examples: Vec<String>| {
        if !examples.is_empty() {
            let count = examples.len() as u64;
            findings.push(Finding {
                check,
                count,
                examples: examples.into_iter().take(EXAMPLES_MAX).collect(),
            });
        }
    };
    // FTS5 looks whether its cached structure is stale only when a cursor opens, and its integrity check opens none (3.46).
    texts(connection, "select cast(rowid as text) from expense_search limit 1").await?;
    let pages = texts(connection, "pragma integrity_check(100)").await?;
    add(Check::File, pages.into_iter().filter(|line| line != "ok").collect());
    add(Check::References, references(connection).await?);
    for table in TABLES {
        add(Check::History, texts(connection, &without_history(table)).await?);
        add(Check::Outbox, texts(connection, &without_outbox(table)).await?);
        add(Check::Outbox, texts(connection, &without_row(table)).await?);
        add(Check::Outbox, texts(connection, &wrong_state(table)).await?);
        add(Check::OutboxValues, outbox_values(connection, table).await?);
        if table.is_set {
            add(Check::Links, links(connection, table).await?);
        }
    }
    add(Check::Outbox, texts(connection, include_str!("doctor/shadows.sql")).await?);
    add(Check::OutboxValues, crate::sync::wrong_shadows(connection).await?);
    add(Check::Search, texts(connection, include_str!("doctor/search.sql")).await?);
    add(Check::SortKeys, texts(connection, include_str!("doctor/sort_keys.sql")).await?);
    add(Check::Totals, totals(connection).await?);
    Ok(findings)
}

async fn texts(connection: &mut SqliteConnection, sql: &str) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(sql).fetch_all(connection).await?)
}

async fn references(connection: &mut SqliteConnection) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for table in TABLES {
        for column in table.columns {
            let ColumnKind::Ref(target) = column.kind else { continue };
            let sql = format!(
                "select '{0}.{1} ' || lower(hex(r.id)) from {0} as r join {target} as t on t.id = r.{2} \
                 where t.workspace_id <> r.workspace_id",
                table.name,
                column.name,
                quoted(column.name)
            );
            broken.extend(texts(connection, &sql).await?);
            // In a book that syncs a row may name one that comes later, was deleted before this copy began, or was refused.
            let dangling = format!(
                "select '{0}.{1} ' || lower(hex(r.id)) from {0} as r where r.created_device_id is not null \
                 and r.workspace_id not in (select workspace_id from sync_book) and r.{2} is not null and not exists (select 1 from {target} as t where t.id = r.{2})",
                table.name,
                column.name,
                quoted(column.name)
            );
            broken.extend(texts(connection, &dangling).await?);
        }
    }
    Ok(broken)
}

fn without_history(table: &Table) -> String {
    let subject = match table.name {
        "expense" => "h.expense_id = r.id and h.subject_id = r.id".to_owned(),
        _ => match table.expense_column {
            Some(column) => format!("h.expense_id = r.{} and h.subject_id = r.id", quoted(column)),
            None => "h.expense_id is null and h.subject_id = r.id".to_owned(),
        },
    };
    format!(
        "select '{0} ' || lower(hex(r.id)) from {0} as r \
         where r.rev = 0 and r.created_device_id is not null and not exists \
         (select 1 from expense_revision as h where {subject} and h.operation = 'insert')",
        table.name
    )
}

fn without_outbox(table: &Table) -> String {
    let sent = if table.name == "setting" { "r.scope <> 'device'" } else { "1" };
    format!(
        "select '{0} ' || lower(hex(r.id)) from {0} as r where r.rev = 0 and {sent} and r.sync_state <> 'clean' and not exists \
         (select 1 from outbox as o where o.row_id = r.id and o.\"table\" = '{0}' and o.op in ('insert', 'set_add'))",
        table.name
    )
}

/// Rows that say they wait and do not, or wait and do not say so.
fn wrong_state(table: &Table) -> String {
    let waits = format!(
        "exists (select 1 from outbox as o where o.row_id = r.id and o.\"table\" = '{}' and o.state in ('queued', 'sent'))",
        table.name
    );
    format!(
        "select '{0} ' || lower(hex(r.id)) from {0} as r where r.rev > 0 and r.sync_state = 'pending' and not {waits} \
         union all select '{0} ' || lower(hex(r.id)) from {0} as r where r.sync_state = 'clean' and {waits}",
        table.name
    )
}

fn without_row(table: &Table) -> String {
    format!(
        "select '{0} ' || lower(hex(o.row_id)) from outbox as o where o.\"table\" = '{0}' \
         and o.state in ('queued', 'sent') and not exists (select 1 from {0} as r where r.id = o.row_id)",
        table.name
    )
}

/// Columns whose newest value in the outbox is not the value of the row.
async fn outbox_values(connection: &mut SqliteConnection, table: &Table) -> Result<Vec<String>> {
    let mut wrong = texts(connection, &inserted_values(table)).await?;
    wrong.extend(texts(connection, &updated_values(table)).await?);
    Ok(wrong)
}

/// A column of the row `r` as the outbox writes it: ids as text.
fn written(column: &Column) -> String {
    let name = quoted(column.name);
    match column.kind {
        ColumnKind::Ref(_) | ColumnKind::Id => format!("lower(hex(r.{name}))"),
        _ => format!("r.{name}"),
    }
}

/// Entries later than the first that changed a value, and did not only trash or restore.
const UPDATED: &str = "(select u.row_id from outbox as u where u.op = 'update' and u.patch not like '{\"deleted_at\":%}' \
     or u.op = 'set_add' and u.depends_on is not null)";

/// Rows nothing was changed of since they were made.
fn inserted_values(table: &Table) -> String {
    let differ = table.columns.iter().filter(|column| column.unit != "local").map(|column| {
        let value = match column.kind {
            ColumnKind::Ref(_) | ColumnKind::Id => {
                format!("ifnull(replace(o.patch ->> '$.{}', '-', ''), '')", column.name)
            }
            _ => format!("o.patch ->> '$.{}'", column.name),
        };
        format!("{value} is not {}", written(column))
    });
    format!(
        "select '{0} ' || lower(hex(o.row_id)) from outbox as o join {0} as r on r.id = o.row_id \
         where o.\"table\" = '{0}' and o.state = 'queued' and o.is_heal = 0 and r.rev = 0 and o.op in ('insert', 'set_add') \
         and o.depends_on is null and o.row_id not in {UPDATED} and ({1})",
        table.name,
        differ.collect::<Vec<_>>().join(" or ")
    )
}

/// Rows that were changed: the newest entry of each column counts.
fn updated_values(table: &Table) -> String {
    let columns =
        table.columns.iter().map(|column| format!("when '{}' then {}", column.name, written(column)));
    let ids =
        table.columns.iter().filter(|column| matches!(column.kind, ColumnKind::Ref(_) | ColumnKind::Id));
    let ids = ids
        .map(|column| format!("'{}'", column.name))
        .chain(["''".to_owned()])
        .collect::<Vec<_>>()
        .join(", ");
    let names =
        table.columns.iter().map(|column| format!("'{}'", column.name)).collect::<Vec<_>>().join(", ");
    format!(
        "select '{0} ' || lower(hex(newest.row_id)) || ' ' || newest.\"key\" from ( \
           select o.row_id, p.\"key\", \
             case when p.\"key\" in ({ids}) then ifnull(replace(p.value, '-', ''), '') else p.value end as value, \
             max(o.seq_local) from outbox as o, json_each(o.patch) as p \
           where o.\"table\" = '{0}' and o.state = 'queued' and o.is_heal = 0 and o.row_id in {UPDATED} \
             and p.\"key\" in ({names}) and p.\"key\" <> 'deleted_at' \
           group by o.row_id, p.\"key\" \
         ) as newest join {0} as r on r.id = newest.row_id \
         where r.rev = 0 and newest.value is not case newest.\"key\" {1} end",
        table.name,
        columns.collect::<Vec<_>>().join(" ")
    )
}

async fn links(connection: &mut SqliteConnection, table: &'static Table) -> Result<Vec<String>> {
    let ends: Vec<_> =
        table.columns.iter().filter(|column| matches!(column.kind, ColumnKind::Ref(_))).collect();
    let [from, to] = ends.as_slice() else { return Ok(Vec::new()) };
    let sql = format!("select id, {}, {} from {}", quoted(from.name), quoted(to.name), table.name);
    let rows = sqlx::query(&sql).fetch_all(connection).await?;
    let mut wrong = Vec::new();
    for row in &rows {
        let (id, from, to) = (crate::sql::id(row, 0)?, crate::sql::id(row, 1)?, crate::sql::id(row, 2)?);
        if domain::link_id(table.name, from, to) != id {
            wrong.push(format!("{} {}", table.name, id.simple()));
        }
    }
    Ok(wrong)
}

/// Compares the sums the figures use with sums made here, row by row and in 128 bits.
async fn totals(connection: &mut SqliteConnection) -> Result<Vec<String>> {
    let mut own: std::collections::BTreeMap<String, i128> = std::collections::BTreeMap::new();
    let rows = sqlx::query(include_str!("doctor/amounts.sql")).fetch_all(&mut *connection).await?;
    for row in &rows {
        let kind = domain::ExpenseKind::of(row.try_get(1)?);
        *own.entry(row.try_get(0)?).or_default() +=
            i128::from(row.try_get::<i64, _>(2)?) * i128::from(kind.spending_sign());
    }
    let sums = format!("select e.currency, {} from expense as e group by e.currency", crate::read::NET);
    let rows = sqlx::query(&sums).fetch_all(connection).await?;
    let mut wrong = Vec::new();
    for row in &rows {
        let currency: String = row.try_get(0)?;
        if own.remove(&currency).unwrap_or(0) != i128::from(row.try_get::<i64, _>(1)?) {
            wrong.push(currency);
        }
    }
    wrong.extend(own.into_keys());
    Ok(wrong)
}
