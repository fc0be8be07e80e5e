//! Random walks through everything a person can do, with undo and redo in between: every state comes back exactly.

use domain::read::{CatalogueDetails, CatalogueInput, CatalogueKind};
use domain::{AttachmentKind, ExpenseId, ExpenseKind, ExpenseStatus, MealType, TagId};
use serde_json::Value;
use uuid::Uuid;
use wire::Fault;
use wire::call::*;

use super::book::{Book, code, named};
use super::photographs::jpeg;

const STEPS: usize = 60;
const NAMES: &[&str] = &["Sol", "Casa Lola", "CASA lola", "Ñandú", "日本", "a,b", "x:y"];
const KINDS: &[CatalogueKind] = &[
    CatalogueKind::Place,
    CatalogueKind::Merchant,
    CatalogueKind::Category,
    CatalogueKind::Tag,
    CatalogueKind::Person,
];

/// A small generator whose seed is printed when a walk fails.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % count.max(1) as u64).unwrap()
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        if of.is_empty() { None } else { Some(of[self.below(of.len())].clone()) }
    }

    fn name(&mut self) -> &'static str {
        NAMES[self.below(NAMES.len())]
    }
}

async fn expenses(book: &Book, query: &str) -> Vec<ExpenseId> {
    book.list(query).await.iter().map(|row| row.id).collect()
}

async fn entries(book: &Book, kind: CatalogueKind) -> Vec<Uuid> {
    let rows = book.ok(ListCatalogue { kind, text: "".into(), with_archived: true }).await;
    rows.iter().map(|row| row.id).collect()
}

/// Does one random thing; what is refused changes nothing.
async fn act(book: &Book, dice: &mut Dice) -> Result<(), Fault> {
    let live = expenses(book, "").await;
    let trash = expenses(book, "is:deleted").await;
    let any = dice.one(&live);
    let kind = KINDS[dice.below(KINDS.len())];
    match dice.below(20) {
        0..=2 => {
            let form = book.form().await;
            let mut input = form.input;
            input.total_minor = dice.below(10_000) as i64;
            input.currency = code(["CHF", "EUR", "KWD", "JPY"][dice.below(4)]);
            input.place = Some(named(dice.name()));
            input.tags = vec![named(dice.name()), named(dice.name())];
            input.people = vec![named(dice.name())];
            input.kind = [ExpenseKind::Purchase, ExpenseKind::Refund][dice.below(2)];
            input.refund_of = any.filter(|_| dice.below(2) == 0);
            let count = 1 + dice.below(3) as u8;
            book.app.call(SaveExpense { id: form.id, input, base_ms: form.base_ms, count }).await.map(drop)
        }
        3 | 4 => {
            let Some(id) = any else { return Ok(()) };
            let form = book.app.call(OpenForm { from: FormSource::Edit(id) }).await?;
            let mut input = form.input;
            input.total_minor += 1;
            input.tags.retain(|_| dice.below(2) == 0);
            input.tags.push(named(dice.name()));
            input.place = Some(named(dice.name())).filter(|_| dice.below(3) > 0);
            input.notes = dice.name().into();
            book.app.call(SaveExpense { id, input, base_ms: form.base_ms, count: 1 }).await.map(drop)
        }
        5 => {
            let Some(tag) = dice.one(&entries(book, CatalogueKind::Tag).await) else { return Ok(()) };
            let changes = vec![
                BulkChange::Meal([None, Some(MealType::Lunch)][dice.below(2)]),
                BulkChange::ShiftDays(dice.below(5) as i32 - 2),
                [BulkChange::AddTag(TagId(tag)), BulkChange::RemoveTag(TagId(tag))][dice.below(2)].clone(),
                BulkChange::Status([ExpenseStatus::Planned, ExpenseStatus::Confirmed][dice.below(2)]),
            ];
            book.app.call(BulkEdit { ids: live, changes }).await.map(drop)
        }
        6 => book.app.call(DeleteExpenses { ids: any.into_iter().collect() }).await.map(drop),
        7 => book.app.call(RestoreExpenses { ids: dice.one(&trash).into_iter().collect() }).await.map(drop),
        8 => {
            let reason = [None, Some("twice".to_owned())][dice.below(2)].clone();
            book.app.call(VoidExpenses { ids: any.into_iter().collect(), reason }).await.map(drop)
        }
        9..=11 => {
            let all = entries(book, kind).await;
            let (Some(from), Some(into)) = (dice.one(&all), dice.one(&all)) else { return Ok(()) };
            book.app.call(MergeCatalogueEntries { kind, from: vec![from], into }).await.map(drop)
        }
        12 => {
            let Some(id) = dice.one(&entries(book, kind).await) else { return Ok(()) };
            let archive = dice.below(2) == 0;
            book.app.call(ArchiveCatalogueEntry { kind, id, archive }).await.map(drop)
        }
        13 => {
            let Some(id) = dice.one(&entries(book, kind).await) else { return Ok(()) };
            book.app.call(DeleteCatalogueEntry { kind, id }).await.map(drop)
        }
        14 => {
            let id = dice.one(&entries(book, kind).await).filter(|_| dice.below(2) == 0);
            let mut input =
                CatalogueInput { name: dice.name().into(), details: CatalogueDetails::blank(kind) };
            if let Some(id) = id {
                input.details = book.app.call(GetCatalogueEntry { kind, id }).await?.input.details;
            }
            book.app.call(SaveCatalogueEntry { id, input }).await.map(drop)
        }
        15 => {
            let Some(id) = any else { return Ok(()) };
            let upload = Upload::Photo { expense: id, kind: AttachmentKind::Meal, file_name: None };
            book.app.upload(upload, jpeg(dice.below(3) as u8 + 1)).await.map(drop)
        }
        16 => {
            let Some(id) = any else { return Ok(()) };
            let Some(photo) = dice.one(&book.get(id).await.attachments) else { return Ok(()) };
            book.app.call(DeleteAttachment { id: photo.id }).await.map(drop)
        }
        17 => {
            let text = format!(
                "date,amount,currency,restaurant,category,tags\n2026-01-0{},{}.00,CHF,{},Food:Sub,\"t;u\"\n2026-01-01,1,EUR,Sol,,\n",
                dice.below(9) + 1,
                dice.below(50),
                dice.name().replace(',', ""),
            );
            let what = Upload::Import { file_name: "m.csv".into() };
            let reply = book.app.upload(what, text.into_bytes()).await?.reply;
            let UploadReply::Import(file) = reply else { panic!("an import was sent") };
            book.app.call(CommitImport { file, options: ImportOptions::default() }).await.map(drop)
        }
        18 => {
            let Some(id) = any else { return Ok(()) };
            let input = book.get(id).await.input;
            let name = dice.name().to_owned();
            book.app.call(SaveTemplate { id: None, name, input, pinned: dice.below(2) == 0 }).await.map(drop)
        }
        _ => {
            let settings = book.ok(Start {}).await.settings;
            let theme = ["dark", "light", "system"][dice.below(3)].to_owned();
            let settings = Settings { theme, day_end_minutes: [0, 240][dice.below(2)], ..settings };
            book.app.call(SetSetting { settings }).await.map(drop)
        }
    }
}

