//! Who is told what: every way to read, for every kind of member and every visibility. The word to look for is in the note.

use domain::schema::TABLES;
use serde_json::json;
use uuid::Uuid;
use wire::v1::{Role, RowId, Scope, VerifyRequest, WorkspaceKind};

use super::bench::{Bench, expense, op};
use crate::database::begin_read;
use crate::sync::{handlers, history};

/// What only who sees all of an expense may read.
const SECRET: &str = "with Ann";

/// The note of one expense, and a column of a newer version beside it.
fn secret(expense: Uuid) -> String {
    format!("{SECRET} {expense}!")
}

/// How much of an expense somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    All,
    Amount,
    Nothing,
}

/// What every way to read tells `user` of `expense`; they must agree.
async fn told(bench: &Bench, user: Uuid, expense: Uuid) -> Told {
    let Ok(pulled) = bench.sync(user, None, Vec::new()).await else { return Told::Nothing };
    let in_feed = pulled.rows.iter().find(|row| row.id == expense && !row.gone);
    let by_id = bench.row(user, "expense", expense).await;
    let told = match in_feed {
        Some(row) if row.masked => Told::Amount,
        Some(_) => Told::All,
        None => Told::Nothing,
    };
    assert_eq!(by_id.gone, told == Told::Nothing);
    if told != Told::All {
        for answer in [serde_json::to_string(&pulled).unwrap(), serde_json::to_string(&by_id).unwrap()] {
            assert!(!answer.contains(&secret(expense)));
        }
    }
    if told == Told::Nothing {
        assert!(by_id.d.is_empty() && by_id.by.is_none());
    }
    let history =
        history::history(&bench.state, bench.workspace, user, RowId { k: "expense".into(), id: expense })
            .await;
    assert_eq!(history.is_ok(), told == Told::All);
    let request = VerifyRequest { cursor: pulled.cursor, bucket: Some(expense.as_bytes()[15]) };
    let verified = handlers::compare(&bench.state, bench.workspace, user, &request).await.unwrap();
    assert_eq!(verified.rows.iter().any(|row| row.id == expense), told != Told::Nothing);
    told
}

#[tokio::test]
async fn nobody_is_told_more_than_their_role_scope_and_the_visibility_say() {
    for kind in [WorkspaceKind::Household, WorkspaceKind::Company] {
        let bench = Bench::new(kind).await;
        let author = bench.join("Author", Role::Member, Scope::Own).await;
        let mut readers = vec![("owner", bench.ana, Scope::All)];
        for (name, role, scope) in [
            ("viewer", Role::Viewer, Scope::All),
            ("member", Role::Member, Scope::All),
            ("approver", Role::Approver, Scope::All),
            ("admin", Role::Admin, Scope::All),
            ("own viewer", Role::Viewer, Scope::Own),
            ("own member", Role::Member, Scope::Own),
        ] {
            readers.push((name, bench.join(name, role, scope).await, scope));
        }
        let left = bench.join("left", Role::Admin, Scope::All).await;
        let mut locked = bench.locked().await;
        locked.remove_member(left).await.unwrap();
        locked.commit().await.unwrap();
        for (visibility, others) in
            [("workspace", Told::All), ("amount_only", Told::Amount), ("private", Told::Nothing)]
        {
            let e = Uuid::now_v7();
            let mut units = expense(visibility);
            units["note"] = json!({ "notes": secret(e), "mood": secret(e) });
            bench.sync(author, None, vec![op("expense", e, 0, units)]).await.unwrap();
            assert_eq!(told(&bench, author, e).await, Told::All, "{visibility}");
            for (name, user, scope) in &readers {
                let expected = if *scope == Scope::Own { Told::Nothing } else { others };
                assert_eq!(told(&bench, *user, e).await, expected, "{kind:?} {name} {visibility}");
            }
            for stranger in [left, Uuid::now_v7()] {
                assert_eq!(told(&bench, stranger, e).await, Told::Nothing);
            }
        }
    }
}

#[tokio::test]
async fn what_belongs_to_a_hidden_expense_is_hidden_and_goes_when_it_is_hidden() {
    let bench = Bench::new(WorkspaceKind::Household).await;
    let ben = bench.join("Ben", Role::Member, Scope::All).await;
    let (e, line) = (Uuid::now_v7(), Uuid::now_v7());
    let units = json!({ "owner": { "expense_id": e }, "position": { "position": 0 },
        "line": { "line_kind": "item", "amount_minor": 5, "tax_included": true, "is_alcohol": false, "description": SECRET } });
    let ops = vec![op("expense", e, 0, expense("workspace")), op("expense_line", line, 0, units)];
    let pushed = bench.sync(bench.ana, None, ops).await.unwrap();
    let seen = bench.sync(ben, None, Vec::new()).await.unwrap();
    let hide = op(
        "expense",
        e,
        pushed.acks[0].seq.unwrap(),
        json!({ "visibility": { "visibility": "amount_only" } }),
    );
    bench.sync(bench.ana, None, vec![hide]).await.unwrap();
    let after = bench.sync(ben, Some(&seen.cursor), Vec::new()).await.unwrap();
    let row = |id| after.rows.iter().find(|row| row.id == id).unwrap();
    assert!(row(e).masked && row(line).gone);
    assert!(!serde_json::to_string(&after).unwrap().contains(SECRET));
    assert!(bench.row(ben, "expense_line", line).await.gone);
}

#[tokio::test]
async fn the_database_itself_shows_no_row_of_another_workspace() {
    let bench = Bench::new(WorkspaceKind::Personal).await;
    let e = Uuid::now_v7();
    bench.sync(bench.ana, None, vec![op("expense", e, 0, expense("workspace"))]).await.unwrap();
    let elsewhere = Uuid::now_v7();
    for name in TABLES.iter().map(|table| table.name).chain(["op_log", "alias", "purged"]) {
        let mut tx = begin_read(&bench.state.pool, elsewhere, Uuid::now_v7()).await.unwrap();
        let statement = format!("select count(*) from {name}");
        let rows: i64 = sqlx::query_scalar(&statement).fetch_one(&mut *tx).await.unwrap();
        assert_eq!(rows, 0, "{name}");
    }
    let mut tx = begin_read(&bench.state.pool, elsewhere, bench.ana).await.unwrap();
    let moved = sqlx::query("update expense set seq = seq + 1").execute(&mut *tx).await.unwrap();
    assert_eq!(moved.rows_affected(), 0);
    let forged = "insert into purged (workspace_id, kind, id, at) values ($1, 'expense', $1, 0)";
    assert!(sqlx::query(forged).bind(bench.workspace).execute(&mut *tx).await.is_err());
}
