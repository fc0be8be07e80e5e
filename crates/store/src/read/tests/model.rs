//! A book of random meals beside a plain list of the same meals.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::civil::month_start;
use domain::fold::fold;
use domain::query::{
    Clause, DecimalBound, DecimalRange, Direction, GroupBy, Has, IntRange, Is, Name, Query, SortKey, Term,
};
use domain::read::{CurrencyTotal, GroupKey};
use domain::schema::Patch;
use domain::{CurrencyCode, ExpenseKind, ExpenseStatus, MealType, PlaceId, TripId};
use proptest::prelude::*;
use uuid::Uuid;

use crate::testing::{Book, NOW_MS, catalogue, expense, table};

const PLACES: [&str; 4] = ["Café Ñandú", "寿司大", "Casa Lola", "casa lola"];
const CATEGORIES: [&str; 4] = ["Eating out", "Tapas", "Work", "Äpfel"];
const TAGS: [&str; 3] = ["acme", "trip", "fun"];
const MEALS: [MealType; 3] = [MealType::Breakfast, MealType::Lunch, MealType::Dinner];
const CURRENCIES: [&str; 3] = ["EUR", "JPY", "KWD"];
const NOTES: [&str; 4] = ["", "with the team", "crème brûlée", "100% \"quoted\""];

/// One random meal; numbers name entries of the lists above.
#[derive(Debug, Clone)]
pub(super) struct Meal {
    day: NaiveDate,
    minute: Option<u32>,
    total_minor: i64,
    tip_minor: Option<i64>,
    party: Option<i64>,
    currency: usize,
    meal: Option<usize>,
    place: Option<usize>,
    category: Option<usize>,
    trip: bool,
    tags: Vec<usize>,
    note: usize,
    kind: usize,
    state: u8,
}

const KINDS: [ExpenseKind; 4] =
    [ExpenseKind::Purchase, ExpenseKind::Refund, ExpenseKind::Reimbursement, ExpenseKind::Fee];
const PLANNED: u8 = 1;
const VOID: u8 = 2;
const DELETED: u8 = 3;

impl Meal {
    pub(super) fn on(day: &str) -> Self {
        Self {
            day: day.parse().unwrap(),
            minute: None,
            total_minor: 1,
            tip_minor: None,
            party: None,
            currency: 0,
            meal: None,
            place: None,
            category: None,
            trip: false,
            tags: vec![],
            note: 0,
            kind: 0,
            state: 0,
        }
    }

    /// The same in the trash.
    pub(super) fn deleted(self) -> Self {
        Self { state: DELETED, ..self }
    }

    fn is_deleted(&self) -> bool {
        self.state == DELETED
    }

    fn sign(&self) -> i64 {
        if self.state != 0 && self.state < 4 { 0 } else { KINDS[self.kind].spending_sign() }
    }

    fn instant(&self) -> i64 {
        let minute = self.minute.unwrap_or(720);
        self.day.and_hms_opt(minute / 60, minute % 60, 0).unwrap().and_utc().timestamp_millis()
    }

    fn place_fold(&self) -> String {
        self.place.map_or(String::new(), |place| fold(PLACES[place]))
    }

    fn category_fold(&self) -> String {
        self.category.map_or(String::new(), |category| fold(CATEGORIES[category]))
    }
}

