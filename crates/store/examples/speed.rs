//! How fast the store is with 100,000 expenses: `cargo run --release -p store --example speed [expenses]`.

use std::time::Instant;

use domain::fold::fold;
use domain::query::{Direction, GroupBy, Query, SortKey, Term};
use domain::read::{CatalogueKind, TotalsBy, Toward};
use domain::schema::{Patch, Table};
use domain::{CurrencyCode, DeviceId, GroupId, WorkspaceId};
use store::{ListRequest, OpenOptions, Shown, Store, WriteContext};
use uuid::Uuid;

const WORDS: [&str; 40] = [
    "lunch",
    "team",
    "client",
    "coffee",
    "late",
    "airport",
    "noodles",
    "curry",
    "pizza",
    "salad",
    "burger",
    "sushi",
    "ramen",
    "tapas",
    "steak",
    "soup",
    "bread",
    "wine",
    "beer",
    "juice",
    "breakfast",
    "meeting",
    "workshop",
    "project",
    "travel",
    "hotel",
    "taxi",
    "station",
    "market",
    "bakery",
    "grill",
    "garden",
    "river",
    "corner",
    "golden",
    "blue",
    "green",
    "old",
    "new",
    "zebra",
];

struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn context(workspace: WorkspaceId, action: &'static str) -> WriteContext {
    let (device, group) = (DeviceId(Uuid::from_u128(1)), GroupId(Uuid::now_v7()));
    WriteContext {
        workspace,
        device,
        at_ms: 1_795_000_000_000,
        group,
        action,
        ids: Box::new(Uuid::now_v7),
        undoable: true,
    }
}

fn expense(random: &mut Random, number: u64, places: &[Uuid], categories: &[Uuid]) -> Patch {
    let start = chrono::NaiveDate::from_ymd_opt(2017, 1, 1).expect("a date");
    let day = start + chrono::Days::new(random.below(3_600));
    let minute = random.below(1_440) as u32;
    let time = chrono::NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).expect("a time");
    let note: Vec<&str> = (0..random.below(6)).map(|_| WORDS[random.below(40) as usize]).collect();
    Patch::new()
        .set("kind", if random.below(40) == 0 { "refund" } else { "purchase" })
        .set("status", "confirmed")
        .set("occurred_on", day)
        .set("occurred_time", time)
        .set("tz", "Europe/Madrid")
        .set("utc_offset_min", 60i64)
        .set("occurred_at", day.and_time(time).and_utc().timestamp_millis())
        .set("reporting_date", day)
        .set("currency", if random.below(10) == 0 { "USD" } else { "EUR" })
        .set("total_minor", 300 + random.below(9_000) as i64)
        .set("tip_minor", if random.below(3) == 0 { Some(random.below(500) as i64) } else { None })
        .set("tip_base", "none")
        .set("amount_is_estimate", false)
        .set("meal_type", ["breakfast", "lunch", "dinner", "snack"][random.below(4) as usize])
        .set("party_size", 1 + random.below(4) as i64)
        .set("notes", note.join(" "))
        .set("place_id", places[random.below(places.len() as u64) as usize])
        .set("category_id", categories[random.below(categories.len() as u64) as usize])
        .set("visibility", "workspace")
        .set("is_business", random.below(2) == 0)
        .set("is_billable", false)
        .set("reimbursable", false)
        .set("receipt_state", "not_needed")
        .set("source", "import")
        .set("import_key", format!("key-{number}"))
}

async fn timed<T, F: Future<Output = T>>(name: &str, times: u32, mut work: impl FnMut(u32) -> F) {
    let mut all = Vec::new();
    for n in 0..times {
        let start = Instant::now();
        std::hint::black_box(work(n).await);
        all.push(start.elapsed());
    }
    all.sort();
    let p99 = all[(all.len() * 99 / 100).min(all.len() - 1)];
    say(&format!("{name:<46} p50 {:>9.3?}  p99 {:>9.3?}", all[all.len() / 2], p99));
}

fn say(line: &str) {
    use std::io::Write;
    writeln!(std::io::stdout(), "{line}").expect("standard output takes a line");
}

