//! Any order of edits, sends, answers that come late, twice or never: a row is always the service's version with what waits on top,
//! and in the end all copies are the same.

use domain::schema::Patch;
use proptest::prelude::*;
use uuid::Uuid;
use wire::v1::{Op, RejectCode, SyncResponse};

use crate::sync::testing::Cloud;
use crate::testing::{Book, expense, table};

#[derive(Debug, Clone)]
enum Step {
    Add(usize, i64),
    Note(usize, usize, String),
    Money(usize, usize, i64),
    Both(usize, usize, i64),
    Delete(usize, usize),
    Restore(usize, usize),
    Tag(usize, usize),
    Untag(usize, usize),
    /// Sends, and the answer waits.
    Send(usize),
    /// The oldest answer that waits comes.
    Answer(usize),
    /// The newest comes, and the older ones after it.
    AnswersBackwards(usize),
    /// All answers are lost.
    Lose(usize),
    Refuse(usize),
    Accept,
}

fn step() -> impl Strategy<Value = Step> {
    let (device, row) = (0..2usize, 0..4usize);
    prop_oneof![
        2 => (device.clone(), 0i64..100).prop_map(|(d, n)| Step::Add(d, n)),
        3 => (device.clone(), row.clone(), "[a-c]{0,2}").prop_map(|(d, r, n)| Step::Note(d, r, n)),
        3 => (device.clone(), row.clone(), 0i64..5).prop_map(|(d, r, n)| Step::Money(d, r, n)),
        1 => (device.clone(), row.clone(), 0i64..5).prop_map(|(d, r, n)| Step::Both(d, r, n)),
        1 => (device.clone(), row.clone()).prop_map(|(d, r)| Step::Delete(d, r)),
        1 => (device.clone(), row.clone()).prop_map(|(d, r)| Step::Restore(d, r)),
        1 => (device.clone(), row.clone()).prop_map(|(d, r)| Step::Tag(d, r)),
        1 => (device.clone(), row.clone()).prop_map(|(d, r)| Step::Untag(d, r)),
        5 => device.clone().prop_map(Step::Send),
        5 => device.clone().prop_map(Step::Answer),
        1 => device.clone().prop_map(Step::AnswersBackwards),
        1 => device.prop_map(Step::Lose),
        1 => row.prop_map(Step::Refuse),
        1 => Just(Step::Accept),
    ]
}

struct Device {
    book: Book,
    answers: Vec<(Option<String>, Vec<Op>, SyncResponse)>,
}

struct Play {
    cloud: Cloud,
    devices: Vec<Device>,
    rows: Vec<Uuid>,
    tag: Uuid,
}

impl Play {
    async fn new() -> Self {
        let (book, mut cloud) = Book::attached().await;
        let tag = book.named("tag", "acme").await;
        book.sync(&mut cloud).await;
        let other = Book::joined(book.workspace).await;
        other.sync(&mut cloud).await;
        let devices = [book, other].map(|book| Device { book, answers: Vec::new() }).into();
        Self { cloud, devices, rows: Vec::new(), tag }
    }

