//! Lists: filters, order, pages.

use chrono::{DateTime, NaiveDate, Utc};
use domain::query::{Query, QueryProblem, Term, parse};
use serde::Deserialize;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row as _};
use uuid::Uuid;
use wire::v1::{FieldProblem, Scope};

use super::filter::{Filter, Words};
use super::load::Reader;
use super::page::{PAGE_ROWS, PAGE_ROWS_MAX, Sorting};
use super::render::Wanted;
use super::resource::Resource;
use super::sql::{Bind, Sql};
use crate::view::can_be_hidden;
use crate::{Error, Result};

/// Rows whose words are compared at a time.
const SCAN_ROWS: i64 = 500;
/// The most rows whose words are compared for one page; the page then ends early, and the next goes on from there.
const SCAN_ROWS_MAX: usize = 20_000;

/// What stands behind the `?` of a list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The app's own query language; of other resources than expenses, words of the name.
    pub q: Option<String>,
    /// `name` or `-name`.
    pub order: Option<String>,
    /// Rows of a page.
    pub limit: Option<i64>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Fields wanted, with commas.
    pub fields: Option<String>,
    /// Which rows: `live`, `archived`, `deleted`, `all`.
    pub state: Option<String>,
    /// The day `today` means in a query; today in UTC without it.
    pub today: Option<NaiveDate>,
}

/// Which rows of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Live,
    Archived,
    Deleted,
    All,
}

/// A list, ready to be read.
#[derive(Debug)]
pub(crate) struct Listing {
    sorting: Sorting,
    filter: Filter,
    standing: Standing,
    limit: i64,
    cursor: Option<String>,
    /// The fields wanted.
    pub wanted: Wanted,
}

/// Ids of a page, and where the next begins.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The rows, in order.
    pub ids: Vec<Uuid>,
    /// Where the next page begins, if there may be one.
    pub next: Option<String>,
}

impl Listing {
    /// Reads what was asked; every fault at once.
    pub(crate) fn read(resource: &Resource, workspace: Uuid, asked: &Asked, now_ms: i64) -> Result<Self> {
        let mut faults = Vec::new();
        let mut fault =
            |path: String, code: &str| faults.push(FieldProblem { path, code: code.to_owned(), limit: None });
        let sorting = Sorting::read(resource, asked.order.as_deref());
        if sorting.is_none() {
            fault("/order".to_owned(), "unknown");
        }
        let limit = asked.limit.unwrap_or(PAGE_ROWS);
        let mut out_of_range = false;
        if !(1..=PAGE_ROWS_MAX).contains(&limit) {
            out_of_range = true;
        }
        let standing = match asked.state.as_deref() {
            None | Some("live") => Standing::Live,
            Some("archived") if resource.can_archive() => Standing::Archived,
            Some("deleted") => Standing::Deleted,
            Some("all") => Standing::All,
            Some(_) => {
                fault("/state".to_owned(), "unknown");
                Standing::Live
            }
        };
        let today = asked.today.unwrap_or_else(|| day_of(now_ms));
        let query = match parse(asked.q.as_deref().unwrap_or_default(), today) {
            Ok(query) => query,
            Err(error) => {
                let (path, code) = query_fault(&error.problem);
                fault(path, code);
                Query::default()
            }
        };
        if resource.kind != "expense" {
            for name in query.clauses.iter().filter_map(|clause| beyond_words(&clause.term)) {
                fault(format!("/q/{name}"), "unsupported_term");
            }
        }
        let wanted = wanted(resource, asked.fields.as_deref(), &mut fault);
        if out_of_range {
            let (path, code) = ("/limit".to_owned(), "out_of_range".to_owned());
            faults.push(FieldProblem { path, code, limit: Some(PAGE_ROWS_MAX) });
        }
        let filter = Filter::compile(workspace, &query);
        match sorting {
            Some(sorting) if faults.is_empty() => {
                Ok(Self { sorting, filter, standing, limit, cursor: asked.cursor.clone(), wanted })
            }
            _ => Err(Error::Invalid(faults)),
        }
    }

