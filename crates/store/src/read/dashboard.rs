//! The dashboard of one month.

use chrono::{Days, Months, NaiveDate};
use domain::civil::month_start;
use domain::query::Query;
use domain::read::{CurrencyTotal, Dashboard, DashboardCurrency, MonthPoint, Slice, SliceKey, TotalsBy};
use domain::schema::Value;
use domain::{CurrencyCode, WorkspaceId};
use sqlx::SqliteConnection;

use super::figures::{self, Level};
use super::filter::Filter;
use super::fragment::Fragment;
use crate::sql::Params;
use crate::{Result, Store};

/// How many places the dashboard ranks.
const TOP_PLACES: usize = 10;
/// How many months the trend has.
const TREND_MONTHS: u32 = 12;

impl Store {
    /// The figures of the month of `today`, up to and including `today`.
    pub async fn dashboard(
        &self,
        workspace: WorkspaceId,
        today: NaiveDate,
        home_currency: CurrencyCode,
    ) -> Result<Dashboard> {
        let mut reader = self.reader().await?;
        let month = month_start(today);
        let filter = Filter::compile(&mut reader, workspace, &Query::default()).await?;
        let figures = Figures::read(&mut reader, &filter, today).await?;
        let expense_count: i64 =
            sqlx::query_scalar_with(include_str!("expense_count.sql"), Params::new().id(workspace.0).take())
                .fetch_one(&mut *reader)
                .await?;
        let mut currencies = vec![home_currency];
        currencies
            .extend(figures.used.iter().map(|total| total.currency).filter(|code| *code != home_currency));
        Ok(Dashboard {
            month,
            to_date: today,
            currencies: currencies.into_iter().map(|currency| figures.of(currency, month)).collect(),
            expense_count: u64::try_from(expense_count).unwrap_or(0),
        })
    }
}

/// Everything the dashboard shows, all currencies together.
struct Figures {
    used: Vec<CurrencyTotal>,
    month_to_date: Vec<CurrencyTotal>,
    last_month_to_date: Vec<CurrencyTotal>,
    last_month: Vec<CurrencyTotal>,
    by_meal: Vec<Slice>,
    by_category: Vec<Slice>,
    by_place: Vec<Slice>,
    by_month: Vec<Slice>,
}

impl Figures {
    async fn read(connection: &mut SqliteConnection, filter: &Filter, today: NaiveDate) -> Result<Self> {
        let month = month_start(today);
        let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
        let last_month = month.checked_sub_months(Months::new(1)).unwrap_or(month);
        let same_days = u64::try_from((tomorrow - month).num_days()).unwrap_or(0);
        let last_to_date = last_month.checked_add_days(Days::new(same_days)).unwrap_or(month).min(month);
        let year = month.checked_sub_months(Months::new(TREND_MONTHS - 1)).unwrap_or(month);
        let (this, whole) = (between(month, tomorrow), between(year, tomorrow));
        let by_month = figures::slices(connection, filter, &whole, TotalsBy::Month, Level::Top).await?;
        let by_place = figures::slices(connection, filter, &whole, TotalsBy::Place, Level::Top).await?;
        let used = used(&by_month)?;
        let by_meal = figures::slices(connection, filter, &this, TotalsBy::Meal, Level::Top).await?;
        let by_category = figures::slices(connection, filter, &this, TotalsBy::Category, Level::Top).await?;
        Ok(Self {
            month_to_date: figures::sums(connection, filter, &this).await?,
            last_month_to_date: figures::sums(connection, filter, &between(last_month, last_to_date)).await?,
            last_month: figures::sums(connection, filter, &between(last_month, month)).await?,
            by_meal: figures::in_order(by_meal, TotalsBy::Meal, &used),
            by_category: figures::in_order(by_category, TotalsBy::Category, &used),
            by_place: figures::in_order(by_place, TotalsBy::Place, &used),
            by_month,
            used,
        })
    }

    fn of(&self, currency: CurrencyCode, month: NaiveDate) -> DashboardCurrency {
        let total = |totals: &[CurrencyTotal]| {
            totals.iter().find(|total| total.currency == currency).copied().unwrap_or(nothing(currency))
        };
        let slices = |slices: &[Slice]| -> Vec<Slice> {
            slices.iter().filter(|slice| slice.total.currency == currency).cloned().collect()
        };
        let mut top_places = slices(&self.by_place);
        top_places.retain(|slice| slice.key != SliceKey::Place(None));
        top_places.truncate(TOP_PLACES);
        DashboardCurrency {
            currency,
            month_to_date: total(&self.month_to_date),
            last_month_to_date: total(&self.last_month_to_date),
            last_month: total(&self.last_month),
            by_meal: slices(&self.by_meal),
            by_category: slices(&self.by_category),
            top_places,
            trend: self.trend(currency, month),
        }
    }

    fn trend(&self, currency: CurrencyCode, month: NaiveDate) -> Vec<MonthPoint> {
        (0..TREND_MONTHS)
            .rev()
            .filter_map(|back| month.checked_sub_months(Months::new(back)))
            .map(|month| {
                let slice = self
                    .by_month
                    .iter()
                    .find(|slice| slice.key == SliceKey::Month(month) && slice.total.currency == currency);
                MonthPoint { month, total: slice.map_or(nothing(currency), |slice| slice.total) }
            })
            .collect()
    }
}

/// ` and from <= day < to`.
fn between(from: NaiveDate, to: NaiveDate) -> Fragment {
    Fragment::with(" and e.occurred_on >= ? and e.occurred_on < ?", [Value::from(from), Value::from(to)])
}

fn nothing(currency: CurrencyCode) -> CurrencyTotal {
    CurrencyTotal { currency, total_minor: 0, count: 0, tip_minor: 0, party_total_minor: 0, party_people: 0 }
}

/// The currencies of the trend, the most used first.
fn used(by_month: &[Slice]) -> Result<Vec<CurrencyTotal>> {
    let mut used: Vec<CurrencyTotal> = Vec::new();
    for slice in by_month {
        match used.iter_mut().find(|total| total.currency == slice.total.currency) {
            Some(total) => figures::add(total, &slice.total)?,
            None => used.push(slice.total),
        }
    }
    Ok(super::sums::ranked(used))
}