    async fn step(&mut self, step: &Step) {
        match step {
            Step::Add(device, total) => {
                let id = Uuid::now_v7();
                self.rows.push(id);
                let mut tx = self.devices[*device].book.write("add").await;
                tx.insert(table("expense"), id, expense("2026-11-20", *total)).await.unwrap();
                if total % 2 == 0 {
                    tx.put_member(table("expense_tag"), id, self.tag, Patch::new()).await.unwrap();
                }
                tx.commit().await.unwrap();
            }
            Step::Note(device, row, note) => {
                self.edit(*device, *row, Patch::new().set("notes", note.as_str())).await;
            }
            Step::Money(device, row, total) => {
                self.edit(*device, *row, Patch::new().set("total_minor", *total)).await;
            }
            Step::Both(device, row, total) => {
                let patch = Patch::new().set("total_minor", *total).set("notes", format!("n{total}"));
                self.edit(*device, *row, patch).await;
            }
            Step::Delete(device, row) | Step::Restore(device, row) => {
                let Some(id) = self.row(*device, *row).await else { return };
                let mut tx = self.devices[*device].book.write("trash").await;
                match step {
                    Step::Delete(..) => tx.delete(table("expense"), id).await.unwrap(),
                    _ => tx.restore(table("expense"), id).await.unwrap(),
                };
                tx.commit().await.unwrap();
            }
            Step::Tag(device, row) | Step::Untag(device, row) => {
                let Some(id) = self.row(*device, *row).await else { return };
                let mut tx = self.devices[*device].book.write("tag").await;
                match step {
                    Step::Tag(..) => tx.put_member(table("expense_tag"), id, self.tag, Patch::new()).await,
                    _ => tx.remove_member(table("expense_tag"), id, self.tag).await,
                }
                .unwrap();
                tx.commit().await.unwrap();
            }
            Step::Send(device) => {
                let device = &mut self.devices[*device];
                let (cursor, ops) = (device.book.cursor().await, device.book.outgoing().await);
                let response = self.cloud.sync(cursor.as_deref(), &ops, 4);
                device.answers.push((cursor, ops, response));
            }
            Step::Answer(device) => {
                if !self.devices[*device].answers.is_empty() {
                    let (cursor, _, response) = self.devices[*device].answers.remove(0);
                    self.devices[*device].book.apply(cursor.as_deref(), &response).await;
                }
            }
            Step::AnswersBackwards(device) => {
                for (cursor, _, response) in
                    std::mem::take(&mut self.devices[*device].answers).into_iter().rev()
                {
                    self.devices[*device].book.apply(cursor.as_deref(), &response).await;
                }
            }
            Step::Lose(device) => self.devices[*device].answers.clear(),
            Step::Refuse(row) => {
                if let Some(id) = self.rows.get(*row) {
                    self.cloud.refused.insert(*id, RejectCode::Forbidden);
                }
            }
            Step::Accept => self.cloud.refused.clear(),
        }
    }

    /// A row of that number, if this device has it.
    async fn row(&self, device: usize, row: usize) -> Option<Uuid> {
        let id = *self.rows.get(row)?;
        let known = format!("select count(*) from expense where id = x'{}'", id.simple());
        (self.devices[device].book.count(&known).await == 1).then_some(id)
    }

    async fn edit(&self, device: usize, row: usize, patch: Patch) {
        if let Some(id) = self.row(device, row).await {
            self.devices[device].book.update("expense", id, patch).await;
        }
    }

    async fn check(&self, after: &Step) {
        for device in &self.devices {
            let findings = device.book.store.doctor().await.unwrap();
            assert!(findings.is_empty(), "after {after:?}: {findings:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn copies_agree_in_the_end(steps in prop::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut play = Play::new().await;
            for step in &steps {
                play.step(step).await;
                play.check(step).await;
            }
            play.cloud.refused.clear();
            for _ in 0..2 {
                for device in &mut play.devices {
                    device.answers.clear();
                    device.book.sync(&mut play.cloud).await;
                }
            }
            let copies = (play.devices[0].book.shared_rows().await, play.devices[1].book.shared_rows().await);
            assert_eq!(copies.0, copies.1);
            assert_eq!(play.devices[0].book.count("select count(*) from outbox where state <> 'quarantined'").await, 0);
            for (key, row) in &play.cloud.rows {
                let table = table(domain::schema::Table::find(&key.0).unwrap().name);
                let rev = format!("select rev from {} where id = x'{}'", table.name, key.1.simple());
                assert_eq!(play.devices[0].book.count(&rev).await, row.seq);
            }
            play.check(&Step::Accept).await;
        });
    }
}

#[tokio::test]
async fn a_tag_of_an_expense_that_was_refused_harms_nothing() {
    let mut play = Play::new().await;
    for step in [Step::Add(0, 43), Step::Refuse(0), Step::Send(0), Step::Tag(0, 0), Step::Answer(0)] {
        play.step(&step).await;
        play.check(&step).await;
    }
}