    /// Finds a page of rows.
    pub(crate) async fn find(
        &self,
        connection: &mut PgConnection,
        reader: &Reader,
        resource: &Resource,
    ) -> Result<Found> {
        if self.filter.words.is_empty() {
            let rows =
                self.candidates(connection, reader, resource, self.cursor.as_deref(), self.limit + 1).await?;
            return self.cut(&rows);
        }
        let mut found = Found::default();
        let mut cursor = self.cursor.clone();
        let mut scanned = 0;
        loop {
            let rows = self.candidates(connection, reader, resource, cursor.as_deref(), SCAN_ROWS).await?;
            for row in &rows {
                if matches(&self.filter.words, row)? {
                    found.ids.push(row.try_get(0)?);
                }
                cursor = Some(self.sorting.after(row)?);
                if found.ids.len() as i64 == self.limit {
                    return Ok(Found { next: cursor, ..found });
                }
            }
            scanned += rows.len();
            if (rows.len() as i64) < SCAN_ROWS {
                return Ok(found);
            }
            if scanned >= SCAN_ROWS_MAX {
                return Ok(Found { next: cursor, ..found });
            }
        }
    }

    fn cut(&self, rows: &[PgRow]) -> Result<Found> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let page = &rows[..rows.len().min(limit)];
        let ids = page.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        let next = match page.last() {
            Some(last) if rows.len() > limit => Some(self.sorting.after(last)?),
            _ => None,
        };
        Ok(Found { ids, next })
    }

    async fn candidates(
        &self,
        connection: &mut PgConnection,
        reader: &Reader,
        resource: &Resource,
        cursor: Option<&str>,
        limit: i64,
    ) -> Result<Vec<PgRow>> {
        let mut sql = Sql::of(format!("select e.id, {}", self.sorting.select()));
        if !self.filter.words.is_empty() {
            sql.push(&format!(", {} as document", document(resource)));
        }
        sql.push(&format!(" from {} as e where e.workspace_id = ", resource.kind));
        sql.bind(Bind::Id(reader.workspace));
        if let Some(seen) = seen(reader, resource, self.filter.asks_hidden) {
            sql.push(" and ").append(&seen);
        }
        sql.push(self.standing(resource));
        for condition in &self.filter.conditions {
            sql.push(" and ").append(condition);
        }
        if let Some(cursor) = cursor {
            let beyond = self.sorting.beyond(cursor).map_err(|_| Error::field("/cursor", "malformed"))?;
            sql.push(" and ").append(&beyond);
        }
        sql.push(&self.sorting.order_by()).push(" limit ").bind(Bind::Int(limit));
        Ok(sql.fetch(connection).await?)
    }

    fn standing(&self, resource: &Resource) -> &'static str {
        let standing = if self.filter.is_trash { Standing::Deleted } else { self.standing };
        match (standing, resource.can_archive()) {
            (Standing::Live, true) => " and e.deleted_at is null and e.archived_at is null",
            (Standing::Live, false) => " and e.deleted_at is null",
            (Standing::Archived, true) => " and e.deleted_at is null and e.archived_at is not null",
            (Standing::Deleted, _) => " and e.deleted_at is not null",
            (Standing::All, _) | (Standing::Archived, false) => "",
        }
    }
}

/// The day of a moment, in UTC.
fn day_of(now_ms: i64) -> NaiveDate {
    DateTime::<Utc>::from_timestamp_millis(now_ms).map_or(NaiveDate::MIN, |now| now.date_naive())
}

