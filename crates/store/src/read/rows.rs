//! Expenses as the list shows them.

use std::collections::HashMap;

use domain::read::{Cursor, ExpenseRow, SyncMark};
use domain::{
    BlobId, CategoryId, ExpenseId, ExpenseKind, ExpenseStatus, MealType, MerchantId, OrderType, PlaceId,
    TripId,
};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::sql;
use crate::{Error, Result};

/// The rows with these local ids, without cursors.
pub(crate) async fn by_local_id(
    connection: &mut SqliteConnection,
    ids: &[i64],
) -> Result<Vec<(i64, ExpenseRow)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids = serde_json::Value::from(ids).to_string();
    let mut names = words(connection, &ids).await?;
    let rows = sqlx::query(include_str!("rows.sql")).bind(&ids).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            let local_id: i64 = row.try_get(0)?;
            let (tags, people) = names.remove(&local_id).unwrap_or_default();
            Ok((local_id, expense_row(row, tags, people)?))
        })
        .collect()
}

/// Tag names and people's names by expense.
async fn words(
    connection: &mut SqliteConnection,
    ids: &str,
) -> Result<HashMap<i64, (Vec<String>, Vec<String>)>> {
    let mut names: HashMap<i64, (Vec<String>, Vec<String>)> = HashMap::new();
    for row in sqlx::query(include_str!("row_words.sql")).bind(ids).fetch_all(connection).await? {
        let (tags, people) = names.entry(row.try_get(0)?).or_default();
        let list = if row.try_get::<i64, _>(1)? == 0 { tags } else { people };
        list.push(row.try_get(2)?);
    }
    Ok(names)
}

fn expense_row(row: &SqliteRow, tags: Vec<String>, people: Vec<String>) -> Result<ExpenseRow> {
    let text = |at: usize| row.try_get::<Option<String>, _>(at);
    Ok(ExpenseRow {
        id: ExpenseId(sql::id(row, 1)?),
        kind: ExpenseKind::of(row.try_get(2)?),
        status: ExpenseStatus::of(row.try_get(3)?),
        occurred_on: parse(row.try_get(4)?, "a date")?,
        occurred_time: text(5)?.map(|time| parse(&time, "a time")).transpose()?,
        currency: parse(row.try_get(6)?, "a currency")?,
        total_minor: row.try_get(7)?,
        tip_minor: row.try_get(8)?,
        amount_is_estimate: row.try_get(9)?,
        meal_type: text(10)?.map(|meal| MealType::of(&meal)),
        order_type: text(11)?.map(|order| OrderType::of(&order)),
        party_size: row.try_get(12)?,
        place_id: sql::opt_id(row, 13)?.map(PlaceId),
        merchant_id: sql::opt_id(row, 14)?.map(MerchantId),
        place_name: text(15)?,
        category_id: sql::opt_id(row, 16)?.map(CategoryId),
        category_name: text(17)?,
        category_color: text(18)?,
        trip_id: sql::opt_id(row, 19)?.map(TripId),
        trip_name: text(20)?,
        tags,
        people,
        note_start: text(21)?.unwrap_or_default(),
        photo_count: row.try_get(22)?,
        photo: sql::opt_id(row, 23)?.map(BlobId),
        is_void: row.try_get(24)?,
        is_deleted: row.try_get(25)?,
        sync: SyncMark::of(row.try_get(26)?),
        cursor: Cursor(String::new()),
    })
}

/// A stored text of a type of `domain`.
pub(crate) fn parse<T: std::str::FromStr>(text: &str, what: &'static str) -> Result<T> {
    text.parse().map_err(|_| Error::Malformed(what))
}
