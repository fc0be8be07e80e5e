//! The rows of the demo, written in bulk.

use domain::expense::{ExpenseInput, Named};
use domain::fold::fold;
use domain::read::{
    CatalogueDetails, CatalogueInput, MerchantDetails, PaymentMethodDetails, PersonDetails, PlaceDetails,
    TagDetails, TripDetails,
};
use domain::schema::{Patch, Table};
use domain::{
    CategoryId, ExpenseId, ExpenseKind, ExpenseSource, LinkRelation, MerchantId, PaymentKind,
    PaymentMethodId, PlaceId, ReceiptState, link_id,
};
use store::WriteTx;
use uuid::Uuid;

use super::meals::{Meal, Plan};
use super::world::{PEOPLE, Spot, TAGS, Words};
use crate::catalogue::{columns as catalogue_columns, find, for_new};
use crate::expenses::{Resolved, columns, line_columns, with_origin};
use crate::start::Made;
use crate::{Error, Result};

/// Expenses written at a time.
const CHUNK_MEALS: usize = 10_000;

/// Payment methods in the order `Meal::payment` counts them.
const PAYMENTS: &[(Words, PaymentKind, Option<&str>)] = &[
    (["Visa", "Visa", "Visa"], PaymentKind::Card, Some("4021")),
    (["Cash", "Efectivo", "Bargeld"], PaymentKind::Cash, None),
    (["Company card", "Tarjeta de empresa", "Firmenkarte"], PaymentKind::CompanyCard, Some("7730")),
    (["Phone wallet", "Móvil", "Handy"], PaymentKind::Wallet, None),
    (["Canteen card", "Tarjeta comedor", "Kantinenkarte"], PaymentKind::Voucher, None),
];

/// Ids of what meals refer to, in the order of the plan.
pub(super) struct Book {
    places: Vec<Uuid>,
    categories: Vec<Option<Uuid>>,
    trips: Vec<Uuid>,
    tags: Vec<Uuid>,
    people: Vec<Uuid>,
    payments: Vec<Uuid>,
}

async fn insert(tx: &mut WriteTx, inputs: Vec<CatalogueInput>) -> Result<Vec<Uuid>> {
    let Some(kind) = inputs.first().map(|input| input.details.kind()) else { return Ok(Vec::new()) };
    let rows: Vec<(Uuid, Patch)> =
        inputs.iter().map(|input| (tx.new_id(), for_new(catalogue_columns(input), &input.details))).collect();
    let ids = rows.iter().map(|(id, _)| *id).collect();
    tx.insert_many(Table::named(kind.table()), rows).await?;
    Ok(ids)
}

/// Reuses rows of that name, as a second demo in one book does; makes the others.
async fn reuse(tx: &mut WriteTx, inputs: Vec<CatalogueInput>) -> Result<Vec<Uuid>> {
    let mut ids = Vec::with_capacity(inputs.len());
    for input in inputs {
        let id = match find(tx, input.details.kind(), &input.name).await? {
            Some(found) => found.id,
            None => insert(tx, vec![input]).await?[0],
        };
        ids.push(id);
    }
    Ok(ids)
}

pub(super) async fn insert_catalogues(
    tx: &mut WriteTx,
    plan: &Plan,
    made: &[Made],
    language: usize,
) -> Result<Book> {
    let category = |spot: &Spot| made.iter().find(|made| made.key == spot.category).map(|made| made.id);
    let payments = PAYMENTS.iter().map(|(names, kind, last4)| CatalogueInput {
        name: names[language].to_owned(),
        details: CatalogueDetails::PaymentMethod(PaymentMethodDetails {
            kind: *kind,
            currency: None,
            last4: last4.map(str::to_owned),
        }),
    });
    let payments = reuse(tx, payments.collect()).await?;
    let people = PEOPLE.iter().map(|(name, kind, company)| CatalogueInput {
        name: (*name).to_owned(),
        details: CatalogueDetails::Person(PersonDetails {
            kind: Some(*kind),
            company: (*company).to_owned(),
            email: String::new(),
        }),
    });
    let people = reuse(tx, people.collect()).await?;
    let tags = TAGS.iter().map(|(names, color)| CatalogueInput {
        name: names[language].to_owned(),
        details: CatalogueDetails::Tag(TagDetails {
            color: Some((*color).to_owned()),
            description: String::new(),
        }),
    });
    let tags = reuse(tx, tags.collect()).await?;
    let trips = plan.trips.iter().map(|stay| CatalogueInput {
        name: format!("{} {}", plan.cities[stay.city].name, stay.from.format("%Y-%m")),
        details: CatalogueDetails::Trip(TripDetails {
            purpose: if stay.is_business { TAGS[1].0[language].to_owned() } else { String::new() },
            starts_on: Some(stay.from),
            ends_on: Some(stay.to),
        }),
    });
    let trips = insert(tx, trips.collect()).await?;
    let chain = insert_chain(tx).await?;
    let places = plan.spots.iter().map(|(city, spot)| place(plan, *city, spot, category(spot), chain));
    let places = insert(tx, places.collect()).await?;
    let categories = plan.spots.iter().map(|(_, spot)| category(spot)).collect();
    Ok(Book { places, categories, trips, tags, people, payments })
}