fn query_fault(problem: &QueryProblem) -> (String, &'static str) {
    let at = |field: &str| super::draft::pointer("/q", field);
    match problem {
        QueryProblem::TooLong => ("/q".to_owned(), "too_long"),
        QueryProblem::TooMany => ("/q".to_owned(), "too_many"),
        QueryProblem::UnknownField { field, .. } => (at(field), "unknown_field"),
        QueryProblem::MissingValue { field } => (at(field), "missing"),
        QueryProblem::BadValue { field, .. } => (at(field), "malformed"),
        QueryProblem::OneValueOnly { field } => (at(field), "too_many"),
        QueryProblem::EmptyRange { field } => (at(field), "empty_range"),
        QueryProblem::UseCommas => ("/q".to_owned(), "use_commas"),
    }
}

/// The name of a term that asks something only an expense has.
fn beyond_words(term: &Term) -> Option<&'static str> {
    match term {
        Term::Text(_) | Term::Phrase(_) => None,
        Term::Meal(_) => Some("meal"),
        Term::Order(_) => Some("order"),
        Term::Kind(_) => Some("kind"),
        Term::Status(_) => Some("status"),
        Term::Category(_) => Some("category"),
        Term::Tag(_) => Some("tag"),
        Term::Place(_) => Some("place"),
        Term::Merchant(_) => Some("merchant"),
        Term::Person(_) => Some("person"),
        Term::Trip(_) => Some("trip"),
        Term::Payment(_) => Some("payment"),
        Term::PaymentKind(_) => Some("paid"),
        Term::Currency(_) => Some("currency"),
        Term::Amount(_) => Some("amount"),
        Term::TipPercent(_) => Some("tip"),
        Term::Party(_) => Some("party"),
        Term::Dates { .. } => Some("date"),
        Term::Has(_) => Some("has"),
        Term::Is(_) => Some("is"),
    }
}

/// The fields a reader asked for.
pub(crate) fn wanted(
    resource: &Resource,
    fields: Option<&str>,
    fault: &mut impl FnMut(String, &str),
) -> Wanted {
    let Some(fields) = fields else { return Wanted(None) };
    let names: Vec<String> =
        fields.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    for name in &names {
        let is_known = resource.field(name).is_some()
            || resource.part(name).is_some()
            || super::draft::ENVELOPE.contains(&name.as_str())
            || (resource.kind == "attachment" && super::render::OF_BLOB.contains(&name.as_str()));
        if !is_known {
            fault(super::draft::pointer("/fields", name), "unknown_field");
        }
    }
    Wanted(Some(names))
}

/// What a member may find: the same rule as `view::sight`, so that a page is as long as it says. What is given is decided there.
fn seen(reader: &Reader, resource: &Resource, whole: bool) -> Option<Sql> {
    if !can_be_hidden(resource.table()) {
        return None;
    }
    let mut sql = Sql::with("(e.owner_id = ", Bind::Id(reader.member.user), "");
    sql.push(" or (e.owner_id = ").bind(Bind::Id(Uuid::nil())).push(" and e.visibility = 'workspace')");
    if reader.member.scope == Scope::All {
        let masked = resource.kind == "expense" && !whole;
        sql.push(if masked { " or e.visibility <> 'private'" } else { " or e.visibility = 'workspace'" });
    }
    sql.push(")");
    Some(sql)
}

fn matches(words: &[(Words, bool)], row: &PgRow) -> Result<bool> {
    let document: String = row.try_get("document")?;
    Ok(words.iter().all(|(words, is_negated)| words.are_in(&document) != *is_negated))
}

/// SQL of the text a row is found by.
fn document(resource: &Resource) -> String {
    match resource.kind {
        "expense" => include_str!("document.sql").to_owned(),
        "attachment" => "concat_ws(E'\\n', e.caption, e.file_name)".to_owned(),
        "place" => "concat_ws(E'\\n', e.name, e.branch_name, e.locality)".to_owned(),
        "person" => "concat_ws(E'\\n', e.display_name, e.company)".to_owned(),
        _ => "concat_ws(E'\\n', e.name)".to_owned(),
    }
}
