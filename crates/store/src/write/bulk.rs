//! Inserting rows: one or a hundred thousand, a few hundred to a statement.

use domain::schema::{Column, ColumnKind, Patch, Table, Value};
use uuid::Uuid;

use super::batch::Batch;
use super::check::{check_value, refuse};
use super::{WriteTx, names};
use crate::sql::quoted;
use crate::{Error, Result, WriteProblem};

/// Bookkeeping columns an insert writes.
const BOOKKEEPING: [&str; 5] = ["id", "workspace_id", "created_at", "updated_at", "created_device_id"];
/// Local columns an expense has beside these.
const EXPENSE_COLUMNS: [&str; 3] = ["local_id", "place_fold", "category_fold"];

impl WriteTx {
    /// Makes many rows. Every id must be new (`Error::Exists`): check import keys before.
    pub async fn insert_many(&mut self, table: &'static Table, rows: Vec<(Uuid, Patch)>) -> Result<()> {
        // Rows of one batch may refer to each other, as categories do.
        self.known.extend(rows.iter().map(|(id, _)| (table.name, *id)));
        let columns = self.check_rows(table, &rows).await?;
        let mut names: Vec<String> =
            BOOKKEEPING.iter().copied().chain(columns.iter().map(|column| column.name)).map(quoted).collect();
        let is_expense = table.name == "expense";
        if is_expense {
            names.extend(EXPENSE_COLUMNS.map(quoted));
        }
        let mut batch = Batch::new(table.name, &names);
        let mut layout = Layout::default();
        for (id, patch) in &rows {
            layout.fit(table, patch);
            let (now, device) = (self.ctx.at_ms, self.ctx.device.0);
            batch.push(*id).push(self.ctx.workspace.0).push(now).push(now).push(device);
            let values: Vec<&Value> = patch.iter().map(|(_, value)| value).collect();
            for column in &columns {
                batch.push(layout.position(table, column).map_or(Value::Null, |at| values[at].clone()));
            }
            if is_expense {
                let labels = self.expense_labels(patch).await?;
                let local_id = self.next_expense().await?;
                batch.push(local_id).push(labels.place_fold).push(labels.category_fold);
                self.touched.new.add(*id, local_id, labels.text);
            } else {
                self.touch_part(table, patch).await?;
            }
            if batch.is_full() {
                self.flush_rows(table, &mut batch).await?;
                if is_expense {
                    self.defer_indexes(self.first_expense - 1, self.next_expense - self.first_expense)
                        .await?;
                }
            }
        }
        self.flush_rows(table, &mut batch).await?;
        for (id, patch) in &rows {
            self.record_insert(table, *id, patch).await?;
        }
        self.index_when_many().await
    }

    /// Checks every row; answers the columns any of them sets.
    async fn check_rows(
        &mut self,
        table: &'static Table,
        rows: &[(Uuid, Patch)],
    ) -> Result<Vec<&'static Column>> {
        let mut used: Vec<bool> = table.columns.iter().map(|column| !column.nullable).collect();
        let mut layout = Layout::default();
        for (_, patch) in rows {
            if layout.fit(table, patch) {
                layout.check(table, &mut used)?;
            }
            for ((_, value), at) in patch.iter().zip(&layout.columns) {
                // `check` found every column.
                let column = &table.columns[at.unwrap_or(0)];
                check_value(column, value).map_err(|problem| refuse(table, column.name, problem))?;
                if let (ColumnKind::Ref(target), Value::Id(id)) = (column.kind, value)
                    && !self.exists(Table::named(target), *id).await?
                {
                    return Err(refuse(table, column.name, WriteProblem::UnknownReference));
                }
            }
        }
        Ok(table.columns.iter().zip(used).filter(|(_, used)| *used).map(|(column, _)| column).collect())
    }

    async fn flush_rows(&mut self, table: &'static Table, batch: &mut Batch) -> Result<()> {
        match batch.flush(&mut self.tx).await {
            Ok(()) => Ok(()),
            Err(error) => {
                self.is_spoilt = true;
                let is_known = error.as_database_error().is_some_and(|error| error.is_unique_violation());
                if is_known { Err(Error::Exists { table: table.name }) } else { Err(error.into()) }
            }
        }
    }

    async fn next_expense(&mut self) -> Result<i64> {
        if self.next_expense == 0 {
            let last: i64 = sqlx::query_scalar("select ifnull(max(local_id), 0) from expense")
                .fetch_one(&mut *self.tx)
                .await?;
            self.next_expense = last + 1;
            self.first_expense = last + 1;
        }
        self.next_expense += 1;
        Ok(self.next_expense - 1)
    }

    /// Part of an expense is found with it: of a new one the text grows, any other is indexed anew.
    async fn touch_part(&mut self, table: &'static Table, patch: &Patch) -> Result<()> {
        if names::name_column(table).is_some() {
            self.labels.clear();
        }
        let owner =
            table.expense_column.filter(|_| names::is_searched(table)).and_then(|column| patch.get(column));
        let Some(Value::Id(expense)) = owner else { return Ok(()) };
        if self.touched.new.has(*expense) {
            let words = self.part_words(table, patch).await?;
            self.touched.new.append(*expense, &words);
        } else {
            self.touched.changed.insert(*expense);
        }
        Ok(())
    }
}

/// Where the columns of a patch are in its table: rows of one import have the same columns in the same order.
#[derive(Default)]
struct Layout {
    names: Vec<&'static str>,
    columns: Vec<Option<usize>>,
    positions: Vec<Option<usize>>,
}

impl Layout {
    /// Takes on the columns of `patch`; true when they are others than before.
    fn fit(&mut self, table: &'static Table, patch: &Patch) -> bool {
        if !self.positions.is_empty() && patch.iter().map(|(name, _)| name).eq(self.names.iter().copied()) {
            return false;
        }
        self.names = patch.iter().map(|(name, _)| name).collect();
        let find = |name: &&str| table.columns.iter().position(|column| column.name == *name);
        self.columns = self.names.iter().map(find).collect();
        self.positions = vec![None; table.columns.len()];
        for (at, column) in self.columns.iter().enumerate() {
            if let Some(column) = column {
                self.positions[*column] = Some(at);
            }
        }
        true
    }

    /// Refuses unknown columns and the lack of needed ones; marks the others as used.
    fn check(&self, table: &'static Table, used: &mut [bool]) -> Result<()> {
        for (name, column) in self.names.iter().zip(&self.columns) {
            match column {
                Some(column) => used[*column] = true,
                None => return Err(refuse(table, name, WriteProblem::UnknownColumn)),
            }
        }
        let missing = |(column, at): &(&Column, &Option<usize>)| !column.nullable && at.is_none();
        match table.columns.iter().zip(&self.positions).find(missing) {
            Some((column, _)) => Err(refuse(table, column.name, WriteProblem::Missing)),
            None => Ok(()),
        }
    }

    /// Where in the patch the value of a column is.
    fn position(&self, table: &'static Table, column: &'static Column) -> Option<usize> {
        let at = table.columns.iter().position(|other| std::ptr::eq(other, column))?;
        self.positions[at]
    }
}
