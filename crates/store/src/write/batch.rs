//! Rows of one table put together into statements of a few hundred rows.
//!
//! A value that all rows of a statement share is bound once: imports repeat most of their columns, and binding is what costs.
//! `or fail` spares SQLite the journal it would need to take back half a statement; a transaction whose insert failed is therefore
//! spoilt and can only be rolled back.

use domain::schema::Value;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteArguments;

use crate::sql::Params;

/// Rows of one statement.
pub(super) const STATEMENT_ROWS: usize = 200;

/// Rows waiting for one `insert`.
pub(super) struct Batch {
    head: String,
    columns: usize,
    values: Vec<Value>,
}

impl Batch {
    /// Rows for `insert into table (columns)`.
    pub(super) fn new(table: &str, columns: &[String]) -> Self {
        let head = format!("insert or fail into {table} ({})", columns.join(", "));
        Self { head, columns: columns.len(), values: Vec::new() }
    }

    /// How many rows wait.
    pub(super) fn rows(&self) -> usize {
        self.values.len() / self.columns
    }

    /// Whether a statement is full.
    pub(super) fn is_full(&self) -> bool {
        self.rows() >= STATEMENT_ROWS
    }

    /// Adds one value; rows are added value by value, in column order.
    pub(super) fn push(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self
    }

    /// What waits, as a statement; `None` when nothing does.
    pub(super) fn take(&mut self) -> Option<Statement> {
        if self.values.is_empty() {
            return None;
        }
        let shared = if self.rows() == 1 { vec![false; self.columns] } else { self.shared() };
        let sql = self.statement(&shared);
        let mut params = Params::new();
        for (at, value) in self.values[..self.columns].iter().enumerate() {
            if shared[at] {
                params.value(value);
            }
        }
        for (at, value) in std::mem::take(&mut self.values).into_iter().enumerate() {
            if !shared[at % self.columns] {
                params.push(value);
            }
        }
        Some(Statement { sql, arguments: params.take() })
    }

    /// Which columns have the value of the first row in every row.
    fn shared(&self) -> Vec<bool> {
        let (first, rest) = self.values.split_at(self.columns);
        let mut shared = vec![true; self.columns];
        for row in rest.chunks_exact(self.columns) {
            for (at, value) in row.iter().enumerate() {
                shared[at] &= *value == first[at];
            }
        }
        shared
    }

    /// `select ?, column1, ?, column2 from (values (?, ?), (?, ?), …)`: shared columns stand before the rows.
    fn statement(&self, shared: &[bool]) -> String {
        let mut own = 0;
        let mut slots = Vec::with_capacity(shared.len());
        for is_shared in shared {
            own += usize::from(!is_shared);
            slots.push(if *is_shared { "?".to_owned() } else { format!("column{own}") });
        }
        let tuple = format!("({})", vec!["?"; own].join(","));
        let rows = tuple.clone() + &format!(",{tuple}").repeat(self.rows() - 1);
        format!("{} select {} from (values {rows})", self.head, slots.join(", "))
    }
}

/// An insert that is ready to be run.
pub(super) struct Statement {
    sql: String,
    arguments: SqliteArguments<'static>,
}

/// Runs these, one after the other.
pub(super) async fn run(
    connection: &mut SqliteConnection,
    statements: impl IntoIterator<Item = Statement>,
) -> std::result::Result<(), sqlx::Error> {
    for statement in statements {
        sqlx::query_with(&statement.sql, statement.arguments).execute(&mut *connection).await?;
    }
    Ok(())
}