pub(super) fn meals(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Meal>> {
    let some = |most: usize| prop_oneof![1 => Just(None), 3 => (0..most).prop_map(Some)];
    let when = (0i64..70, proptest::option::of(0u32..1440));
    let money =
        (0i64..3_000, proptest::option::of(0i64..400), proptest::option::of(1i64..5), 0..3usize, 0..4usize);
    let what = (
        some(3),
        some(4),
        some(4),
        any::<bool>(),
        proptest::collection::hash_set(0..3usize, 0..3),
        0..4usize,
        0u8..12,
    );
    let meal =
        (when, money, what).prop_map(|((day, minute), (total, tip, party, currency, kind), what)| Meal {
            day: NaiveDate::from_ymd_opt(2026, 9, 1).unwrap() + chrono::Days::new(day as u64),
            minute,
            total_minor: total,
            tip_minor: tip,
            party,
            currency,
            kind,
            meal: what.0,
            place: what.1,
            category: what.2,
            trip: what.3,
            tags: what.4.into_iter().collect(),
            note: what.5,
            state: what.6,
        });
    proptest::collection::vec(meal, count)
}

/// The book and the meals in it, in the order they were recorded.
pub(super) struct Model {
    pub(super) book: Book,
    meals: Vec<(Uuid, Meal)>,
    places: Vec<Uuid>,
    categories: Vec<Uuid>,
    tags: Vec<Uuid>,
    trip: Uuid,
}

impl Model {
    pub(super) async fn new(meals: Vec<Meal>) -> Self {
        let book = Book::new().await;
        let mut tx = book.write("start").await;
        let (mut places, mut categories, mut tags) = (vec![], vec![], vec![]);
        for (list, names, kind) in [
            (&mut places, &PLACES[..], "place"),
            (&mut categories, &CATEGORIES[..], "category"),
            (&mut tags, &TAGS[..], "tag"),
        ] {
            for name in names {
                let id = Uuid::now_v7();
                list.push(id);
                tx.insert(table(kind), id, catalogue(kind, name)).await.unwrap();
            }
        }
        // Tapas is below Eating out.
        tx.update(table("category"), categories[1], Patch::new().set("parent_id", categories[0]))
            .await
            .unwrap();
        let trip = Uuid::now_v7();
        tx.insert(table("trip"), trip, catalogue("trip", "Lisbon")).await.unwrap();
        tx.commit().await.unwrap();
        let mut model = Self { book, meals: vec![], places, categories, tags, trip };
        model.add(meals).await;
        model
    }

    pub(super) async fn add(&mut self, meals: Vec<Meal>) {
        let mut tx = self.book.write("add").await;
        let meals: Vec<(Uuid, Meal)> = meals.into_iter().map(|meal| (Uuid::now_v7(), meal)).collect();
        let rows = meals.iter().map(|(id, meal)| (*id, self.patch(meal))).collect();
        tx.insert_many(table("expense"), rows).await.unwrap();
        for (id, meal) in &meals {
            for tag in &meal.tags {
                tx.put_member(table("expense_tag"), *id, self.tags[*tag], Patch::new()).await.unwrap();
            }
            if meal.is_deleted() {
                tx.delete(table("expense"), *id).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        self.meals.extend(meals);
    }

    fn patch(&self, meal: &Meal) -> Patch {
        let time =
            meal.minute.map(|minute| chrono::NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap());
        expense(&meal.day.to_string(), meal.total_minor)
            .set("occurred_at", meal.instant())
            .set("occurred_time", time)
            .set("kind", KINDS[meal.kind])
            .set(
                "status",
                if meal.state == PLANNED { ExpenseStatus::Planned } else { ExpenseStatus::Confirmed },
            )
            .set("voided_at", (meal.state == VOID).then_some(NOW_MS))
            .set("currency", CURRENCIES[meal.currency])
            .set("tip_minor", meal.tip_minor)
            .set("party_size", meal.party)
            .set("meal_type", meal.meal.map(|meal| MEALS[meal]))
            .set("place_id", meal.place.map(|place| self.places[place]))
            .set("category_id", meal.category.map(|category| self.categories[category]))
            .set("trip_id", meal.trip.then_some(self.trip))
            .set("notes", NOTES[meal.note])
    }

    pub(super) fn live(&self) -> Vec<Uuid> {
        self.meals.iter().filter(|(_, meal)| !meal.is_deleted()).map(|(id, _)| *id).collect()
    }

    fn meal(&self, id: Uuid) -> &Meal {
        &self.meals.iter().find(|(other, _)| *other == id).unwrap().1
    }

    /// All live meals in the order the list must have.
    pub(super) fn sorted(&self, sort: SortKey, direction: Direction, group_by: GroupBy) -> Vec<Uuid> {
        let mut rows: Vec<(usize, &(Uuid, Meal))> =
            self.meals.iter().enumerate().filter(|(_, (_, meal))| !meal.is_deleted()).collect();
        rows.sort_by(|a, b| {
            let group = self.group_order(&a.1.1, group_by).cmp(&self.group_order(&b.1.1, group_by));
            let group = match group_by {
                GroupBy::None => std::cmp::Ordering::Equal,
                GroupBy::Day | GroupBy::Month
                    if sort == SortKey::Date && direction == Direction::Ascending =>
                {
                    group
                }
                GroupBy::Day | GroupBy::Month | GroupBy::Trip => group.reverse(),
                GroupBy::Place if sort == SortKey::Place && direction == Direction::Descending => {
                    group.reverse()
                }
                GroupBy::Place => group,
            };
            group.then_with(|| {
                let (first, second) = (sort_key(&a.1.1, sort, self), sort_key(&b.1.1, sort, self));
                let key = first.cmp(&second);
                let key = if direction == Direction::Descending { key.reverse() } else { key };
                let by_name = matches!(sort, SortKey::Place | SortKey::Category | SortKey::Meal);
                let then = (a.1.1.day, a.1.1.instant(), a.0).cmp(&(b.1.1.day, b.1.1.instant(), b.0));
                // Names go the way that was asked for, the meals of one name newest first, unless a group comes before the name.
                let is_grouped_by_it = sort == SortKey::Place && group_by == GroupBy::Place;
                let newest_first = if by_name && (group_by == GroupBy::None || is_grouped_by_it) {
                    true
                } else {
                    direction == Direction::Descending
                };
                let then =
                    if sort == SortKey::Amount || sort == SortKey::Created { a.0.cmp(&b.0) } else { then };
                key.then(if newest_first { then.reverse() } else { then })
            })
        });
        rows.into_iter().map(|(_, (id, _))| *id).collect()
    }

    fn group_order(&self, meal: &Meal, group_by: GroupBy) -> (String, Option<Uuid>) {
        match group_by {
            GroupBy::None => (String::new(), None),
            GroupBy::Day => (meal.day.to_string(), None),
            GroupBy::Month => (month_start(meal.day).to_string(), None),
            GroupBy::Place => (meal.place_fold(), meal.place.map(|place| self.places[place])),
            GroupBy::Trip => (String::new(), meal.trip.then_some(self.trip)),
        }
    }

    pub(super) fn group_of(&self, id: Uuid, group_by: GroupBy) -> Option<GroupKey> {
        let meal = self.meal(id);
        match group_by {
            GroupBy::None => None,
            GroupBy::Day => Some(GroupKey::Day(meal.day)),
            GroupBy::Month => Some(GroupKey::Month(month_start(meal.day))),
            GroupBy::Place => Some(GroupKey::Place(meal.place.map(|place| PlaceId(self.places[place])))),
            GroupBy::Trip => Some(GroupKey::Trip(meal.trip.then_some(TripId(self.trip)))),
        }
    }

    /// A query of some of the terms below.
    pub(super) fn query(&self, picks: &[(u16, bool)]) -> Query {
        let terms = self.terms();
        let clause = |(pick, negated): &(u16, bool)| Clause {
            negated: *negated,
            term: terms[usize::from(*pick) % terms.len()].clone(),
        };
        Query { clauses: picks.iter().map(clause).collect() }
    }

    fn terms(&self) -> Vec<Term> {
        let folded = |name: &str| Name::Folded(fold(name));
        let bound = |mantissa, scale, inclusive| Some(DecimalBound { mantissa, scale, inclusive });
        vec![
            Term::Text("cafe".into()),
            Term::Text("司".into()),
            Term::Text("brulee creme".into()),
            Term::Text("\"".into()),
            Term::Text("nothing has this".into()),
            Term::Phrase("casa lola".into()),
            Term::Meal(vec![MealType::Lunch]),
            Term::Meal(vec![MealType::Breakfast, MealType::Dinner]),
            Term::Kind(vec![ExpenseKind::Refund]),
            Term::Status(vec![ExpenseStatus::Planned]),
            Term::Category(vec![folded("eating OUT")]),
            Term::Category(vec![folded("tapas"), Name::None]),
            Term::Tag(vec![folded("acme")]),
            Term::Tag(vec![folded("acme"), folded("fun")]),
            Term::Tag(vec![Name::None]),
            Term::Place(vec![folded("casa lola")]),
            Term::Place(vec![Name::Id(self.places[0])]),
            Term::Place(vec![Name::None]),
            Term::Trip(vec![folded("lisbon")]),
            Term::Currency(vec![CurrencyCode::of(*b"JPY")]),
            Term::Amount(DecimalRange { from: bound(105, 1, false), to: None }),
            Term::Amount(DecimalRange { from: bound(1, 0, true), to: bound(2, 0, true) }),
            Term::Party(IntRange { from: Some(2), to: Some(3) }),
            Term::TipPercent(IntRange { from: Some(2_000), to: None }),
            Term::Dates { from: "2026-09-20".parse().ok(), to: "2026-10-03".parse().ok() },
            Term::Dates { from: None, to: "2026-09-10".parse().ok() },
            Term::Has(Has::Note),
            Term::Has(Has::Tip),
            Term::Has(Has::Tag),
            Term::Has(Has::Place),
            Term::Has(Has::Photo),
            Term::Is(Is::Void),
            Term::Is(Is::Free),
            Term::Is(Is::Deleted),
        ]
    }

    /// The meals a query means, in no order that matters.
    pub(super) fn matching(&self, query: &Query) -> Vec<Uuid> {
        let trash =
            query.clauses.iter().any(|clause| !clause.negated && clause.term == Term::Is(Is::Deleted));
        self.meals
            .iter()
            .filter(|(_, meal)| meal.is_deleted() == trash)
            .filter(|(_, meal)| {
                query.clauses.iter().all(|clause| match self.holds(meal, &clause.term) {
                    Some(holds) => holds != clause.negated,
                    None => true,
                })
            })
            .map(|(id, _)| *id)
            .collect()
    }

    /// Whether a term holds; `None` when it asks for nothing.
    fn holds(&self, meal: &Meal, term: &Term) -> Option<bool> {
        let text = format!(
            "{} {} {} {}",
            meal.place_fold(),
            meal.category_fold(),
            fold(NOTES[meal.note]),
            meal.tags.iter().map(|tag| TAGS[*tag]).collect::<Vec<_>>().join(" ")
        );
        let named = |names: &[Name], own: Option<&str>, id: Option<Uuid>| {
            names.iter().any(|name| match name {
                Name::Folded(folded) => own.is_some_and(|own| fold(own) == *folded),
                Name::Id(wanted) => id == Some(*wanted),
                Name::None => own.is_none(),
            })
        };
        Some(match term {
            Term::Text(words) => {
                if !words.chars().any(char::is_alphanumeric) {
                    return None;
                }
                words.split(' ').all(|word| {
                    text.split(' ').any(|own| own.starts_with(word) || (word == "司" && own.contains(word)))
                })
            }
            Term::Phrase(phrase) => text.contains(phrase.as_str()),
            Term::Meal(meals) => meal.meal.is_some_and(|own| meals.contains(&MEALS[own])),
            Term::Kind(kinds) => kinds.contains(&KINDS[meal.kind]),
            Term::Status(_) => meal.state == PLANNED,
            Term::Category(names) => {
                let own = meal.category.map(|category| CATEGORIES[category]);
                let parent = if meal.category == Some(1) { Some(CATEGORIES[0]) } else { None };
                named(names, own, None) || (parent.is_some() && named(names, parent, None))
            }
            Term::Tag(names) => match names.first() {
                Some(Name::None) => meal.tags.is_empty(),
                _ => meal.tags.iter().any(|tag| named(names, Some(TAGS[*tag]), None)),
            },
            Term::Place(names) => named(
                names,
                meal.place.map(|place| PLACES[place]),
                meal.place.map(|place| self.places[place]),
            ),
            Term::Trip(_) => meal.trip,
            Term::Currency(_) => CURRENCIES[meal.currency] == "JPY",
            Term::Amount(range) => {
                let exponent = [2u32, 0, 3][meal.currency];
                let cmp = |bound: &DecimalBound| {
                    let own = i128::from(meal.total_minor) * 10i128.pow(u32::from(bound.scale));
                    own.cmp(&(i128::from(bound.mantissa) * 10i128.pow(exponent)))
                };
                range
                    .from
                    .as_ref()
                    .is_none_or(|bound| cmp(bound).is_gt() || (bound.inclusive && cmp(bound).is_eq()))
                    && range
                        .to
                        .as_ref()
                        .is_none_or(|bound| cmp(bound).is_lt() || (bound.inclusive && cmp(bound).is_eq()))
            }
            Term::Party(range) => meal.party.is_some_and(|party| {
                range.from.is_none_or(|f| party >= f) && range.to.is_none_or(|t| party <= t)
            }),
            Term::TipPercent(range) => meal.tip_minor.is_some_and(|tip| {
                let base = meal.total_minor - tip;
                base > 0 && (tip * 10_000 + base / 2) / base >= range.from.unwrap_or(0)
            }),
            Term::Dates { from, to } => {
                from.is_none_or(|from| meal.day >= from) && to.is_none_or(|to| meal.day < to)
            }
            Term::Has(has) => match has {
                Has::Note => meal.note != 0,
                Has::Tip => meal.tip_minor.is_some_and(|tip| tip > 0),
                Has::Tag => !meal.tags.is_empty(),
                Has::Place => meal.place.is_some(),
                _ => false,
            },
            Term::Is(is) => match is {
                Is::Void => meal.state == VOID,
                Is::Free => meal.total_minor == 0,
                Is::Deleted => meal.is_deleted(),
                _ => false,
            },
            other => unreachable!("{other:?} is not among the terms"),
        })
    }

    /// Total, count, tips, party money and party people by currency.
    pub(super) fn totals(&self, ids: &[Uuid]) -> BTreeMap<String, (i64, u64, i64, i64, u64)> {
        let mut totals: BTreeMap<String, (i64, u64, i64, i64, u64)> = BTreeMap::new();
        for meal in ids.iter().map(|id| self.meal(*id)).filter(|meal| meal.sign() != 0) {
            let total = totals.entry(CURRENCIES[meal.currency].to_owned()).or_default();
            total.0 += meal.sign() * meal.total_minor;
            total.1 += 1;
            total.2 += meal.sign() * meal.tip_minor.unwrap_or(0);
            if let Some(party) = meal.party {
                total.3 += meal.sign() * meal.total_minor;
                total.4 += if meal.sign() > 0 { party as u64 } else { 0 };
            }
        }
        totals
    }
}

/// The totals of a report in the form of `Model::totals`.
pub(super) fn by_currency(totals: &[CurrencyTotal]) -> BTreeMap<String, (i64, u64, i64, i64, u64)> {
    let mut sums: BTreeMap<String, (i64, u64, i64, i64, u64)> = BTreeMap::new();
    for total in totals {
        let sum = sums.entry(total.currency.to_string()).or_default();
        sum.0 += total.total_minor;
        sum.1 += total.count;
        sum.2 += total.tip_minor;
        sum.3 += total.party_total_minor;
        sum.4 += total.party_people;
    }
    sums
}

fn sort_key(meal: &Meal, sort: SortKey, model: &Model) -> (i64, String, Option<Uuid>) {
    match sort {
        SortKey::Date | SortKey::Created => (0, String::new(), None),
        SortKey::Amount => (meal.total_minor, String::new(), None),
        SortKey::Place => (0, meal.place_fold(), meal.place.map(|place| model.places[place])),
        SortKey::Category => (0, meal.category_fold(), None),
        SortKey::Meal => (meal.meal.map_or(10, |meal| [0, 2, 3][meal]), String::new(), None),
    }
}
