//! Answers: acknowledged, refused, late, repeated, cut in pages.

use domain::query::{Query, Term};
use domain::schema::Patch;
use serde_json::Value as Json;
use uuid::Uuid;
use wire::v1::{Ack, Outcome, RejectCode, Remap, Row, SyncResponse};

use crate::sync::testing::{Cloud, number};
use crate::testing::{Book, NOW_MS, expense, table};

async fn expense_in_the_cloud() -> (Book, Cloud, Uuid) {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1250).set("notes", "old")).await;
    book.sync(&mut cloud).await;
    (book, cloud, id)
}

#[tokio::test]
async fn what_came_back_is_clean_and_complete() {
    let (book, cloud, id) = expense_in_the_cloud().await;
    assert_eq!(book.count("select count(*) from outbox").await, 0);
    assert_eq!(book.text("select sync_state from expense").await, "clean");
    assert_eq!(book.count("select rev from expense").await, cloud.row("expense", id).seq);
    let standing = book.store.sync_book(book.workspace).await.unwrap().unwrap();
    assert_eq!((standing.head, standing.epoch, standing.queued), (cloud.head, 1, 0));
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_second_device_gets_everything_and_finds_it() {
    let (book, mut cloud, _) = expense_in_the_cloud().await;
    let place = book.named("place", "Tacos").await;
    let id = book.insert("expense", expense("2026-11-19", 7).set("place_id", place)).await;
    let tag = book.named("tag", "acme").await;
    book.tag(id, tag).await;
    book.sync(&mut cloud).await;
    let other = Book::joined(book.workspace).await;
    other.sync(&mut cloud).await;
    assert_eq!(other.shared_rows().await, book.shared_rows().await);
    for text in ["taco", "acme"] {
        assert_eq!(other.find(&Query::of(Term::Text(text.into()))).await, [id], "{text}");
    }
    assert_eq!(other.text("select place_fold from expense where place_id is not null").await, "tacos");
    let findings = other.store.doctor().await.unwrap();
    assert!(findings.is_empty(), "{findings:?}");
    let digests =
        (book.store.digest(book.workspace).await.unwrap(), other.store.digest(book.workspace).await.unwrap());
    assert_eq!(digests.0, digests.1);
    let bucket = id.as_bytes()[15];
    let rows = other.store.digest_rows(book.workspace, bucket).await.unwrap();
    assert!(rows.iter().any(|row| row.id == id && row.k == "expense"));
}

#[tokio::test]
async fn others_changes_come_under_own_ones_and_into_the_history() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    book.update("expense", id, Patch::new().set("notes", "mine")).await;
    cloud.edit("expense", id, "money", |value| number(value, "total_minor", 99));
    cloud.edit("expense", id, "note", |value| {
        value.insert("notes".into(), Json::from("theirs"));
    });
    let cursor = book.cursor().await;
    let pulled = cloud.sync(cursor.as_deref(), &[], 50);
    let applied = book.apply(cursor.as_deref(), &pulled).await;
    assert!(applied.moved && applied.tables.contains("expense"));
    assert_eq!(
        (book.count("select total_minor from expense").await, book.note(id).await.as_str()),
        (99, "mine")
    );
    assert_eq!(book.text("select sync_state from expense").await, "pending");
    let history = "select changed from expense_revision where reason = 'sync'";
    assert_eq!(book.text(history).await, r#"{"total_minor":[1250,99]}"#);
    assert!(book.store.doctor().await.unwrap().is_empty());
    // Theirs was earlier: mine stays.
    book.sync(&mut cloud).await;
    assert_eq!(cloud.row("expense", id).d["notes"], book.note(id).await);
    assert_eq!(book.count("select count(*) from shadow").await, 0);
}

#[tokio::test]
async fn what_lost_shows_what_won() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    book.update("expense", id, Patch::new().set("notes", "mine")).await;
    cloud.edit("expense", id, "note", |value| {
        value.insert("notes".into(), Json::from("theirs, later"));
    });
    // Their row comes first, the answer to mine after it.
    let cursor = book.cursor().await;
    book.apply(cursor.as_deref(), &cloud.sync(cursor.as_deref(), &[], 50)).await;
    assert_eq!(book.note(id).await, "mine");
    book.sync(&mut cloud).await;
    assert_eq!(book.note(id).await, "theirs, later");
    assert_eq!(book.text("select sync_state from expense").await, "clean");
}

