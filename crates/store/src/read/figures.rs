//! Totals of a selection, broken down.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::query::{Query, Term};
use domain::read::{CurrencyTotal, Slice, SliceKey, TotalsBy, TotalsReport};
use domain::{CategoryId, CurrencyCode, MealType, PlaceId, TagId, WorkspaceId};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::filter::Filter;
use super::fragment::Fragment;
use super::rows::parse;
use super::sums::{SUMS, ranked, total};
use crate::{Error, Result, Store, sql};

impl Store {
    /// Totals of the expenses of a query, per currency and broken down.
    pub async fn totals(&self, workspace: WorkspaceId, query: &Query, by: TotalsBy) -> Result<TotalsReport> {
        let mut reader = self.reader().await?;
        let filter = Filter::compile(&mut reader, workspace, query).await?;
        let in_category = query.clauses.iter().any(|clause| matches!(clause.term, Term::Category(_)));
        let level = if in_category { Level::Own } else { Level::Top };
        let totals = sums(&mut reader, &filter, &Fragment::default()).await?;
        let slices = slices(&mut reader, &filter, &Fragment::default(), by, level).await?;
        Ok(TotalsReport { slices: in_order(slices, by, &totals), totals })
    }
}

/// The index that has every column the figures read.
const INDEX: &str = "expense_by_date";

/// Which level of categories slices show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// The top one.
    Top,
    /// The one expenses were filed under.
    Own,
}

/// Spending per currency of the rows of `filter` and `range` (` and …`).
pub(crate) async fn sums(
    connection: &mut SqliteConnection,
    filter: &Filter,
    range: &Fragment,
) -> Result<Vec<CurrencyTotal>> {
    let mut sql = Fragment::of(format!("select {SUMS}"));
    sql.append(&filter.from(Some(INDEX)))
        .append(&filter.conditions())
        .append(range)
        .push(" group by e.currency");
    let rows = sql.fetch(connection).await?;
    Ok(ranked(rows.iter().map(|row| total(row, 0)).collect::<Result<_>>()?))
}

/// The slices of the rows of `filter` and `range`, unsorted.
pub(crate) async fn slices(
    connection: &mut SqliteConnection,
    filter: &Filter,
    range: &Fragment,
    by: TotalsBy,
    level: Level,
) -> Result<Vec<Slice>> {
    let mut sql = Fragment::of(format!("select {}, {SUMS}", key_column(by)));
    sql.append(&filter.from(Some(INDEX)));
    if by == TotalsBy::Tag {
        sql.push(" left join expense_tag as et on et.expense_id = e.id and et.deleted_at is null");
    }
    sql.append(&filter.conditions()).append(range).push(" group by 1, e.currency");
    let rows = sql.fetch(connection).await?;
    let names = match by {
        TotalsBy::Category => names(connection, include_str!("names_category.sql")).await?,
        TotalsBy::Place => names(connection, include_str!("names_place.sql")).await?,
        TotalsBy::Tag => names(connection, include_str!("names_tag.sql")).await?,
        TotalsBy::Currency | TotalsBy::Meal | TotalsBy::Month => HashMap::new(),
    };
    let mut slices: Vec<Slice> = Vec::new();
    let mut at: HashMap<(String, CurrencyCode), usize> = HashMap::new();
    for row in &rows {
        let total = total(row, 1)?;
        if total.count == 0 {
            continue;
        }
        let (key, id) = slice_key(row, by, level, &names)?;
        match at.get(&(format!("{key:?}"), total.currency)) {
            Some(found) => add(&mut slices[*found].total, &total)?,
            None => {
                at.insert((format!("{key:?}"), total.currency), slices.len());
                let named = id.and_then(|id| names.get(&id));
                let name = named.map(|named| named.name.clone());
                slices.push(Slice { key, name, color: named.and_then(|named| named.color.clone()), total });
            }
        }
    }
    Ok(slices)
}

