//! Undo and redo of random actions, and what undo must not take away.

use domain::query::Query;
use domain::schema::Patch;
use proptest::prelude::*;
use uuid::Uuid;

use crate::testing::{Book, catalogue, expense, table};

/// One user action on a small book; numbers pick rows.
#[derive(Debug, Clone)]
enum Action {
    Add { total: i64, tags: usize },
    Edit { row: usize, note: String, total: i64 },
    EditMany { total: i64 },
    Delete { row: usize },
    DeleteAll,
    Restore { row: usize },
    Tag { row: usize, tag: usize },
    Untag { row: usize, tag: usize },
    Rename { tag: usize, name: String },
    AddAndEdit { total: i64 },
    DeleteAndRestore { row: usize },
}

fn action() -> impl Strategy<Value = Action> {
    let row = 0..6usize;
    prop_oneof![
        3 => (0i64..1_000, 0..3usize).prop_map(|(total, tags)| Action::Add { total, tags }),
        3 => (row.clone(), "[a-c]{0,2}", 0i64..3).prop_map(|(row, note, total)| Action::Edit { row, note, total }),
        1 => (0i64..3).prop_map(|total| Action::EditMany { total }),
        2 => row.clone().prop_map(|row| Action::Delete { row }),
        1 => Just(Action::DeleteAll),
        2 => row.clone().prop_map(|row| Action::Restore { row }),
        2 => (row.clone(), 0..3usize).prop_map(|(row, tag)| Action::Tag { row, tag }),
        2 => (row.clone(), 0..3usize).prop_map(|(row, tag)| Action::Untag { row, tag }),
        1 => (0..3usize, "[a-z]{1,3}").prop_map(|(tag, name)| Action::Rename { tag, name }),
        1 => (0i64..9).prop_map(|total| Action::AddAndEdit { total }),
        1 => row.prop_map(|row| Action::DeleteAndRestore { row }),
    ]
}

struct Play {
    book: Book,
    rows: Vec<Uuid>,
    tags: Vec<Uuid>,
}

impl Play {
    async fn new() -> Self {
        let book = Book::new().await;
        let mut tags = Vec::new();
        for name in ["acme", "fun", "work"] {
            tags.push(book.named("tag", name).await);
        }
        Self { book, rows: Vec::new(), tags }
    }

    /// Does `action` as one user action.
    async fn act(&mut self, action: &Action) {
        let expenses = table("expense");
        let links = table("expense_tag");
        let mut tx = self.book.write("act").await;
        let pick =
            |row: usize| if self.rows.is_empty() { None } else { Some(self.rows[row % self.rows.len()]) };
        match action {
            Action::Add { total, tags } => {
                let id = Uuid::now_v7();
                tx.insert(expenses, id, expense("2026-11-20", *total)).await.unwrap();
                for tag in &self.tags[..*tags] {
                    tx.put_member(links, id, *tag, Patch::new()).await.unwrap();
                }
                self.rows.push(id);
            }
            Action::Edit { row, note, total } => {
                if let Some(id) = pick(*row) {
                    let patch = Patch::new().set("notes", note.as_str()).set("total_minor", *total);
                    tx.update(expenses, id, patch).await.unwrap();
                }
            }
            Action::EditMany { total } => {
                tx.update_many(expenses, &self.rows, Patch::new().set("total_minor", *total)).await.unwrap();
            }
            Action::Delete { row } => {
                if let Some(id) = pick(*row) {
                    tx.delete(expenses, id).await.unwrap();
                }
            }
            Action::DeleteAll => {
                tx.delete_many(expenses, &self.rows).await.unwrap();
            }
            Action::Restore { row } => {
                if let Some(id) = pick(*row) {
                    tx.restore(expenses, id).await.unwrap();
                }
            }
            Action::Tag { row, tag } => {
                if let Some(id) = pick(*row) {
                    tx.put_member(links, id, self.tags[*tag], Patch::new().set("position", 7i64))
                        .await
                        .unwrap();
                }
            }
            Action::Untag { row, tag } => {
                if let Some(id) = pick(*row) {
                    tx.remove_member(links, id, self.tags[*tag]).await.unwrap();
                }
            }
            Action::Rename { tag, name } => {
                tx.update(table("tag"), self.tags[*tag], catalogue("tag", name)).await.unwrap();
            }
            Action::AddAndEdit { total } => {
                let id = Uuid::now_v7();
                tx.insert(expenses, id, expense("2026-11-20", *total)).await.unwrap();
                tx.update(expenses, id, Patch::new().set("total_minor", total + 1)).await.unwrap();
                self.rows.push(id);
            }
            Action::DeleteAndRestore { row } => {
                if let Some(id) = pick(*row) {
                    tx.delete(expenses, id).await.unwrap();
                    tx.restore(expenses, id).await.unwrap();
                }
            }
        }
        tx.commit().await.unwrap();
    }

