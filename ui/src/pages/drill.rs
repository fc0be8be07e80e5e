//! From a figure to its expenses: every number of a page is a link to the search that adds up to it.

use chrono::NaiveDate;
use domain::civil::next_month_start;
use domain::query::{Clause, Name, Query, Term};
use domain::read::{CatalogueKind, SliceKey};
use domain::{CurrencyCode, MealType};
use uuid::Uuid;

use crate::route::Route;

/// A selection to drill down into; starts with everything and is narrowed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drill {
    query: Query,
}

impl Drill {
    /// Everything in one currency.
    pub fn currency(currency: CurrencyCode) -> Self {
        Self::default().with(Term::Currency(vec![currency]))
    }

    /// Expenses filed under one row of a catalogue.
    pub fn entry(kind: CatalogueKind, id: Uuid) -> Self {
        Self::default().with(entry_term(kind, Name::Id(id)))
    }

    /// Only days from `from` to `to`, both included.
    pub fn between(self, from: NaiveDate, to: NaiveDate) -> Self {
        self.with(Term::Dates { from: Some(from), to: to.succ_opt() })
    }

    /// Only the month that begins on `month`.
    pub fn month(self, month: NaiveDate) -> Self {
        self.with(Term::Dates { from: Some(month), to: Some(next_month_start(month)) })
    }

    /// Only what a slice stands for.
    pub fn slice(self, key: &SliceKey) -> Self {
        let named = |kind, id: Option<Uuid>| entry_term(kind, id.map_or(Name::None, Name::Id));
        match key {
            SliceKey::Currency(currency) => self.with(Term::Currency(vec![*currency])),
            SliceKey::Category(id) => self.with(named(CatalogueKind::Category, id.map(Uuid::from))),
            SliceKey::Place(id) => self.with(named(CatalogueKind::Place, id.map(Uuid::from))),
            SliceKey::Tag(id) => self.with(named(CatalogueKind::Tag, id.map(Uuid::from))),
            SliceKey::Month(month) => self.month(*month),
            SliceKey::Meal(Some(meal)) => self.with(Term::Meal(vec![*meal])),
            SliceKey::Meal(None) => self.without(Term::Meal(MealType::ALL.to_vec())),
        }
    }

    /// Only what `term` says.
    pub fn with(self, term: Term) -> Self {
        Self { query: self.query.and(term) }
    }

    /// Only what `term` does not say.
    fn without(mut self, term: Term) -> Self {
        self.query.clauses.push(Clause { negated: true, term });
        self
    }

    /// The search itself.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The search as typed text.
    pub fn text(&self) -> String {
        self.query.to_text()
    }

    /// The address of the search.
    pub fn href(&self) -> String {
        format!("#{}", self.route().to_hash())
    }

    /// The search as a place to go to.
    pub fn route(&self) -> Route {
        Route::Search(self.text())
    }
}

/// The term that asks for a row of a catalogue.
pub fn entry_term(kind: CatalogueKind, name: Name) -> Term {
    let names = vec![name];
    match kind {
        CatalogueKind::Place => Term::Place(names),
        CatalogueKind::Merchant => Term::Merchant(names),
        CatalogueKind::Category => Term::Category(names),
        CatalogueKind::Tag => Term::Tag(names),
        CatalogueKind::Person => Term::Person(names),
        CatalogueKind::PaymentMethod => Term::Payment(names),
        CatalogueKind::Trip => Term::Trip(names),
    }
}

#[cfg(test)]
mod tests {
    use domain::query::parse;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn reads_back(drill: &Drill) {
        let read = parse(&drill.text(), day("2026-11-20")).unwrap();
        assert_eq!(read, drill.query, "{}", drill.text());
    }

    #[test]
    fn every_drill_down_is_a_query_a_person_could_have_typed() {
        let eur = || Drill::currency(CurrencyCode::of(*b"EUR"));
        let id = Uuid::from_u128(7);
        for key in [
            SliceKey::Currency(CurrencyCode::of(*b"JPY")),
            SliceKey::Category(Some(id.into())),
            SliceKey::Category(None),
            SliceKey::Meal(Some(MealType::LateNight)),
            SliceKey::Meal(None),
            SliceKey::Place(Some(id.into())),
            SliceKey::Place(None),
            SliceKey::Tag(None),
            SliceKey::Month(day("2026-12-01")),
        ] {
            reads_back(&eur().slice(&key));
        }
        reads_back(&eur().between(day("2026-11-01"), day("2026-11-20")));
    }

    #[test]
    fn every_catalogue_can_be_drilled_into() {
        for kind in CatalogueKind::ALL {
            reads_back(&Drill::entry(*kind, Uuid::from_u128(1 << 100)));
        }
    }
}