/// Months in their order, everything else from the largest down, the most used currency first.
pub(crate) fn in_order(mut slices: Vec<Slice>, by: TotalsBy, totals: &[CurrencyTotal]) -> Vec<Slice> {
    let rank = |slice: &Slice| totals.iter().position(|total| total.currency == slice.total.currency);
    slices.sort_by(|a, b| match (by, &a.key, &b.key) {
        (TotalsBy::Month, SliceKey::Month(x), SliceKey::Month(y)) => x.cmp(y).then(rank(a).cmp(&rank(b))),
        _ => rank(a)
            .cmp(&rank(b))
            .then(b.total.total_minor.cmp(&a.total.total_minor))
            .then_with(|| a.name.cmp(&b.name)),
    });
    slices
}

fn key_column(by: TotalsBy) -> &'static str {
    match by {
        TotalsBy::Currency => "e.currency",
        TotalsBy::Category => "e.category_id",
        TotalsBy::Meal => "e.meal_type",
        TotalsBy::Place => "e.place_id",
        TotalsBy::Tag => "et.tag_id",
        TotalsBy::Month => "substr(e.occurred_on, 1, 7) || '-01'",
    }
}

/// What a slice is called.
pub(crate) struct SliceName {
    name: String,
    color: Option<String>,
    parent: Option<Uuid>,
}

async fn names(
    connection: &mut SqliteConnection,
    statement: &'static str,
) -> Result<HashMap<Uuid, SliceName>> {
    let rows = sqlx::query(statement).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            let name =
                SliceName { name: row.try_get(1)?, color: row.try_get(2)?, parent: sql::opt_id(row, 3)? };
            Ok((sql::id(row, 0)?, name))
        })
        .collect()
}

fn slice_key(
    row: &SqliteRow,
    by: TotalsBy,
    level: Level,
    names: &HashMap<Uuid, SliceName>,
) -> Result<(SliceKey, Option<Uuid>)> {
    Ok(match by {
        TotalsBy::Currency => (SliceKey::Currency(parse(row.try_get(0)?, "a currency")?), None),
        TotalsBy::Category => {
            let own = sql::opt_id(row, 0)?;
            let id = if level == Level::Top { own.map(|id| top(id, names)) } else { own };
            (SliceKey::Category(id.map(CategoryId)), id)
        }
        TotalsBy::Meal => {
            let meal: Option<&str> = row.try_get(0)?;
            (SliceKey::Meal(meal.map(MealType::of)), None)
        }
        TotalsBy::Place => {
            let id = sql::opt_id(row, 0)?;
            (SliceKey::Place(id.map(PlaceId)), id)
        }
        TotalsBy::Tag => {
            let id = sql::opt_id(row, 0)?;
            (SliceKey::Tag(id.map(TagId)), id)
        }
        TotalsBy::Month => (SliceKey::Month(parse::<NaiveDate>(row.try_get(0)?, "a month")?), None),
    })
}

/// The top-level category of a category; a circle of parents (two devices, one merge) ends after as many steps as there are rows.
fn top(id: Uuid, names: &HashMap<Uuid, SliceName>) -> Uuid {
    let mut top = id;
    for _ in 0..names.len() {
        match names.get(&top).and_then(|name| name.parent) {
            Some(parent) if names.contains_key(&parent) => top = parent,
            _ => break,
        }
    }
    top
}

/// Adds `more` of the same currency.
pub(crate) fn add(total: &mut CurrencyTotal, more: &CurrencyTotal) -> Result<()> {
    let plus = |a: i64, b: i64| a.checked_add(b).ok_or(Error::SumTooLarge);
    total.total_minor = plus(total.total_minor, more.total_minor)?;
    total.tip_minor = plus(total.tip_minor, more.tip_minor)?;
    total.party_total_minor = plus(total.party_total_minor, more.party_total_minor)?;
    total.count += more.count;
    total.party_people += more.party_people;
    Ok(())
}
