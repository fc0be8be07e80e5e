//! Group headers: the totals of the whole group, also of its rows outside the window.

use std::collections::HashMap;

use domain::civil::{month_start, next_month_start};
use domain::query::GroupBy;
use domain::read::{CurrencyTotal, ExpenseRow, GroupHeader, GroupKey};
use domain::schema::Value;
use domain::{PlaceId, TripId, WorkspaceId};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::filter::Filter;
use super::fragment::Fragment;
use super::rows::parse;
use super::sums::{SUMS, SUMS_COLUMNS, ranked, total};
use crate::Result;
use crate::sql;

/// The headers of the groups that `rows` belong to, in their order.
pub(crate) async fn headers(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    filter: &Filter,
    group_by: GroupBy,
    rows: &[ExpenseRow],
) -> Result<Vec<GroupHeader>> {
    let mut keys: Vec<GroupKey> = rows.iter().filter_map(|row| GroupKey::of(row, group_by)).collect();
    keys.dedup();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut figures: HashMap<GroupKey, (u64, Vec<CurrencyTotal>)> = HashMap::new();
    for (index, range) in ranges(workspace, &keys) {
        let mut sql = Fragment::of(format!("select {}, count(*), {SUMS}", expression(group_by)));
        sql.append(&filter.from(index)).append(&filter.conditions()).push(" and ").append(&range);
        sql.push(" group by 1, e.currency");
        for row in sql.fetch(connection).await? {
            let entry = figures.entry(key_of(&row, group_by)?).or_default();
            entry.0 += u64::try_from(row.try_get::<i64, _>(1)?).unwrap_or(0);
            entry.1.push(total(&row, 2)?);
            debug_assert_eq!(row.len(), 2 + SUMS_COLUMNS);
        }
    }
    let names = names(rows, group_by);
    Ok(keys
        .into_iter()
        .map(|key| {
            let (count, totals) = figures.remove(&key).unwrap_or_default();
            GroupHeader { key, name: names.get(&key).cloned(), count, totals: ranked(totals) }
        })
        .collect())
}

fn expression(group_by: GroupBy) -> &'static str {
    match group_by {
        GroupBy::None => "null",
        GroupBy::Day => "e.occurred_on",
        GroupBy::Month => "substr(e.occurred_on, 1, 7) || '-01'",
        GroupBy::Place => "e.place_id",
        GroupBy::Trip => "e.trip_id",
    }
}

/// Conditions that hold for the rows of the groups, and the index each can use.
fn ranges(workspace: WorkspaceId, keys: &[GroupKey]) -> Vec<(Option<&'static str>, Fragment)> {
    let mut ranges = Vec::new();
    let (mut places, mut trips) = (Vec::<Uuid>::new(), Vec::<Uuid>::new());
    let mut days = Vec::new();
    for key in keys {
        match key {
            GroupKey::Day(day) => days.push(day.to_string()),
            GroupKey::Month(month) => ranges.push((
                Some("expense_by_date"),
                Fragment::with(
                    "e.occurred_on >= ? and e.occurred_on < ?",
                    [Value::from(month_start(*month)), Value::from(next_month_start(*month))],
                ),
            )),
            GroupKey::Place(Some(PlaceId(id))) => places.push(*id),
            GroupKey::Place(None) => ranges.push((None, Fragment::of("e.place_id is null"))),
            GroupKey::Trip(Some(TripId(id))) => trips.push(*id),
            GroupKey::Trip(None) => {
                let range =
                    Fragment::with("e.workspace_id = ? and e.trip_id is null", [Value::from(workspace)]);
                ranges.push((Some("expense_by_date"), range));
            }
        }
    }
    if !days.is_empty() {
        let days = Fragment::text_in("e.occurred_on", days.iter().map(String::as_str));
        ranges.push((Some("expense_by_date"), days));
    }
    if !places.is_empty() {
        ranges.push((Some("expense_of_place"), Fragment::id_in("e.place_id", &places)));
    }
    if !trips.is_empty() {
        ranges.push((Some("expense_by_trip"), Fragment::id_in("ifnull(e.trip_id, x'')", &trips)));
    }
    ranges
}

fn key_of(row: &SqliteRow, group_by: GroupBy) -> Result<GroupKey> {
    Ok(match group_by {
        GroupBy::None | GroupBy::Day => GroupKey::Day(parse(row.try_get(0)?, "a date")?),
        GroupBy::Month => GroupKey::Month(parse(row.try_get(0)?, "a month")?),
        GroupBy::Place => GroupKey::Place(sql::opt_id(row, 0)?.map(PlaceId)),
        GroupBy::Trip => GroupKey::Trip(sql::opt_id(row, 0)?.map(TripId)),
    })
}

fn names(rows: &[ExpenseRow], group_by: GroupBy) -> HashMap<GroupKey, String> {
    let name = |row: &ExpenseRow| match GroupKey::of(row, group_by)? {
        key @ GroupKey::Place(Some(_)) => Some((key, row.place_name.clone()?)),
        key @ GroupKey::Trip(Some(_)) => Some((key, row.trip_name.clone()?)),
        _ => None,
    };
    rows.iter().filter_map(name).collect()
}
