//! Rows of other copies on their way into their tables: the same index, sort keys and history as own writes, and no outbox.

use std::collections::HashMap;

use domain::schema::{Patch, Table, Value};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::batch::{Batch, run};
use super::history::{Change, Operation};
use super::{WriteTx, names};
use crate::Result;
use crate::sql::{self, Params, quoted};
use crate::sync::{Doc, Ext, read_ext};

/// Bookkeeping of a row that came from the service.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Facts {
    /// Its version.
    pub rev: i64,
    /// JSON unit -> sequence and edit time of its last change, where that is later than the row.
    pub stamps: Option<String>,
    /// When it was made, milliseconds since 1970, UTC.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
    /// Who made it.
    pub created_by: Option<Uuid>,
    /// Who changed it last.
    pub updated_by: Option<Uuid>,
}

/// A row to write.
#[derive(Debug, Clone)]
pub(crate) struct Pulled {
    /// Its id.
    pub id: Uuid,
    /// Its bookkeeping.
    pub facts: Facts,
    /// Its values.
    pub doc: Doc,
}

/// A row as it is here.
#[derive(Debug, Clone)]
pub(crate) struct Here {
    /// Whose it is.
    pub workspace: Uuid,
    /// Its bookkeeping.
    pub facts: Facts,
    /// Its values.
    pub doc: Doc,
}

/// Bookkeeping columns that are read and written, after `id` and `workspace_id`.
const FACTS: [&str; 8] =
    ["rev", "stamps", "created_at", "updated_at", "created_by", "updated_by", "ext", "deleted_at"];
/// Columns of which an expense is found or sorted by.
const LABELLED: [&str; 6] =
    ["place_id", "merchant_id", "category_id", "place_name_snapshot", "purpose", "notes"];
/// Tables whose changes by others nobody looks up: they say themselves who did what.
const WITHOUT_HISTORY: [&str; 2] = ["member", "conflict"];

impl WriteTx {
    /// Rows as they are here, whosesoever they are.
    pub(crate) async fn here(&mut self, table: &'static Table, ids: &[Uuid]) -> Result<HashMap<Uuid, Here>> {
        here_of(&mut self.tx, table, ids).await
    }

    /// Makes rows that are not here.
    pub(crate) async fn pulled_insert(&mut self, table: &'static Table, rows: Vec<Pulled>) -> Result<()> {
        let Some(first) = rows.first() else { return Ok(()) };
        debug_assert_eq!(first.doc.values.len(), table.columns.len());
        self.before_insert(table, &rows).await?;
        let mut batch = Batch::new(table.name, &insert_columns(table));
        let is_expense = table.name == "expense";
        for Pulled { id, facts, doc } in rows {
            let labels = match is_expense {
                true => Some(self.expense_labels(&labelled(table, &doc, &LABELLED)).await?),
                false => None,
            };
            self.touch_part_of(table, &doc).await?;
            batch.push(id).push(self.ctx.workspace.0).push("clean");
            push_facts(&mut batch, &facts, &doc);
            for value in doc.values {
                batch.push(value);
            }
            if let Some(labels) = labels {
                batch.push(self.next_expense).push(labels.place_fold).push(labels.category_fold);
                self.touched.new.add(id, self.next_expense, labels.text);
                self.next_expense += 1;
            }
            self.committed.changes += 1;
            if batch.is_full() {
                run(&mut self.tx, batch.take()).await?;
            }
        }
        run(&mut self.tx, batch.take()).await?;
        self.committed.tables.insert(table.name);
        self.after_insert(table).await
    }