#[tokio::test]
async fn a_late_answer_moves_nothing_back() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    let before = book.cursor().await;
    let late = cloud.sync(before.as_deref(), &[], 50);
    cloud.edit("expense", id, "money", |value| number(value, "total_minor", 5));
    let mut old = late.clone();
    old.rows = vec![cloud.row("expense", id)];
    cloud.edit("expense", id, "money", |value| number(value, "total_minor", 6));
    book.sync(&mut cloud).await;
    let now = book.cursor().await;
    for _ in 0..2 {
        let applied = book.apply(before.as_deref(), &old).await;
        assert!(!applied.moved);
        assert_eq!(applied.rows, 0);
    }
    assert_eq!((book.cursor().await, book.count("select total_minor from expense").await), (now, 6));
}

#[tokio::test]
async fn an_answer_of_another_epoch_or_cut_off_is_not_taken() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    book.update("expense", id, Patch::new().set("notes", "mine")).await;
    let ops = book.outgoing().await;
    let cursor = book.cursor().await;
    let mut response = cloud.sync(cursor.as_deref(), &ops, 50);
    response.epoch = 7;
    let applied = book.apply(cursor.as_deref(), &response).await;
    assert!(applied.stale);
    assert_eq!(book.count("select count(*) from outbox").await, 1);
    response.end = false;
    assert!(book.store.apply(book.sync_context(), cursor.as_deref(), &response).await.is_err());
}

#[tokio::test]
async fn a_refused_edit_falls_back_and_waits_for_a_person() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    book.update("expense", id, Patch::new().set("notes", "one")).await;
    book.outgoing().await;
    book.update("expense", id, Patch::new().set("total_minor", 7i64)).await;
    cloud.refused.insert(id, RejectCode::Forbidden);
    let applied = book.sync(&mut cloud).await;
    assert_eq!((applied.parked, applied.acked), (2, 0));
    assert_eq!(
        (book.note(id).await.as_str(), book.count("select total_minor from expense").await),
        ("old", 1250)
    );
    assert_eq!(book.text("select sync_state from expense").await, "rejected");
    let parked = book.store.parked(book.workspace).await.unwrap();
    assert_eq!(
        (parked[0].why.as_str(), &parked[0].units["note"]["notes"]),
        ("forbidden", &Json::from("one"))
    );
    assert!(book.store.export_parked(book.workspace).await.unwrap().contains("\"total_minor\":7"));
    // Nothing is held up by them.
    let next = book.insert("expense", expense("2026-11-21", 3)).await;
    book.sync(&mut cloud).await;
    assert!(cloud.rows.contains_key(&("expense".to_owned(), next)));
    assert!(book.store.doctor().await.unwrap().is_empty());
    cloud.refused.clear();
    book.store.retry_parked(book.sync_context(), &[parked[0].change]).await.unwrap();
    assert_eq!(book.note(id).await, "one");
    book.sync(&mut cloud).await;
    assert_eq!(cloud.row("expense", id).d["notes"], "one");
    book.store.discard_parked(book.sync_context(), &[parked[1].change]).await.unwrap();
    assert!(book.store.parked(book.workspace).await.unwrap().is_empty());
    assert_eq!(book.text("select distinct sync_state from expense").await, "clean");
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_refused_expense_leaves_the_list_and_comes_back() {
    let (book, mut cloud) = Book::attached().await;
    let id = Uuid::now_v7();
    cloud.refused.insert(id, RejectCode::Quota);
    let mut tx = book.write("add").await;
    tx.insert(table("expense"), id, expense("2026-11-20", 5).set("notes", "quota")).await.unwrap();
    tx.commit().await.unwrap();
    book.update("expense", id, Patch::new().set("notes", "quota still")).await;
    book.sync(&mut cloud).await;
    assert_eq!(book.count("select count(*) from expense").await, 0);
    assert!(book.find(&Query::of(Term::Text("quota".into()))).await.is_empty());
    assert!(book.store.doctor().await.unwrap().is_empty());
    cloud.refused.clear();
    let changes: Vec<Uuid> =
        book.store.parked(book.workspace).await.unwrap().iter().map(|parked| parked.change).collect();
    book.store.retry_parked(book.sync_context(), &changes).await.unwrap();
    assert_eq!(book.find(&Query::of(Term::Text("still".into()))).await, [id]);
    book.sync(&mut cloud).await;
    assert_eq!(cloud.row("expense", id).d["notes"], "quota still");
    let findings = book.store.doctor().await.unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

#[tokio::test]
async fn a_poison_op_is_parked_with_its_group() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    let tag = book.named("tag", "acme").await;
    book.sync(&mut cloud).await;
    let mut tx = book.write("edit").await;
    tx.update(table("expense"), id, Patch::new().set("notes", "poison")).await.unwrap();
    tx.put_member(table("expense_tag"), id, tag, Patch::new()).await.unwrap();
    tx.commit().await.unwrap();
    let ops = book.outgoing().await;
    assert!(ops[0].g.is_some());
    let applied = book.store.park(book.sync_context(), &[ops[1].op], "server_failure").await.unwrap();
    assert_eq!(applied.parked, 2);
    assert_eq!(book.note(id).await, "old");
    assert_eq!(book.count("select count(*) from expense_tag").await, 0);
    assert!(book.outgoing().await.is_empty());
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn e182_a_name_made_twice_is_one_and_what_waits_names_it() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    let tag = book.named("tag", "acme").await;
    let ops = book.outgoing().await;
    book.tag(id, tag).await;
    let first = Uuid::now_v7();
    let mut response = cloud.sync(book.cursor().await.as_deref(), &ops, 50);
    response.acks[0].remap = Some(Remap { from: tag, to: first });
    let mut kept = response.own.pop().unwrap();
    kept.seq += 1;
    let archived = Row { id: first, ..kept.clone() };
    kept.d.insert("merged_into_id".into(), Json::from(first.to_string()));
    kept.d.insert("archived_at".into(), Json::from(NOW_MS));
    response.rows = vec![archived, kept];
    book.apply(None, &response).await;
    let ops = book.outgoing().await;
    assert_eq!(ops[0].set["on"].v["tag_id"], first.to_string());
    assert_eq!(book.text("select t.name from expense_tag as l join tag as t on t.id = l.tag_id where t.merged_into_id is null").await, "acme");
}

