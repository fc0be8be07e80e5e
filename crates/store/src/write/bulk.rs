//! Inserting rows: one or a hundred thousand, a few hundred to a statement.

use domain::schema::{Column, ColumnKind, Patch, Table, Value};
use uuid::Uuid;

use super::batch::{Batch, STATEMENT_ROWS, Statement, run};
use super::check::{check_value, refuse};
use super::history::Log;
use super::{Touched, WriteContext, WriteTx, names};
use crate::sql::quoted;
use crate::{Error, Result, WriteProblem};

/// Bookkeeping columns an insert writes.
const BOOKKEEPING: [&str; 5] = ["id", "workspace_id", "created_at", "updated_at", "created_device_id"];
/// Local columns an expense has beside these.
const EXPENSE_COLUMNS: [&str; 3] = ["local_id", "place_fold", "category_fold"];

/// Rows built before the statements of the rows before them may go on.
const BUILD_ROWS: usize = 50;

impl WriteTx {
    /// Makes many rows. Every id must be new (`Error::Exists`): check import keys before.
    pub async fn insert_many(&mut self, table: &'static Table, rows: Vec<(Uuid, Patch)>) -> Result<()> {
        // Rows of one batch may refer to each other, as categories do.
        self.known.extend(rows.iter().map(|(id, _)| (table.name, *id)));
        let columns = self.check_rows(table, &rows).await?;
        let labels = self.prepare(table, &rows).await?;
        let mut making = Making::new(table, columns, &rows, labels);
        let mut ready =
            making.next(&mut self.log, &mut self.ctx, &mut self.touched, &mut self.next_expense).await;
        while !ready.is_empty() {
            // SQLite has a thread of its own: while it writes these rows, the next ones are put together.
            let Self { tx, log, ctx, touched, next_expense, .. } = self;
            let (written, next) = tokio::join!(run(tx, ready), making.next(log, ctx, touched, next_expense));
            if let Err(error) = written {
                self.is_spoilt = true;
                return Err(refused(table, error));
            }
            ready = next;
            if table.name == "expense" {
                self.defer_indexes(self.first_expense - 1, self.next_expense - self.first_expense).await?;
            }
        }
        if !rows.is_empty() {
            self.committed.tables.insert(table.name);
            self.committed.changes += rows.len() as u64;
        }
        self.index_when_many().await
    }

    /// What must be read before rows are written: the labels of expenses, the words of their parts.
    async fn prepare(
        &mut self,
        table: &'static Table,
        rows: &[(Uuid, Patch)],
    ) -> Result<Vec<names::ExpenseLabels>> {
        let mut labels = Vec::new();
        if table.name == "expense" {
            self.number_expenses().await?;
            labels.reserve(rows.len());
            for (_, patch) in rows {
                labels.push(self.expense_labels(patch).await?);
            }
        } else {
            for (_, patch) in rows {
                self.touch_part(table, patch).await?;
            }
        }
        Ok(labels)
    }

    /// Checks every row; answers which columns of the table any of them sets.
    async fn check_rows(&mut self, table: &'static Table, rows: &[(Uuid, Patch)]) -> Result<Vec<usize>> {
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
        Ok(used.iter().enumerate().filter(|(_, used)| **used).map(|(at, _)| at).collect())
    }

    /// Finds the number the next expense gets.
    pub(super) async fn number_expenses(&mut self) -> Result<()> {
        if self.next_expense == 0 {
            let last: i64 = sqlx::query_scalar("select ifnull(max(local_id), 0) from expense")
                .fetch_one(&mut *self.tx)
                .await?;
            self.next_expense = last + 1;
            self.first_expense = last + 1;
        }
        Ok(())
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

fn refused(table: &'static Table, error: sqlx::Error) -> Error {
    let is_known = error.as_database_error().is_some_and(|error| error.is_unique_violation());
    if is_known { Error::Exists { table: table.name } } else { error.into() }
}

/// New rows on their way to statements.
struct Making<'a> {
    table: &'static Table,
    /// The columns written, by their place in the table.
    columns: Vec<usize>,
    rows: std::slice::Iter<'a, (Uuid, Patch)>,
    /// Of each row, if they are expenses.
    labels: std::vec::IntoIter<names::ExpenseLabels>,
    layout: Layout,
    batch: Batch,
}

impl<'a> Making<'a> {
    fn new(
        table: &'static Table,
        columns: Vec<usize>,
        rows: &'a [(Uuid, Patch)],
        labels: Vec<names::ExpenseLabels>,
    ) -> Self {
        let mut names: Vec<String> = BOOKKEEPING
            .iter()
            .copied()
            .chain(columns.iter().map(|at| table.columns[*at].name))
            .map(quoted)
            .collect();
        if table.name == "expense" {
            names.extend(EXPENSE_COLUMNS.map(quoted));
        }
        let batch = Batch::new(table.name, &names);
        Self {
            table,
            columns,
            rows: rows.iter(),
            labels: labels.into_iter(),
            layout: Layout::default(),
            batch,
        }
    }

    /// The statements of the next rows with their history and outbox; empty at the end. What does not fill a statement of history
    /// and outbox stays in `log`.
    async fn next(
        &mut self,
        log: &mut Log,
        ctx: &mut WriteContext,
        touched: &mut Touched,
        next_expense: &mut i64,
    ) -> Vec<Statement> {
        let mut built = 0;
        for (id, patch) in self.rows.by_ref().take(STATEMENT_ROWS) {
            self.layout.fit(self.table, patch);
            self.batch.push(*id).push(ctx.workspace.0).push(ctx.at_ms).push(ctx.at_ms).push(ctx.device.0);
            let values: Vec<&Value> = patch.iter().map(|(_, value)| value).collect();
            for column in &self.columns {
                let at = self.layout.positions[*column];
                self.batch.push(at.map_or(Value::Null, |at| values[at].clone()));
            }
            if let Some(labels) = self.labels.next() {
                self.batch.push(*next_expense).push(labels.place_fold).push(labels.category_fold);
                touched.new.add(*id, *next_expense, labels.text);
                *next_expense += 1;
            }
            log.insert(ctx, self.table, *id, patch);
            built += 1;
            if built % BUILD_ROWS == 0 {
                tokio::task::yield_now().await;
            }
        }
        let mut statements: Vec<Statement> = self.batch.take().into_iter().collect();
        if log.is_full() {
            statements.extend(log.take());
        }
        statements
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
}