    /// Gives a row that is here other values; answers whether a person can see a difference, which then is in the history.
    pub(crate) async fn pulled_update(
        &mut self,
        table: &'static Table,
        here: &Here,
        row: &Pulled,
    ) -> Result<bool> {
        let fields = differences(table, &here.doc, &row.doc);
        let mut params = Params::new();
        params.id(row.id);
        let mut sets = Vec::new();
        let mut set = |name: &str, value: &Value, params: &mut Params| {
            params.value(value);
            sets.push(format!("{} = ?{}", quoted(name), params.len()));
        };
        for (name, value) in FACTS.into_iter().zip(fact_values(&row.facts, &row.doc)) {
            set(name, &value, &mut params);
        }
        for (name, _, after) in fields.iter().filter(|(name, _, _)| *name != "deleted_at") {
            set(name, after, &mut params);
        }
        let sql = format!("update {} set {} where id = ?1", table.name, sets.join(", "));
        sqlx::query_with(&sql, params.take()).execute(&mut *self.tx).await?;
        if fields.is_empty() {
            return Ok(false);
        }
        let expense = names::expense_of(table, row.id, |column| row.doc.get(table, column).cloned());
        let operation = match (here.doc.deleted_at, row.doc.deleted_at) {
            (None, Some(_)) => Operation::Delete,
            (Some(_), None) => Operation::Restore,
            (None, None) | (Some(_), Some(_)) => Operation::Update,
        };
        let change = Change {
            table,
            id: row.id,
            expense,
            operation,
            base_rev: row.facts.rev,
            fields,
            whole: Vec::new(),
            ext: Ext::new(),
            is_sent: false,
        };
        let changes = [change];
        self.touch_changed(table, &changes);
        let [change] = changes;
        if WITHOUT_HISTORY.contains(&table.name) {
            self.committed.tables.insert(table.name);
            self.committed.changes += 1;
        } else {
            self.record_pulled(&change, row.facts.updated_by, row.facts.updated_at).await?;
        }
        Ok(true)
    }

    /// Removes rows from this device; their history too, unless they may come back.
    pub(crate) async fn pulled_remove(
        &mut self,
        table: &'static Table,
        ids: &[Uuid],
        keeps_history: bool,
    ) -> Result<u64> {
        if names::name_column(table).is_some() {
            self.touch_users(table, ids).await?;
            self.labels.clear();
        }
        let listed = sql::ids_json(ids);
        if table.name == "expense" {
            sqlx::query(include_str!("forget_documents.sql")).bind(&listed).execute(&mut *self.tx).await?;
        }
        self.touch_parts_here(table, ids).await?;
        if !keeps_history {
            let forget = forget_history(table);
            sqlx::query(&forget).bind(&listed).execute(&mut *self.tx).await?;
        }
        let sql = format!("delete from {} where id in (select unhex(value) from json_each(?1))", table.name);
        let removed = sqlx::query(&sql).bind(&listed).execute(&mut *self.tx).await?.rows_affected();
        if removed > 0 {
            self.committed.tables.insert(table.name);
            self.committed.changes += removed;
        }
        Ok(removed)
    }

    async fn before_insert(&mut self, table: &'static Table, rows: &[Pulled]) -> Result<()> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        if table.name == "expense" {
            self.number_expenses().await?;
            // Lines, tags and people that came before their expense: its text is read from its rows.
            let args = Params::new().ids(&ids).take();
            let known = sqlx::query_with(include_str!("parts_of.sql"), args).fetch_all(&mut *self.tx).await?;
            for row in &known {
                self.touched.changed.insert(sql::id(row, 0)?);
            }
        } else if names::name_column(table).is_some() {
            self.touch_users(table, &ids).await?;
        }
        Ok(())
    }

    async fn after_insert(&mut self, table: &'static Table) -> Result<()> {
        if names::name_column(table).is_some() {
            self.labels.clear();
        }
        self.index_when_many().await
    }

    /// Expenses that name these rows of a catalogue, which come or go.
    async fn touch_users(&mut self, table: &'static Table, ids: &[Uuid]) -> Result<()> {
        if !self.has_expenses().await? {
            return Ok(());
        }
        for id in ids {
            let users = self.users_of(table, *id).await?;
            self.touched.changed.extend(users);
        }
        Ok(())
    }

    async fn has_expenses(&mut self) -> Result<bool> {
        Ok(sqlx::query("select 1 from expense limit 1").fetch_optional(&mut *self.tx).await?.is_some())
    }

    /// A new line, tag or person of an expense changes what it is found by.
    async fn touch_part_of(&mut self, table: &'static Table, doc: &Doc) -> Result<()> {
        let Some(owner) = table.expense_column.filter(|_| names::is_searched(table)) else { return Ok(()) };
        let Some(Value::Id(expense)) = doc.get(table, owner) else { return Ok(()) };
        if !self.touched.new.has(*expense) {
            self.touched.changed.insert(*expense);
        } else if doc.deleted_at.is_none() {
            let words = self
                .part_words(table, &labelled(table, doc, &["description", "tag_id", "person_id"]))
                .await?;
            self.touched.new.append(*expense, &words);
        }
        Ok(())
    }

    /// The expenses of these parts, which go.
    async fn touch_parts_here(&mut self, table: &'static Table, ids: &[Uuid]) -> Result<()> {
        let Some(owner) = table.expense_column.filter(|_| names::is_searched(table)) else { return Ok(()) };
        let sql = format!(
            "select {} from {} where id in (select unhex(value) from json_each(?1))",
            quoted(owner),
            table.name
        );
        let args = Params::new().ids(ids).take();
        for row in &sqlx::query_with(&sql, args).fetch_all(&mut *self.tx).await? {
            self.touched.changed.insert(sql::id(row, 0)?);
        }
        Ok(())
    }
}