#[tokio::test]
async fn e182_a_link_known_by_another_id_is_not_there_twice() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    let tag = book.named("tag", "acme").await;
    book.sync(&mut cloud).await;
    book.tag(id, tag).await;
    let ops = book.outgoing().await;
    let to = Uuid::now_v7();
    let ack = Ack {
        op: ops[0].op,
        r: Outcome::Ok,
        seq: Some(cloud.head + 1),
        conflict: None,
        code: None,
        msg: None,
        remap: Some(Remap { from: ops[0].id, to }),
    };
    let mut row = Row { k: "expense_tag".into(), id: to, seq: cloud.head + 1, ..Row::default() };
    for set in ops[0].set.values() {
        row.d.extend(set.v.clone());
    }
    let response = SyncResponse {
        epoch: 1,
        head: cloud.head + 1,
        acks: vec![ack],
        own: vec![row],
        cursor: book.cursor().await.unwrap(),
        end: true,
        ..SyncResponse::default()
    };
    book.apply(None, &response).await;
    assert_eq!(book.count("select count(*) from expense_tag").await, 1);
}

#[tokio::test]
async fn e183_a_child_before_its_parent_is_whole_when_that_comes() {
    let (book, mut cloud, _) = expense_in_the_cloud().await;
    let place = book.named("place", "Tacos").await;
    let id = book.insert("expense", expense("2026-11-19", 7).set("place_id", place)).await;
    let tag = book.named("tag", "acme").await;
    book.tag(id, tag).await;
    book.sync(&mut cloud).await;
    let other = Book::joined(book.workspace).await;
    let all = cloud.sync(None, &[], 5_000);
    let mut rows = all.rows.clone();
    rows.reverse();
    for row in rows {
        let page = SyncResponse { rows: vec![row], ..all.clone() };
        other.apply(Some("c1.1.0.0"), &page).await;
    }
    assert_eq!(other.shared_rows().await, book.shared_rows().await);
    assert_eq!(other.text("select place_fold from expense where place_id is not null").await, "tacos");
    assert_eq!(other.find(&Query::of(Term::Text("acme taco".into()))).await, [id]);
    assert!(other.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_row_whose_parent_never_comes_can_be_edited() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    let nowhere = Uuid::now_v7();
    cloud.edit("expense", id, "category", |value| {
        value.insert("category_id".into(), Json::from(nowhere.to_string()));
    });
    book.sync(&mut cloud).await;
    let patch = expense("2026-11-20", 1250).set("category_id", nowhere).set("notes", "new");
    book.update("expense", id, patch).await;
    let other = book
        .write("edit")
        .await
        .update(table("expense"), id, Patch::new().set("category_id", Uuid::now_v7()))
        .await;
    assert!(other.is_err(), "a person cannot name what is not here");
    book.sync(&mut cloud).await;
    assert_eq!(cloud.row("expense", id).d["category_id"], nowhere.to_string());
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_row_gone_from_view_leaves_no_trace_unless_something_waits() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    let other = book.insert("expense", expense("2026-11-19", 7).set("notes", "kept")).await;
    book.sync(&mut cloud).await;
    book.update("expense", other, Patch::new().set("notes", "typed")).await;
    cloud.hide("expense", id);
    cloud.hide("expense", other);
    let cursor = book.cursor().await;
    book.apply(cursor.as_deref(), &cloud.sync(cursor.as_deref(), &[], 50)).await;
    assert_eq!(book.find(&Query::default()).await, [other]);
    assert!(book.find(&Query::of(Term::Text("old".into()))).await.is_empty());
    let traces = format!("select count(*) from expense_revision where expense_id = x'{}'", id.simple());
    assert_eq!(book.count(&traces).await, 0);
    cloud.refused.insert(other, RejectCode::Forbidden);
    book.sync(&mut cloud).await;
    assert!(book.find(&Query::default()).await.is_empty());
    assert_eq!(book.store.parked(book.workspace).await.unwrap().len(), 1);
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn deletions_by_others_are_counted_and_take_nothing_along() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    book.update("expense", id, Patch::new().set("notes", "mine")).await;
    cloud.edit("expense", id, "deleted", |value| number(value, "deleted_at", 5));
    let applied = book.sync(&mut cloud).await;
    assert_eq!((applied.deleted_by_others, cloud.row("expense", id).x), (1, true));
    assert_eq!(cloud.row("expense", id).d["notes"], "mine", "the edit is in the trash with it");
    assert_eq!(book.count("select count(*) from expense where deleted_at = 5 and notes = 'mine'").await, 1);
    let bare = Row { k: "expense".into(), id, seq: cloud.head + 1, x: true, mt: 9, ..Row::default() };
    book.store.apply_rows(book.sync_context(), &[bare], false).await.unwrap();
    assert_eq!(book.count("select count(*) from expense where deleted_at = 9 and notes = 'mine'").await, 1);
}

#[tokio::test]
async fn e109_kinds_of_newer_versions_are_kept_until_they_are_known() {
    let (book, mut cloud, _) = expense_in_the_cloud().await;
    let row = |k: &str, seq| Row { k: k.into(), id: Uuid::now_v7(), seq, ..Row::default() };
    let mut response = cloud.sync(book.cursor().await.as_deref(), &[], 50);
    response.rows = vec![row("budget", 90), row("expense", 91)];
    book.apply(None, &response).await;
    assert_eq!(book.count("select count(*) from unknown_row").await, 2, "also what this version cannot read");
    let later = Row { seq: 95, ..response.rows[0].clone() };
    book.store.apply_rows(book.sync_context(), &[later], false).await.unwrap();
    assert_eq!(book.count("select max(rev) from unknown_row").await, 95);
    // As an update sees it: a kind it knows by now.
    let known = book.insert("expense", expense("2026-11-20", 4)).await;
    book.sync(&mut cloud).await;
    let mut doc = cloud.row("expense", known);
    doc.id = response.rows[0].id;
    sqlx::query("update unknown_row set \"table\" = 'expense', doc = ?1 where \"table\" = 'budget'")
        .bind(serde_json::to_string(&doc).unwrap())
        .execute(&book.store.writer)
        .await
        .unwrap();
    book.store.put_local_meta("sync_schema", "0").await.unwrap();
    book.sync(&mut cloud).await;
    assert_eq!(book.count("select count(*) from unknown_row").await, 1);
    assert_eq!(book.count("select count(*) from expense where total_minor = 4").await, 2);
}

#[tokio::test]
async fn cards_name_people_and_mark_their_row() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    let (ann, member, card) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let mut row = Row { k: "member".into(), id: member, seq: cloud.head + 1, ..Row::default() };
    let json = serde_json::json!({"user_id": ann, "display_name": "Ann", "role": "member", "joined_at": 5});
    row.d = json.as_object().unwrap().clone();
    let mut conflict = Row { k: "conflict".into(), id: card, seq: cloud.head + 2, ..Row::default() };
    let json = serde_json::json!({"subject_table": "expense", "subject_id": id, "expense_id": id, "unit": "money",
        "reason": "two_values", "kept": "{\"total_minor\":1}", "kept_by": ann, "kept_at": 6, "other": "{}", "other_at": 7});
    conflict.d = json.as_object().unwrap().clone();
    let mut response = cloud.sync(book.cursor().await.as_deref(), &[], 50);
    response.rows = vec![row, conflict.clone()];
    let applied = book.apply(None, &response).await;
    assert_eq!(applied.cards, 1);
    let cards = book.store.cards(book.workspace, false).await.unwrap();
    assert_eq!((cards[0].kept_by.as_ref().unwrap().name.as_str(), cards[0].other_by.as_ref()), ("Ann", None));
    assert_eq!(book.text("select sync_state from expense").await, "conflict");
    assert_eq!(book.store.members(book.workspace).await.unwrap().len(), 1);
    let patch = Patch::new().set("resolution", "kept").set("resolved_at", 8i64);
    book.update("conflict", card, patch).await;
    assert_eq!(book.outgoing().await[0].set["resolution"].v["resolution"], "kept");
    conflict.seq += 1;
    conflict.d.insert("resolved_at".into(), Json::from(8));
    conflict.d.insert("resolution".into(), Json::from("kept"));
    book.store.apply_rows(book.sync_context(), &[conflict], false).await.unwrap();
    assert_eq!(book.text("select sync_state from expense").await, "clean");
    assert!(book.store.cards(book.workspace, false).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_stop_in_the_middle_of_an_answer_leaves_nothing_of_it() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    book.update("expense", id, Patch::new().set("notes", "mine")).await;
    let (cursor, ops) = (book.cursor().await, book.outgoing().await);
    let response = cloud.sync(cursor.as_deref(), &ops, 50);
    let before = book.store.dump().await.unwrap();
    // A row that cannot be written comes last, and takes the whole answer with it.
    sqlx::query(
        "create trigger stop before update of cursor on sync_book begin select raise(abort, 'stop'); end",
    )
    .execute(&book.store.writer)
    .await
    .unwrap();
    assert!(book.store.apply(book.sync_context(), cursor.as_deref(), &response).await.is_err());
    assert_eq!((book.store.dump().await.unwrap(), book.cursor().await), (before, cursor.clone()));
    assert_eq!(book.outgoing().await, ops);
    sqlx::query("drop trigger stop").execute(&book.store.writer).await.unwrap();
    book.apply(cursor.as_deref(), &response).await;
    assert_eq!(book.count("select count(*) from outbox").await, 0);
}

#[tokio::test]
async fn what_nobody_looked_at_is_sent_again_as_it_was() {
    let (book, mut cloud, id) = expense_in_the_cloud().await;
    let rev = cloud.row("expense", id).seq;
    book.update("expense", id, Patch::new().set("total_minor", 7i64)).await;
    cloud.refused.insert(id, RejectCode::UnknownUnit);
    book.sync(&mut cloud).await;
    cloud.edit("expense", id, "money", |value| number(value, "total_minor", 5));
    book.sync(&mut cloud).await;
    cloud.refused.clear();
    let parked = book.store.parked(book.workspace).await.unwrap();
    book.store.unpark(book.sync_context(), &[parked[0].change]).await.unwrap();
    let ops = book.outgoing().await;
    assert_eq!((ops[0].op, ops[0].set["money"].b, ops[0].t), (parked[0].change, rev, NOW_MS));
    book.sync(&mut cloud).await;
    assert_eq!((cloud.cards, book.store.parked(book.workspace).await.unwrap().len()), (1, 0));
    assert!(book.store.doctor().await.unwrap().is_empty());
}