/// One brand with two branches in one city (E-152).
async fn insert_chain(tx: &mut WriteTx) -> Result<Uuid> {
    let details =
        MerchantDetails { is_chain: true, cuisine: "italian".to_owned(), ..MerchantDetails::default() };
    let input =
        CatalogueInput { name: "Pizzeria Vesuvio".to_owned(), details: CatalogueDetails::Merchant(details) };
    Ok(reuse(tx, vec![input]).await?[0])
}

fn place(plan: &Plan, city: usize, spot: &Spot, category: Option<Uuid>, chain: Uuid) -> CatalogueInput {
    let city = &plan.cities[city];
    let details = PlaceDetails {
        merchant: spot.branch.map(|_| MerchantId(chain)),
        branch_name: spot.branch.unwrap_or_default().to_owned(),
        locality: city.name.to_owned(),
        country: city.country.to_owned(),
        cuisine: spot.cuisine.to_owned(),
        price_level: u16::try_from((spot.price / 1_200).clamp(1, 4)).ok(),
        default_category: category.map(CategoryId),
        default_currency: Some(city.currency),
        default_tip_bp: (city.tip_bp > 0 && spot.order == domain::OrderType::DineIn).then_some(city.tip_bp),
        tz: Some(city.zone.clone()),
        is_favorite: spot.weight >= 9 && spot.category != "canteen",
        ..PlaceDetails::default()
    };
    CatalogueInput { name: spot.name.to_owned(), details: CatalogueDetails::Place(Box::new(details)) }
}

pub(super) async fn insert_meals(tx: &mut WriteTx, plan: &Plan, book: &Book) -> Result<Vec<ExpenseId>> {
    let ids: Vec<ExpenseId> = plan.meals.iter().map(|_| ExpenseId(tx.new_id())).collect();
    for (chunk, own) in plan.meals.chunks(CHUNK_MEALS).zip(ids.chunks(CHUNK_MEALS)) {
        let expenses = chunk.iter().zip(own).map(|(meal, id)| (id.0, expense(plan, book, meal))).collect();
        tx.insert_many(Table::named("expense"), expenses).await?;
        let mut parts = Parts::default();
        for (meal, id) in chunk.iter().zip(own) {
            parts.add(tx, book, meal, *id, &ids);
        }
        parts.insert(tx).await?;
    }
    Ok(ids)
}

fn expense(plan: &Plan, book: &Book, meal: &Meal) -> Patch {
    let mut input: ExpenseInput = meal.input.clone();
    input.category = book.categories[meal.spot].map(CategoryId);
    input.trip = meal.trip.map(|trip| domain::TripId(book.trips[trip]));
    let names = Resolved {
        place: Some(book.places[meal.spot]),
        merchant: None,
        place_name: Some(plan.spots[meal.spot].1.name.to_owned()),
    };
    with_origin(columns(&input, &names, 0), ExpenseSource::Manual, ReceiptState::NotNeeded)
}

/// What hangs on a chunk of expenses.
#[derive(Default)]
struct Parts {
    lines: Vec<(Uuid, Patch)>,
    tags: Vec<(Uuid, Patch)>,
    people: Vec<(Uuid, Patch)>,
    payments: Vec<(Uuid, Patch)>,
    links: Vec<(Uuid, Patch)>,
}