/// All states so far, and which of them is now.
struct Trail {
    states: Vec<Value>,
    at: usize,
}

impl Trail {
    fn is_now(&self, dump: &Value, what: &str) {
        assert_eq!(dump, &self.states[self.at], "{what} to state {}", self.at);
    }
}

async fn walk(seed: u64) {
    let (book, mut dice) = (Book::new().await, Dice(seed));
    let mut trail = Trail { states: vec![book.dump().await], at: 0 };
    for _ in 0..STEPS {
        match dice.below(10) {
            0 | 1 if trail.at > 0 => {
                book.ok(UndoLast::default()).await;
                trail.at -= 1;
                trail.is_now(&book.dump().await, "undo");
            }
            2 if trail.at + 1 < trail.states.len() => {
                book.ok(RedoNext {}).await;
                trail.at += 1;
                trail.is_now(&book.dump().await, "redo");
            }
            _ => {
                let outcome = act(&book, &mut dice).await;
                let dump = book.dump().await;
                if outcome.is_err() {
                    trail.is_now(&dump, "a refusal");
                } else if dump != trail.states[trail.at] {
                    trail.states.truncate(trail.at + 1);
                    trail.states.push(dump);
                    trail.at += 1;
                }
            }
        }
        book.advance(1);
    }
    book.must_be_whole().await;
    while trail.at > 0 {
        book.ok(UndoLast::default()).await;
        trail.at -= 1;
        trail.is_now(&book.dump().await, "undo at the end");
    }
    while trail.at + 1 < trail.states.len() {
        book.ok(RedoNext {}).await;
        trail.at += 1;
        trail.is_now(&book.dump().await, "redo at the end");
    }
    book.must_be_whole().await;
}

#[tokio::test]
async fn whatever_is_done_undo_and_redo_pass_through_every_state() {
    for seed in 1..=WALKS {
        println!("seed {seed}");
        walk(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)).await;
    }
}

/// How many walks one run takes.
const WALKS: u64 = 5;
