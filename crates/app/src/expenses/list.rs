//! Windows of the list, one expense, totals, calendar, and the query language behind them.

use domain::ExpenseId;
use domain::query::{self, Direction, GroupBy, Query, SortKey};
use domain::read::{CalendarDay, ExpenseDetail, TotalsReport, Toward, Window};
use store::ListRequest;
use wire::call::{
    BULK_MAX, GetCalendar, GetExpense, GetTotals, ListExpenses, ParseQuery, ParsedQuery, QueryText,
    WINDOW_MAX,
};

use crate::dispatch::Handle;
use crate::{App, Error, Result};
use domain::expense::{Field, FieldProblem};

/// Rows of a window when the caller does not say.
const WINDOW_DEFAULT: u32 = 100;
/// The longest calendar asked for at once, in days.
const CALENDAR_DAYS_MAX: i64 = 400;

/// The clauses of a query as it came over the wire.
pub(crate) fn parsed(app: &App, text: &QueryText) -> Result<Query> {
    match text {
        QueryText::Text(text) => query::parse(text, app.env().today()).map_err(Error::BadQuery),
        QueryText::Parsed(query) => Ok(query.clone()),
    }
}

impl Handle for ListExpenses {
    async fn handle(self, app: &App) -> Result<Window> {
        let query = parsed(app, &self.query)?;
        if self.limit > WINDOW_MAX {
            let limit = i64::from(WINDOW_MAX);
            return Err(Error::field(Field::Query, FieldProblem::TooLarge { limit }));
        }
        let at_day =
            self.at_day.and_then(|day| app.store().cursor_at(self.sort, self.direction, self.group_by, day));
        let request = ListRequest {
            workspace: app.workspace(),
            query: &query,
            sort: self.sort,
            direction: self.direction,
            group_by: self.group_by,
            cursor: at_day.as_ref().or(self.cursor.as_ref()),
            toward: self.toward,
            limit: if self.limit == 0 { WINDOW_DEFAULT } else { self.limit },
        };
        Ok(app.store().list(&request).await?)
    }
}

/// The newest expense of a selection.
pub(crate) async fn newest(app: &App, query: &Query, sort: SortKey) -> Result<Option<ExpenseId>> {
    let request = ListRequest {
        workspace: app.workspace(),
        query,
        sort,
        direction: Direction::Descending,
        group_by: GroupBy::None,
        cursor: None,
        toward: Toward::After,
        limit: 1,
    };
    Ok(app.store().list(&request).await?.rows.first().map(|row| row.id))
}

impl Handle for ParseQuery {
    async fn handle(self, app: &App) -> Result<ParsedQuery> {
        Ok(match query::parse(&self.text, app.env().today()) {
            Ok(query) => {
                let chip = |clause: &query::Clause| Query { clauses: vec![clause.clone()] }.to_text();
                let chips = query.clauses.iter().map(chip).collect();
                ParsedQuery { chips, canonical: query.to_text(), query, error: None }
            }
            Err(error) => ParsedQuery {
                query: Query::default(),
                chips: Vec::new(),
                canonical: String::new(),
                error: Some(error),
            },
        })
    }
}

impl Handle for GetExpense {
    async fn handle(self, app: &App) -> Result<ExpenseDetail> {
        app.get_expense(self.id).await
    }
}

impl Handle for GetTotals {
    async fn handle(self, app: &App) -> Result<TotalsReport> {
        if self.ids.len() > BULK_MAX {
            return Err(Error::field(Field::Query, FieldProblem::TooLarge { limit: BULK_MAX as i64 }));
        }
        if !self.ids.is_empty() {
            return Ok(app.store().totals_of(app.workspace(), &self.ids, self.by).await?);
        }
        let query = parsed(app, &self.query)?;
        Ok(app.store().totals(app.workspace(), &query, self.by).await?)
    }
}

impl Handle for GetCalendar {
    async fn handle(self, app: &App) -> Result<Vec<CalendarDay>> {
        if (self.to - self.from).num_days() >= CALENDAR_DAYS_MAX {
            return Err(Error::field(Field::Query, FieldProblem::TooLarge { limit: CALENDAR_DAYS_MAX }));
        }
        let query = parsed(app, &self.query)?;
        let after = self.to.succ_opt().unwrap_or(self.to);
        Ok(app.store().calendar(app.workspace(), self.from, after, &query).await?)
    }
}
