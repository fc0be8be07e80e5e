//! Windows of the list: keys first, along an index, then the rows to show.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::WorkspaceId;
use domain::query::{Direction, GroupBy, Query, SortKey};
use domain::read::{Cursor, ExpenseRow, Toward, Window};
use sqlx::{Row, SqliteConnection};

use super::filter::Filter;
use super::fragment::Fragment;
use super::order::{Order, Position, Range};
use super::{groups, rows};
use crate::{Result, Store};

/// The most rows of one window.
pub const WINDOW_ROWS_MAX: u32 = 500;

/// What is asked of the list.
#[derive(Debug, Clone)]
pub struct ListRequest<'a> {
    /// The book.
    pub workspace: WorkspaceId,
    /// Which expenses.
    pub query: &'a Query,
    /// Sorted by what.
    pub sort: SortKey,
    /// Which way.
    pub direction: Direction,
    /// Grouped by what; a grouping by place or trip sorts by it first.
    pub group_by: GroupBy,
    /// From where; `None` is the start (or, towards `Before`, the end) of the list.
    pub cursor: Option<&'a Cursor>,
    /// Which way from there.
    pub toward: Toward,
    /// How many rows, at most `WINDOW_ROWS_MAX`.
    pub limit: u32,
}

impl Store {
    /// A window of the list. `Error::Malformed` when the cursor belongs to another order.
    pub async fn list(&self, request: &ListRequest<'_>) -> Result<Window> {
        let mut reader = self.reader().await?;
        list(&mut reader, request).await
    }

    /// The cursor just before the first row of `day` in this order; `None` for orders that do not begin with the date.
    pub fn cursor_at(
        &self,
        sort: SortKey,
        direction: Direction,
        group_by: GroupBy,
        day: NaiveDate,
    ) -> Option<Cursor> {
        Order::of(sort, direction, group_by).at_day(day)
    }
}

pub(crate) async fn list(connection: &mut SqliteConnection, request: &ListRequest<'_>) -> Result<Window> {
    let order = Order::of(request.sort, request.direction, request.group_by);
    let position = request.cursor.map(|cursor| order.position(cursor)).transpose()?;
    let filter = Filter::compile(connection, request.workspace, request.query).await?;
    let limit = request.limit.clamp(1, WINDOW_ROWS_MAX) as usize;
    let mut keys = page(connection, &filter, &order, position.as_ref(), request.toward, limit + 1).await?;
    let is_cut = keys.len() > limit;
    keys.truncate(limit);
    if request.toward == Toward::Before {
        keys.reverse();
    }
    let is_behind = match (keys_edge(&keys, request.toward), request.cursor) {
        (_, None) => false,
        (Some(edge), Some(_)) => is_any(connection, &filter, &order, edge, opposite(request.toward)).await?,
        (None, Some(cursor)) => is_any(connection, &filter, &order, cursor, opposite(request.toward)).await?,
    };
    let rows = fill(connection, keys).await?;
    let groups = groups::headers(connection, request.workspace, &filter, request.group_by, &rows).await?;
    let (has_before, has_after) = match request.toward {
        Toward::After => (is_behind, is_cut),
        Toward::Before => (is_cut, is_behind),
    };
    Ok(Window { rows, has_before, has_after, groups })
}

/// The place of one row in the list.
pub(crate) struct Keyed {
    pub(crate) local_id: i64,
    pub(crate) cursor: Cursor,
}

pub(crate) async fn page(
    connection: &mut SqliteConnection,
    filter: &Filter,
    order: &Order,
    position: Option<&Position>,
    toward: Toward,
    limit: usize,
) -> Result<Vec<Keyed>> {
    let ranges = match position {
        None => vec![Range::whole()],
        Some(position) => order.beyond(position, toward),
    };
    let mut keys = Vec::new();
    for range in ranges {
        if keys.len() >= limit {
            break;
        }
        let sql = statement(filter, order, &range, toward, limit - keys.len());
        for row in sql.fetch(connection).await? {
            keys.push(Keyed { local_id: row.try_get(order.len())?, cursor: order.cursor(&row)? });
        }
    }
    Ok(keys)
}

/// The select of one range of one page.
pub(crate) fn statement(
    filter: &Filter,
    order: &Order,
    range: &Range,
    toward: Toward,
    limit: usize,
) -> Fragment {
    let mut sql = Fragment::of(format!("select {}, e.local_id", order.select()));
    sql.append(&filter.from(Some(order.index)))
        .append(&filter.conditions())
        .append(&order.within(range, toward));
    sql.push(" limit ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
    sql
}

fn keys_edge(keys: &[Keyed], toward: Toward) -> Option<&Cursor> {
    let edge = if toward == Toward::After { keys.first() } else { keys.last() };
    edge.map(|key| &key.cursor)
}

fn opposite(toward: Toward) -> Toward {
    if toward == Toward::After { Toward::Before } else { Toward::After }
}

async fn is_any(
    connection: &mut SqliteConnection,
    filter: &Filter,
    order: &Order,
    cursor: &Cursor,
    toward: Toward,
) -> Result<bool> {
    let position = order.position(cursor)?;
    Ok(!page(connection, filter, order, Some(&position), toward, 1).await?.is_empty())
}

/// The rows to show, in the order of `keys`.
async fn fill(connection: &mut SqliteConnection, keys: Vec<Keyed>) -> Result<Vec<ExpenseRow>> {
    let ids: Vec<i64> = keys.iter().map(|key| key.local_id).collect();
    let mut found: HashMap<i64, ExpenseRow> =
        rows::by_local_id(connection, &ids).await?.into_iter().collect();
    Ok(keys
        .into_iter()
        .filter_map(|key| found.remove(&key.local_id).map(|row| ExpenseRow { cursor: key.cursor, ..row }))
        .collect())
}