impl Parts {
    fn add(&mut self, tx: &mut WriteTx, book: &Book, meal: &Meal, id: ExpenseId, ids: &[ExpenseId]) {
        for (position, line) in meal.input.lines.iter().enumerate() {
            let patch = line_columns(line, position).set("expense_id", id).set("is_alcohol", false);
            self.lines.push((tx.new_id(), patch));
        }
        for (position, tag) in meal.tags.iter().enumerate() {
            let tag = book.tags[*tag];
            let position = i64::try_from(position).unwrap_or(0);
            let patch = Patch::new().set("expense_id", id).set("tag_id", tag).set("position", position);
            self.tags.push((link_id("expense_tag", id.0, tag), patch));
        }
        for person in &meal.people {
            let person = book.people[*person];
            let patch = Patch::new().set("expense_id", id).set("person_id", person).set("is_host", false);
            self.people.push((link_id("expense_attendee", id.0, person), patch));
        }
        let payment = Patch::new()
            .set("expense_id", id)
            .set("payment_method_id", book.payments[meal.payment])
            .set("amount_minor", meal.input.total_minor)
            .set("currency", meal.input.currency);
        self.payments.push((tx.new_id(), payment));
        if let Some(purchase) = meal.refund_of.map(|at| ids[at]) {
            let relation = match meal.input.kind {
                ExpenseKind::Reimbursement => LinkRelation::Reimburses,
                _ => LinkRelation::RefundOf,
            };
            let patch = Patch::new().set("from_id", id).set("to_id", purchase).set("relation", relation);
            self.links.push((link_id("expense_link", id.0, purchase.0), patch));
        }
    }

    async fn insert(self, tx: &mut WriteTx) -> Result<()> {
        for (table, rows) in [
            ("expense_line", self.lines),
            ("expense_tag", self.tags),
            ("expense_attendee", self.people),
            ("expense_payment", self.payments),
            ("expense_link", self.links),
        ] {
            if !rows.is_empty() {
                tx.insert_many(Table::named(table), rows).await?;
            }
        }
        Ok(())
    }
}

/// Three templates and three saved filters, as somebody who uses the program would have.
pub(super) async fn insert_shortcuts(
    tx: &mut WriteTx,
    plan: &Plan,
    book: &Book,
    language: usize,
) -> Result<()> {
    let table = Table::named("template");
    for (names, place) in [
        (["Canteen lunch", "Menú del comedor", "Mittag in der Kantine"], "Oak Street Canteen"),
        (["Morning coffee", "Café de la mañana", "Morgenkaffee"], "Second Cup"),
        (["Weekly shop", "Compra semanal", "Wocheneinkauf"], "Fresh & Fine"),
    ] {
        let Some(spot) = plan.spots.iter().position(|(_, spot)| spot.name == place) else { continue };
        let of_spot = plan
            .meals
            .iter()
            .rev()
            .filter(|meal| meal.spot == spot && meal.input.kind == ExpenseKind::Purchase);
        // One that was free, or paid by somebody else, would be an odd thing to begin with.
        let Some(meal) = of_spot.clone().find(|meal| meal.input.total_minor > 0) else { continue };
        let mut input = meal.input.clone();
        input.place = Some(Named { id: Some(PlaceId(book.places[spot])), name: place.to_owned() });
        input.category = book.categories[spot].map(CategoryId);
        input.payment_method = Some(PaymentMethodId(book.payments[meal.payment]));
        input.lines.clear();
        input.notes.clear();
        let payload = serde_json::to_string(&input).map_err(Error::Document)?;
        let patch = Patch::new()
            .set("name", names[language])
            .set("name_fold", fold(names[language]))
            .set("payload", payload)
            .set("uses", i64::try_from(of_spot.count()).unwrap_or(0))
            .set("last_used_on", meal.input.occurred_on)
            .set("pinned", place == "Oak Street Canteen");
        let id = tx.new_id();
        tx.insert(table, id, patch).await?;
    }
    let filters: [(Words, &str); 3] = [
        (["Business dinners", "Cenas de trabajo", "Geschäftsessen abends"], "meal:dinner is:business"),
        (["With photos", "Con fotos", "Mit Fotos"], "has:photo"),
        (["Big bills", "Cuentas altas", "Große Rechnungen"], "amount:>60"),
    ];
    for (position, (names, query)) in filters.into_iter().enumerate() {
        let id = tx.new_id();
        let patch = Patch::new()
            .set("name", names[language])
            .set("query", query)
            .set("pinned", position == 0)
            .set("position", i64::try_from(position).unwrap_or(0));
        tx.insert(Table::named("saved_filter"), id, patch).await?;
    }
    Ok(())
}
