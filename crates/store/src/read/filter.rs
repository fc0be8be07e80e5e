//! From `domain::query` to SQL: which expenses a query means, and the cheapest way to reach them.
//!
//! A query that names something rare (a word, a place, a tag, a few days) starts from the rows that have it: the `driver`. One that
//! does not walks the index of its sort order and tests each row. Which of the two is cheaper is measured, not guessed: each
//! candidate is counted up to a limit first.

mod amount;
mod resolve;
mod term;

use domain::WorkspaceId;
use domain::query::{Clause, Is, Query, Term};
use domain::schema::Value;
use sqlx::{Row, SqliteConnection};

use super::fragment::Fragment;
use crate::Result;

/// A query with one rare term starts from at most this many rows.
const DRIVER_ROWS_MAX: i64 = 800;
/// A query with several terms starts from at most this many, because few of them will satisfy the others.
const DRIVER_ROWS_MAX_OF_SEVERAL: i64 = 3_000;

/// A query, ready to be put into statements.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    workspace: WorkspaceId,
    /// Conditions over the expense `e`, all of which must hold.
    conditions: Vec<Fragment>,
    /// Whether the trash is meant.
    pub(crate) is_trash: bool,
    /// A select of `local_id` that has few rows.
    driver: Option<Fragment>,
}

/// One clause compiled: its condition, and the select of `local_id` that reaches its rows directly, when there is one.
struct Compiled {
    condition: Fragment,
    driver: Option<Fragment>,
}

impl Filter {
    /// Compiles `query` for the live expenses of a book; names are looked up.
    pub(crate) async fn compile(
        connection: &mut SqliteConnection,
        workspace: WorkspaceId,
        query: &Query,
    ) -> Result<Self> {
        let is_trash =
            query.clauses.iter().any(|clause| !clause.negated && clause.term == Term::Is(Is::Deleted));
        let mut conditions = Vec::new();
        let mut drivers = Vec::new();
        for clause in &query.clauses {
            let Some(compiled) = term::compile(connection, workspace, &clause.term).await? else { continue };
            if !clause.negated {
                drivers.extend(compiled.driver);
            }
            conditions.push(negatable(clause, &compiled.condition));
        }
        // Some of them reach only what is not in the trash, along indexes that hold nothing else.
        let driver = if is_trash { None } else { choose(connection, drivers, conditions.len()).await? };
        Ok(Self { workspace, conditions, is_trash, driver })
    }

    /// ` from expense as e …`, along `index` when the query does not start from something rare.
    pub(crate) fn from(&self, index: Option<&str>) -> Fragment {
        match (&self.driver, index) {
            (Some(driver), _) => {
                let mut from = Fragment::of(" from (");
                from.append(driver)
                    .push(") as driver cross join expense as e on e.local_id = driver.local_id");
                from
            }
            (None, Some(index)) if !self.is_trash => {
                Fragment::of(format!(" from expense as e indexed by {index}"))
            }
            _ => Fragment::of(" from expense as e"),
        }
    }

    /// ` where …`, every condition.
    pub(crate) fn conditions(&self) -> Fragment {
        let mut sql = Fragment::of(" where e.workspace_id = ");
        sql.bind(self.workspace.0);
        sql.push(if self.is_trash { " and e.deleted_at is not null" } else { " and e.deleted_at is null" });
        for condition in &self.conditions {
            sql.push(" and ").append(condition);
        }
        sql
    }
}

/// `(…) is true` or `(…) is not true`: what is unknown is not the case, and its negation is.
fn negatable(clause: &Clause, condition: &Fragment) -> Fragment {
    let mut sql = Fragment::of("(");
    sql.append(condition).push(if clause.negated { ") is not true" } else { ")" });
    sql
}

/// The rows of the driver that has the fewest, if they are few enough; they are looked up once and not once a statement.
async fn choose(
    connection: &mut SqliteConnection,
    drivers: Vec<Fragment>,
    conditions: usize,
) -> Result<Option<Fragment>> {
    let most = if conditions > 1 { DRIVER_ROWS_MAX_OF_SEVERAL } else { DRIVER_ROWS_MAX };
    let mut best: Option<(i64, String)> = None;
    for driver in drivers {
        let limit = best.as_ref().map_or(most, |(rows, _)| *rows);
        let mut probe = Fragment::of("select count(*), json_group_array(local_id) from (");
        probe.append(&driver).push(" limit ").bind(limit + 1).push(")");
        let rows = probe.fetch(connection).await?;
        let Some(row) = rows.first() else { continue };
        let count: i64 = row.try_get(0)?;
        if count <= limit {
            best = Some((count, row.try_get(1)?));
        }
    }
    let rows = |(_, rows)| Fragment::with("select value as local_id from json_each(?)", [Value::Text(rows)]);
    Ok(best.map(rows))
}