#[tokio::main]
async fn main() {
    let count: u64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mealbook.db");
    let store = Store::open(&path, &OpenOptions::at(0)).await.expect("opens").store;
    let workspace = WorkspaceId(Uuid::now_v7());
    let mut random = Random(7);
    let (mut places, mut categories) = (Vec::new(), Vec::new());
    let mut tx = store.write(context(workspace, "start")).await.expect("writes");
    let book = Patch::new().set("name", "Mine").set("kind", "personal").set("home_currency", "EUR");
    let book = book.set("month_start_day", 1i64).set("fiscal_year_start", 1i64);
    tx.insert(Table::named("workspace"), workspace.0, book).await.expect("a book");
    for n in 0..400 {
        let name = format!("{} {} {n}", WORDS[random.below(40) as usize], WORDS[random.below(40) as usize]);
        let id = Uuid::now_v7();
        let place = Patch::new().set("name", name.as_str()).set("name_fold", fold(&name));
        let place = place.set("is_favorite", false).set("wish_list", false);
        tx.insert(Table::named("place"), id, place).await.expect("a place");
        places.push(id);
    }
    for n in 0..20 {
        let id = Uuid::now_v7();
        let row = Patch::new().set("name", format!("Category {n}")).set("name_fold", format!("category {n}"));
        tx.insert(Table::named("category"), id, row.set("position", n).set("is_default", false))
            .await
            .expect("a category");
        categories.push(id);
    }
    tx.commit().await.expect("commits");

    let rows: Vec<_> =
        (0..count).map(|n| (Uuid::now_v7(), expense(&mut random, n, &places, &categories))).collect();
    let one = rows[0].1.clone();
    let import = context(workspace, "import");
    let start = Instant::now();
    let mut tx = store.write(import).await.expect("writes");
    for chunk in rows.chunks(5_000) {
        tx.insert_many(Table::named("expense"), chunk.to_vec()).await.expect("rows");
    }
    let inserted = start.elapsed();
    tx.commit().await.expect("commits");
    let all = start.elapsed();
    say(&format!(
        "import {count}: {all:.2?} ({inserted:.2?} before commit) = {:.0} rows/s",
        count as f64 / all.as_secs_f64()
    ));
    if std::env::args().nth(2).as_deref() == Some("import") {
        return store.close().await;
    }
    let start = Instant::now();
    store.optimize().await.expect("statistics");
    say(&format!(
        "statistics {:.2?}, file {} MB",
        start.elapsed(),
        std::fs::metadata(&path).map_or(0, |m| m.len()) >> 20
    ));

    timed("add one, durable", 100, |_| {
        let (store, one) = (store.clone(), one.clone().set("import_key", None::<String>));
        async move {
            let mut tx = store.write(context(workspace, "add")).await.expect("writes");
            tx.insert(Table::named("expense"), Uuid::now_v7(), one).await.expect("a row");
            tx.commit().await.expect("commits")
        }
    })
    .await;
    for sort in
        [SortKey::Date, SortKey::Amount, SortKey::Place, SortKey::Category, SortKey::Meal, SortKey::Created]
    {
        for group_by in [GroupBy::None, GroupBy::Day, GroupBy::Month, GroupBy::Place, GroupBy::Trip] {
            if sort != SortKey::Date && !matches!(group_by, GroupBy::None | GroupBy::Day) {
                continue;
            }
            let query = Query::default();
            list(&format!("list {sort:?} by {group_by:?}"), &store, workspace, &query, sort, group_by).await;
        }
    }
    for text in ["zeb", "lunch", "noodles curry", "l", "missing", "lunch team client"] {
        let query = Query::of(Term::Text(text.into()));
        list(&format!("search {text}"), &store, workspace, &query, SortKey::Date, GroupBy::Day).await;
    }
    let place = Query::of(Term::Place(vec![domain::query::Name::Id(places[3])]));
    list("one place", &store, workspace, &place, SortKey::Date, GroupBy::Day).await;
    let two = Query::of(Term::Text("lunch".into())).and(Term::Meal(vec![domain::MealType::Lunch]));
    list("search and meal", &store, workspace, &two, SortKey::Amount, GroupBy::None).await;
    for by in [TotalsBy::Currency, TotalsBy::Category, TotalsBy::Month, TotalsBy::Place] {
        timed(&format!("totals of everything by {by:?}"), 10, |_| {
            let store = store.clone();
            async move { store.totals(workspace, &Query::default(), by).await.expect("totals") }
        })
        .await;
    }
    timed("totals of a search by category", 10, |_| {
        let store = store.clone();
        async move {
            store
                .totals(workspace, &Query::of(Term::Text("lunch".into())), TotalsBy::Category)
                .await
                .expect("totals")
        }
    })
    .await;
    let today = chrono::NaiveDate::from_ymd_opt(2026, 10, 20).expect("a date");
    timed("dashboard", 20, |_| {
        let store = store.clone();
        async move { store.dashboard(workspace, today, CurrencyCode::of(*b"EUR")).await.expect("a dashboard") }
    })
    .await;
    timed("calendar month", 20, |_| {
        let store = store.clone();
        async move {
            let from = domain::civil::month_start(today);
            store
                .calendar(workspace, from, domain::civil::next_month_start(today), &Query::default())
                .await
                .expect("days")
        }
    })
    .await;
    timed("detail", 100, |n| {
        let (store, id) = (store.clone(), rows[n as usize * 7].0);
        async move { store.detail(workspace, id.into()).await.expect("reads").expect("is there") }
    })
    .await;
    timed("places with figures", 5, |_| {
        let store = store.clone();
        async move { store.catalogue(workspace, CatalogueKind::Place, Shown::Active).await.expect("places") }
    })
    .await;
    let start = Instant::now();
    for _ in 0..101 {
        store.undo_last(context(workspace, "undo")).await.expect("undoes");
    }
    say(&format!("undo the import (and 100 adds): {:.2?}", start.elapsed()));
    let start = Instant::now();
    store.redo_next(context(workspace, "redo")).await.expect("does again");
    say(&format!("do the import again: {:.2?}", start.elapsed()));
    let start = Instant::now();
    let findings = store.doctor().await.expect("examines");
    say(&format!("doctor: {:.2?}, {} findings {findings:?}", start.elapsed(), findings.len()));
    store.close().await;
    let start = Instant::now();
    let store = Store::open(&path, &OpenOptions::at(0)).await.expect("opens").store;
    say(&format!("open: {:.2?}", start.elapsed()));
    store.close().await;
}

async fn list(
    name: &str,
    store: &Store,
    workspace: WorkspaceId,
    query: &Query,
    sort: SortKey,
    group_by: GroupBy,
) {
    for direction in [Direction::Descending, Direction::Ascending] {
        let request = |cursor| ListRequest {
            workspace,
            query,
            sort,
            direction,
            group_by,
            cursor,
            toward: Toward::After,
            limit: 50,
        };
        let first = store.list(&request(None)).await.expect("a window");
        timed(&format!("{name} {direction:?}"), 20, |_| async {
            store.list(&request(None)).await.expect("a window")
        })
        .await;
        let Some(row) = first.rows.last() else { continue };
        let cursor = row.cursor.clone();
        timed(&format!("{name} {direction:?}, next page"), 20, |_| async {
            store.list(&request(Some(&cursor))).await.expect("a window")
        })
        .await;
    }
}
