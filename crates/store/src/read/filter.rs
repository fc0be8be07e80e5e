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
use sqlx::{Row, SqliteConnection};

use super::fragment::Fragment;
use crate::Result;

/// A query with one rare term starts from at most this many rows.
const DRIVER_ROWS_MAX: i64 = 3_000;
/// A query with several terms starts from at most this many, because few of them will satisfy the others.
const DRIVER_ROWS_MAX_OF_SEVERAL: i64 = 20_000;

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
        let is_trash = query.clauses.iter().any(|clause| !clause.negated && clause.term == Term::Is(Is::Deleted));
        let mut conditions = Vec::new();
        let mut drivers = Vec::new();
        for clause in &query.clauses {
            let Some(compiled) = term::compile(connection, workspace, &clause.term).await? else { continue };
            if !clause.negated {
                drivers.extend(compiled.driver);
            }
            conditions.push(negatable(clause, &compiled.condition));
        }
        let driver = choose(connection, drivers, conditions.len()).await?;
        Ok(Self { workspace, conditions, is_trash, driver })
    }

    /// Whether rows are reached from a few that are known, and not along an index in sort order.
    pub(crate) fn is_driven(&self) -> bool {
        self.driver.is_some()
    }

    /// ` from expense as e …`, along `index` when the query does not start from something rare.
    pub(crate) fn from(&self, index: Option<&str>) -> Fragment {
        match (&self.driver, index) {
            (Some(driver), _) => {
                let mut from = Fragment::of(" from (");
                from.append(driver).push(") as driver cross join expense as e on e.local_id = driver.local_id");
                from
            }
            (None, Some(index)) if !self.is_trash => Fragment::of(format!(" from expense as e indexed by {index}")),
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

/// The driver with the fewest rows, if it has few enough.
async fn choose(
    connection: &mut SqliteConnection,
    drivers: Vec<Fragment>,
    conditions: usize,
) -> Result<Option<Fragment>> {
    let most = if conditions > 1 { DRIVER_ROWS_MAX_OF_SEVERAL } else { DRIVER_ROWS_MAX };
    let mut best: Option<(i64, Fragment)> = None;
    for driver in drivers {
        let limit = best.as_ref().map_or(most, |(rows, _)| *rows);
        let mut probe = Fragment::of("select count(*) from (");
        probe.append(&driver).push(" limit ").bind(limit + 1).push(")");
        let rows = probe.fetch(connection).await?;
        let rows: i64 = rows.first().map_or(Ok(0), |row| row.try_get(0))?;
        if rows <= limit {
            best = Some((rows, driver));
        }
    }
    Ok(best.map(|(_, driver)| driver))
}
