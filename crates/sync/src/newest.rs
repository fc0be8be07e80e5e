//! The newest meals ahead of the rest of a first copy (docs/SYNC.md 5.8): whoever logs in on a new telephone looks for what they ate
//! yesterday, while the pages of a large book come in the order in which they were written.

use std::collections::BTreeSet;

use domain::link_id;
use serde::Deserialize;
use store::sync::Applied;
use uuid::Uuid;
use wire::v1::{PAGE_ROWS, RowId, RowsRequest};

use crate::runner::Runner;
use crate::service::Service;
use crate::verify::Error;

/// Expenses that come ahead: the first screens of the list.
pub const NEWEST: u32 = 100;

/// An expense as the plain interface gives it, as far as it names rows.
#[derive(Debug, Deserialize)]
pub(crate) struct Named {
    id: Uuid,
    place_id: Option<Uuid>,
    merchant_id: Option<Uuid>,
    category_id: Option<Uuid>,
    paid_by_person_id: Option<Uuid>,
    #[serde(default)]
    lines: Vec<Line>,
    #[serde(default)]
    payments: Vec<Payment>,
    #[serde(default)]
    tags: Vec<Tag>,
    #[serde(default)]
    attendees: Vec<Attendee>,
}

/// The fields of `Named`.
pub(crate) const FIELDS: &str =
    "id,place_id,merchant_id,category_id,paid_by_person_id,lines,payments,tags,attendees";

#[derive(Debug, Deserialize)]
struct Line {
    id: Uuid,
    category_id: Option<Uuid>,
    person_id: Option<Uuid>,
}

#[derive(Debug, Deserialize)]
struct Payment {
    id: Uuid,
    payment_method_id: Option<Uuid>,
}

#[derive(Debug, Deserialize)]
struct Tag {
    tag_id: Uuid,
}

#[derive(Debug, Deserialize)]
struct Attendee {
    person_id: Uuid,
}

/// Fetches the newest expenses with what they name and takes them over. To be called once the first page is here: what is deleted
/// after that comes with a later page, what was deleted before is not among the newest.
pub async fn bring(service: &Service, runner: &Runner, now_ms: i64) -> Result<Applied, Error> {
    let workspace = runner.workspace().0;
    let newest = service.newest_expenses(workspace, NEWEST).await?;
    let mut rows = Vec::new();
    for part in named(&newest).chunks(PAGE_ROWS as usize) {
        let answer = service.rows(workspace, &RowsRequest { rows: part.to_vec() }).await?;
        rows.extend(answer.rows.into_iter().filter(|row| !row.gone));
    }
    Ok(runner.store().apply_rows(runner.context(now_ms), &rows, false).await?)
}

/// Every row these expenses consist of or refer to, once.
fn named(expenses: &[Named]) -> Vec<RowId> {
    let mut rows = BTreeSet::new();
    for expense in expenses {
        rows.insert(("expense", expense.id));
        for (kind, id) in [
            ("place", expense.place_id),
            ("merchant", expense.merchant_id),
            ("category", expense.category_id),
            ("person", expense.paid_by_person_id),
        ] {
            rows.extend(id.map(|id| (kind, id)));
        }
        for line in &expense.lines {
            rows.insert(("expense_line", line.id));
            rows.extend(line.category_id.map(|id| ("category", id)));
            rows.extend(line.person_id.map(|id| ("person", id)));
        }
        for payment in &expense.payments {
            rows.insert(("expense_payment", payment.id));
            rows.extend(payment.payment_method_id.map(|id| ("payment_method", id)));
        }
        for tag in &expense.tags {
            rows.extend([
                ("tag", tag.tag_id),
                ("expense_tag", link_id("expense_tag", expense.id, tag.tag_id)),
            ]);
        }
        for attendee in &expense.attendees {
            let link = link_id("expense_attendee", expense.id, attendee.person_id);
            rows.extend([("person", attendee.person_id), ("expense_attendee", link)]);
        }
    }
    rows.into_iter().map(|(kind, id)| RowId { k: kind.to_owned(), id }).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{DeviceId, WorkspaceId};
    use serde_json::json;
    use store::{OpenOptions, Store};
    use wire::v1::{Row, RowsResponse};

    use super::*;
    use crate::testing::{Reply, Server, next_session, session};

    const EXPENSE: Uuid = Uuid::from_u128(1);
    const TAG: Uuid = Uuid::from_u128(2);
    const PLACE: Uuid = Uuid::from_u128(3);

    fn row(asked: &RowId) -> Row {
        let d = match asked.k.as_str() {
            "tag" => json!({"name": "acme", "name_fold": "acme"}),
            "expense_tag" => json!({"expense_id": EXPENSE, "tag_id": TAG, "position": 0}),
            "expense" => json!({"kind": "purchase", "status": "confirmed", "occurred_on": "2026-11-19",
                "occurred_at": 1_795_000_000_000_i64, "reporting_date": "2026-11-19", "currency": "EUR",
                "total_minor": 1_250, "tip_base": "none", "amount_is_estimate": false, "visibility": "workspace",
                "is_business": false, "is_billable": false, "reimbursable": false,
                "receipt_state": "not_needed", "source": "manual", "place_id": PLACE}),
            // The place went into the trash while the rows were asked for.
            _ => return Row { k: asked.k.clone(), id: asked.id, gone: true, ..Row::default() },
        };
        let d = d.as_object().unwrap().clone();
        Row { k: asked.k.clone(), id: asked.id, seq: 9_000, d, ..Row::default() }
    }

    #[tokio::test]
    async fn the_newest_expenses_come_with_what_they_name() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("book.db"), &OpenOptions::at(1)).await.unwrap().store;
        let workspace = WorkspaceId(Uuid::from_u128(1 << 100));
        store.add_sync_book(workspace, "Home", None).await.unwrap();
        let runner = Runner::new(store, workspace, DeviceId(Uuid::from_u128(9)), Arc::new(Uuid::now_v7));
        let server = Server::start(|asked| match asked.path.rsplit('/').next() {
            Some("refresh") => session(next_session(asked)),
            Some("rows") => {
                let request: RowsRequest = serde_json::from_slice(&asked.body).unwrap();
                Reply::json(&RowsResponse { rows: request.rows.iter().map(row).collect() })
            }
            _ => Reply::json(&json!({"items": [{"id": EXPENSE, "place_id": PLACE, "merchant_id": null,
                "category_id": null, "paid_by_person_id": null, "tags": [{"tag_id": TAG}]}],
                "next_cursor": null})),
        })
        .await;
        let client = server.client(folder.path());
        let applied = bring(&client, &runner, 2).await.unwrap();
        assert_eq!(applied.rows, 3, "the expense, its tag and their link");
        let again = bring(&client, &runner, 3).await.unwrap();
        assert_eq!(again.rows, 0, "what is here in this version stays");
        let asked = server.asked();
        let list = asked.iter().find(|asked| asked.path.contains("/expenses?")).unwrap();
        assert!(list.path.contains("order=-occurred_at"), "{}", list.path);
    }
}