/// Rows as they are here, whosesoever they are.
pub(crate) async fn here_of(
    connection: &mut SqliteConnection,
    table: &'static Table,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Here>> {
    let columns = FACTS.iter().copied().chain(table.columns.iter().map(|column| column.name)).map(quoted);
    let sql = format!(
        "select id, workspace_id, {} from {} where id in (select unhex(value) from json_each(?1))",
        columns.collect::<Vec<_>>().join(", "),
        table.name
    );
    let args = Params::new().ids(ids).take();
    let rows = sqlx::query_with(&sql, args).fetch_all(connection).await?;
    rows.iter().map(|row| Ok((sql::id(row, 0)?, read_here(table, row)?))).collect()
}

/// Forgets the history of rows (`?1`): of an expense with that of its parts.
fn forget_history(table: &Table) -> String {
    let ids = "(select unhex(value) from json_each(?1))";
    match table.expense_column {
        _ if table.name == "expense" => format!("delete from expense_revision where expense_id in {ids}"),
        Some(owner) => format!(
            "delete from expense_revision where expense_id in (select {} from {} where id in {ids}) \
             and subject_id in {ids}",
            quoted(owner),
            table.name
        ),
        None => format!("delete from expense_revision where expense_id is null and subject_id in {ids}"),
    }
}

/// The columns in which two versions of a row differ.
fn differences(table: &'static Table, before: &Doc, after: &Doc) -> Vec<(&'static str, Value, Value)> {
    let sides = before.values.iter().zip(&after.values);
    let mut fields: Vec<_> = table
        .columns
        .iter()
        .zip(sides)
        .filter(|(_, (before, after))| before != after)
        .map(|(column, (before, after))| (column.name, before.clone(), after.clone()))
        .collect();
    if before.deleted_at.is_some() != after.deleted_at.is_some() {
        fields.push(("deleted_at", before.deleted_at.into(), after.deleted_at.into()));
    }
    fields
}

fn insert_columns(table: &'static Table) -> Vec<String> {
    let mut names: Vec<String> = ["id", "workspace_id", "sync_state"]
        .into_iter()
        .chain(FACTS)
        .chain(table.columns.iter().map(|column| column.name))
        .map(quoted)
        .collect();
    if table.name == "expense" {
        names.extend(["local_id", "place_fold", "category_fold"].map(quoted));
    }
    names
}

fn fact_values(facts: &Facts, doc: &Doc) -> [Value; 8] {
    [
        facts.rev.into(),
        facts.stamps.clone().into(),
        facts.created_at.into(),
        facts.updated_at.into(),
        facts.created_by.into(),
        facts.updated_by.into(),
        doc.ext_text().into(),
        doc.deleted_at.into(),
    ]
}

fn push_facts(batch: &mut Batch, facts: &Facts, doc: &Doc) {
    for value in fact_values(facts, doc) {
        batch.push(value);
    }
}

/// These columns of a row as a patch.
fn labelled(table: &'static Table, doc: &Doc, columns: &[&str]) -> Patch {
    let known = table.columns.iter().zip(&doc.values);
    let wanted = known.filter(|(column, value)| columns.contains(&column.name) && **value != Value::Null);
    wanted.fold(Patch::new(), |mut patch, (column, value)| {
        patch.put(column.name, value.clone());
        patch
    })
}

fn read_here(table: &'static Table, row: &SqliteRow) -> Result<Here> {
    let facts = Facts {
        rev: row.try_get(2)?,
        stamps: row.try_get(3)?,
        created_at: row.try_get(4)?,
        updated_at: row.try_get(5)?,
        created_by: sql::opt_id(row, 6)?,
        updated_by: sql::opt_id(row, 7)?,
    };
    let values = table.columns.iter().enumerate().map(|(at, column)| sql::value(row, 10 + at, column.kind));
    let doc = Doc {
        values: values.collect::<Result<_>>()?,
        deleted_at: row.try_get(9)?,
        ext: read_ext(row.try_get(8)?),
    };
    Ok(Here { workspace: sql::id(row, 1)?, facts, doc })
}