    async fn state(&self) -> (serde_json::Value, Vec<Uuid>) {
        let text = domain::query::Term::Text("acme".into());
        (self.book.store.dump().await.unwrap(), self.book.find(&Query::of(text)).await)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 80, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_and_doing_it_again_passes_through_every_state(
        actions in proptest::collection::vec(action(), 1..14),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut play = Play::new().await;
            // The tags above are three steps of their own.
            let mut states = vec![play.state().await];
            let mut steps = 0;
            for action in &actions {
                let before = play.book.count("select ifnull(max(seq), 0) from undo_step").await;
                play.act(action).await;
                if play.book.count("select ifnull(max(seq), 0) from undo_step").await > before {
                    steps += 1;
                    states.push(play.state().await);
                }
            }
            let store = &play.book.store;
            for step in (0..steps).rev() {
                let undone = store.undo_last(play.book.context("undo")).await.unwrap().unwrap();
                prop_assert!(undone.kept.is_empty());
                prop_assert_eq!(&play.state().await, &states[step], "undoing step {}", step);
            }
            for state in &states[1..] {
                store.redo_next(play.book.context("redo")).await.unwrap().unwrap();
                prop_assert_eq!(&play.state().await, state);
            }
            prop_assert!(store.redo_next(play.book.context("redo")).await.unwrap().is_none());
            prop_assert_eq!(store.doctor().await.unwrap(), vec![]);
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn a_new_action_forgets_what_could_be_redone() {
    let book = Book::new().await;
    let id = book.insert("expense", expense("2026-11-20", 1)).await;
    book.store.undo_last(book.context("undo")).await.unwrap().unwrap();
    let state = book.store.undo_state(book.workspace).await.unwrap();
    assert!(state.undo.is_none());
    assert_eq!(state.redo.map(|entry| (entry.action, entry.rows)), Some(("add".to_owned(), 1)));
    book.insert("expense", expense("2026-11-20", 2)).await;
    assert!(book.store.undo_state(book.workspace).await.unwrap().redo.is_none());
    assert!(book.find(&Query::default()).await.iter().all(|found| *found != id));
}

#[tokio::test]
async fn undo_leaves_what_was_said_later_by_somebody_else() {
    let book = Book::new().await;
    let id = book.insert("expense", expense("2026-11-20", 1).set("notes", "old")).await;
    book.update("expense", id, Patch::new().set("notes", "mine").set("total_minor", 2i64)).await;
    let mut other = book.context("sync");
    other.undoable = false;
    let mut tx = book.store.write(other).await.unwrap();
    tx.update(table("expense"), id, Patch::new().set("notes", "theirs")).await.unwrap();
    tx.commit().await.unwrap();
    let undone = book.store.undo_last(book.context("undo")).await.unwrap().unwrap();
    assert_eq!(undone.kept, [("expense", id)]);
    assert_eq!(book.note(id).await, "theirs");
    assert_eq!(book.count("select total_minor from expense").await, 1);
}

#[tokio::test]
async fn e141_undoing_an_import_keeps_rows_that_were_edited_and_can_itself_be_undone() {
    let book = Book::new().await;
    let tag = book.named("tag", "acme").await;
    let ids: Vec<Uuid> = (0..50).map(|_| Uuid::now_v7()).collect();
    let import = book.context("import");
    let group = import.group;
    let mut tx = book.store.write(import).await.unwrap();
    tx.insert_many(table("expense"), ids.iter().map(|id| (*id, expense("2026-11-20", 5))).collect())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    book.update("expense", ids[7], Patch::new().set("notes", "mine now")).await;
    book.tag(ids[8], tag).await;
    let undone = book.store.undo_group(book.context("undo"), group).await.unwrap();
    let mut kept = vec![("expense", ids[7]), ("expense", ids[8])];
    kept.sort();
    assert_eq!(undone.kept, kept);
    assert_eq!(book.find(&Query::default()).await.len(), 2);
    assert!(matches!(
        book.store.undo_group(book.context("undo"), group).await,
        Err(crate::Error::NotFound { .. })
    ));
    book.store.undo_last(book.context("undo")).await.unwrap().unwrap();
    assert_eq!(book.find(&Query::default()).await.len(), 50);
}

#[tokio::test]
async fn a_step_of_several_transactions_is_undone_as_one() {
    let book = Book::new().await;
    let group = book.context("import").group;
    for _ in 0..3 {
        let mut ctx = book.context("import");
        ctx.group = group;
        let mut tx = book.store.write(ctx).await.unwrap();
        let rows = (0..300).map(|n| (Uuid::now_v7(), expense("2026-11-20", n))).collect();
        tx.insert_many(table("expense"), rows).await.unwrap();
        tx.commit().await.unwrap();
    }
    let state = book.store.undo_state(book.workspace).await.unwrap();
    assert_eq!(state.undo.unwrap().rows, 900);
    book.store.undo_last(book.context("undo")).await.unwrap().unwrap();
    assert!(book.find(&Query::default()).await.is_empty());
    book.store.redo_next(book.context("redo")).await.unwrap().unwrap();
    assert_eq!(book.count("select count(*) from expense where deleted_at is null").await, 900);
}

#[tokio::test]
async fn old_steps_and_steps_beyond_the_limit_are_forgotten() {
    let book = Book::new().await;
    book.insert("expense", expense("2026-11-20", 1)).await;
    let mut late = book.context("add");
    late.at_ms += crate::UNDO_AGE_MAX_MS + 1;
    let mut tx = book.store.write(late).await.unwrap();
    tx.insert(table("expense"), Uuid::now_v7(), expense("2026-11-20", 2)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(book.count("select count(*) from undo_step").await, 1);
}

#[tokio::test]
async fn a_large_import_is_undone_and_done_again_with_its_indexes_in_place() {
    let book = Book::new().await;
    let indexes =
        "select group_concat(name) from (select name from sqlite_schema where type = 'index' order by name)";
    let before = book.text(indexes).await;
    let mut tx = book.write("import").await;
    let rows = (0..5_000).map(|n| (Uuid::now_v7(), expense("2026-11-20", n)));
    tx.insert_many(table("expense"), rows.collect()).await.unwrap();
    tx.commit().await.unwrap();
    let dump = book.store.dump().await.unwrap();
    book.store.undo_last(book.context("undo")).await.unwrap().unwrap();
    assert_eq!(book.text(indexes).await, before);
    assert!(book.find(&Query::default()).await.is_empty());
    book.store.redo_next(book.context("redo")).await.unwrap().unwrap();
    assert_eq!(book.text(indexes).await, before);
    assert_eq!(book.store.dump().await.unwrap(), dump);
    assert_eq!(book.store.doctor().await.unwrap(), vec![]);
}
