//! The calendar: what was eaten and spent, day by day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::query::{Query, Term};
use domain::read::CalendarDay;
use domain::{MealType, WorkspaceId};
use sqlx::Row;

use super::filter::Filter;
use super::fragment::Fragment;
use super::rows::parse;
use super::sums::{SUMS, ranked, total};
use crate::{Result, Store};

impl Store {
    /// The days from `from` up to, not including, `to` that have expenses, in order.
    pub async fn calendar(
        &self,
        workspace: WorkspaceId,
        from: NaiveDate,
        to: NaiveDate,
        query: &Query,
    ) -> Result<Vec<CalendarDay>> {
        let mut reader = self.reader().await?;
        let query = query.clone().and(Term::Dates { from: Some(from), to: Some(to) });
        let filter = Filter::compile(&mut reader, workspace, &query).await?;
        let mut sql = Fragment::of(format!(
            "select e.occurred_on, count(*), group_concat(distinct e.meal_type), {SUMS}"
        ));
        sql.append(&filter.from(Some("expense_by_date"))).append(&filter.conditions());
        sql.push(" group by e.occurred_on, e.currency");
        let mut days: BTreeMap<NaiveDate, CalendarDay> = BTreeMap::new();
        for row in sql.fetch(&mut reader).await? {
            let day: NaiveDate = parse(row.try_get(0)?, "a date")?;
            let entry = days.entry(day).or_insert_with(|| CalendarDay {
                day,
                count: 0,
                totals: Vec::new(),
                meals: Vec::new(),
            });
            entry.count += u64::try_from(row.try_get::<i64, _>(1)?).unwrap_or(0);
            entry.totals.push(total(&row, 3)?);
            let meals: Option<&str> = row.try_get(2)?;
            entry.meals.extend(meals.into_iter().flat_map(|meals| meals.split(',')).map(MealType::of));
        }
        let finish = |mut day: CalendarDay| {
            day.totals = ranked(day.totals);
            day.meals.sort_unstable();
            day.meals.dedup();
            day
        };
        Ok(days.into_values().map(finish).collect())
    }
}
