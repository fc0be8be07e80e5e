//! The plain interface over a real PostgreSQL.

use serde_json::{Value as Json, json};
use uuid::Uuid;
use wire::v1::{Role, Scope, WorkspaceKind};

use crate::testing::{Reply, TestPerson, TestService};

struct Book {
    service: TestService,
    ana: TestPerson,
    ws: Uuid,
}

impl Book {
    async fn new(kind: WorkspaceKind) -> Self {
        let service = TestService::new().await;
        let ana = service.person("Ana").await;
        let ws = service.workspace(&ana, kind).await;
        Self { service, ana, ws }
    }

    fn at(&self, rest: &str) -> String {
        format!("/v1/workspaces/{}/{rest}", self.ws)
    }

    async fn make(&self, path: &str, document: Json) -> Json {
        let reply = self.service.send(&self.ana, "POST", &self.at(path), &[], &document).await;
        assert_eq!(reply.status, 201, "{}", reply.json());
        reply.json()
    }

    async fn get(&self, rest: &str) -> Reply {
        self.service.get(&self.ana, &self.at(rest)).await
    }

    async fn patch(&self, expense: &Json, etag: &str, patch: Json) -> Reply {
        let address = self.at(&format!("expenses/{}", expense["id"].as_str().unwrap()));
        self.service.send(&self.ana, "PATCH", &address, &[("if-match", etag)], &patch).await
    }

    /// The notes of what a query finds, in order.
    async fn found(&self, person: &TestPerson, query: &str) -> Vec<String> {
        let reply = self.service.get(person, &self.at(&format!("expenses?{query}"))).await;
        assert_eq!(reply.status, 200, "{query}: {}", reply.json());
        let items = reply.json()["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["notes"].as_str().unwrap_or("-").to_owned()).collect()
    }
}

fn lunch(day: &str, minor: i64, notes: &str) -> Json {
    json!({
        "occurred_on": day,
        "total": { "amount_minor": minor, "currency": "EUR" },
        "meal_type": "lunch",
        "notes": notes,
    })
}

fn id(json: &Json) -> String {
    json["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_expense_is_made_with_everything_that_hangs_on_it_in_one_group() {
    let book = Book::new(WorkspaceKind::Personal).await;
    let place = book.make("places", json!({ "name": "Casa Lola" })).await;
    let tag = book.make("tags", json!({ "name": "acme" })).await;
    let person = book.make("people", json!({ "name": "Ben" })).await;
    let card = book.make("payment-methods", json!({ "name": "Visa" })).await;
    let mut document = lunch("2026-11-20", 4850, "by the window");
    document["occurred_time"] = json!("13:45");
    document["tz"] = json!("Europe/Madrid");
    document["place_id"] = place["id"].clone();
    document["lines"] = json!([
        { "description": "2 tacos", "amount": { "amount_minor": 1200, "currency": "EUR" } },
        { "kind": "discount", "amount": { "amount_minor": -100, "currency": "EUR" } },
    ]);
    document["payments"] =
        json!([{ "payment_method_id": card["id"], "amount": { "amount_minor": 4850, "currency": "EUR" } }]);
    document["tags"] = json!([{ "tag_id": tag["id"] }]);
    document["attendees"] = json!([{ "person_id": person["id"], "is_host": true }]);
    let made = book.make("expenses", document).await;

    let reply = book.get(&format!("expenses/{}", id(&made))).await;
    assert_eq!(reply.json(), made);
    assert_eq!(reply.header("etag"), format!("\"{}\"", made["seq"]));
    assert_eq!(made["occurred_at"], "2026-11-20T12:45:00.000Z");
    assert_eq!(made["place_name"], "Casa Lola");
    assert_eq!(made["lines"][1]["amount"], json!({ "amount_minor": -100, "currency": "EUR" }));
    assert_eq!(made["tags"], json!([{ "tag_id": tag["id"] }]));
    assert_eq!(made["attendees"], json!([{ "person_id": person["id"], "is_host": true }]));
    assert_eq!(made["payments"][0]["payment_method_id"], card["id"]);
    let address = book.at(&format!("expenses/{}", id(&made)));
    let known = [("if-none-match", reply.header("etag"))];
    assert_eq!(book.service.ask(Some(&book.ana), "GET", &address, &known, "").await.status, 304);
    let groups: Vec<Option<Uuid>> = sqlx::query_scalar(
        "select distinct group_id from op_log where kind like 'expense%' and workspace_id = $1",
    )
    .bind(book.ws)
    .fetch_all(
        &mut *crate::database::begin_read(&book.service.state.pool, book.ws, book.ana.user).await.unwrap(),
    )
    .await
    .unwrap();
    assert_eq!(groups.len(), 1);
    assert!(groups[0].is_some());
}

#[tokio::test]
async fn e089_the_same_key_twice_is_done_once_and_answered_alike() {
    let book = Book::new(WorkspaceKind::Personal).await;
    let document = lunch("2026-11-20", 4850, "once");
    let post = |key: &'static str, document: Json| {
        let (book, address) = (&book, book.at("expenses"));
        async move { book.service.send(&book.ana, "POST", &address, &[("idempotency-key", key)], &document).await }
    };
    let (first, second) = (post("k1", document.clone()).await, post("k1", document.clone()).await);
    assert_eq!((first.status.as_u16(), &first.body), (201, &second.body));
    assert_eq!(first.header("location"), second.header("location"));
    // The answer is lost before it is kept: the ops are known all the same.
    sqlx::query("delete from rest_answer").execute(&book.service.database.owner).await.unwrap();
    let third = post("k1", document.clone()).await;
    assert_eq!((third.status.as_u16(), id(&third.json())), (201, id(&first.json())));
    assert_eq!(book.found(&book.ana, "").await, ["once"]);
    let other = post("k1", lunch("2026-11-20", 1, "other")).await;
    assert_eq!(other.status, 422);
    assert_eq!(other.json()["fields"][0]["code"], "used_for_another_request");
    assert_eq!(post("k2", document).await.status, 201);
    assert_eq!(book.found(&book.ana, "").await.len(), 2);
}

#[tokio::test]
async fn a_change_needs_the_version_that_was_seen_and_asks_unit_by_unit() {
    let book = Book::new(WorkspaceKind::Personal).await;
    let made = book.make("expenses", lunch("2026-11-20", 4850, "a")).await;
    let address = book.at(&format!("expenses/{}", id(&made)));
    let bare = book.service.send(&book.ana, "PATCH", &address, &[], &json!({ "notes": "b" })).await;
    assert_eq!((bare.status.as_u16(), bare.json()["code"].as_str()), (428, Some("precondition_required")));
    let seen = format!("\"{}\"", made["seq"]);
    let changed = book.patch(&made, &seen, json!({ "notes": "b" })).await;
    assert_eq!((changed.status.as_u16(), changed.json()["notes"].as_str()), (200, Some("b")));
    // Another unit was not changed since; the note was.
    let money = book.patch(&made, &seen, json!({ "total": { "amount_minor": 5000 } })).await;
    assert_eq!(money.status, 200, "{}", money.json());
    assert_eq!(money.json()["total"], json!({ "amount_minor": 5000, "currency": "EUR" }));
    let stale = book.patch(&made, &seen, json!({ "notes": "c" })).await;
    assert_eq!((stale.status.as_u16(), stale.json()["code"].as_str()), (412, Some("precondition_failed")));
    let ahead = book.patch(&made, "\"999999\"", json!({ "notes": "c" })).await;
    assert_eq!(ahead.status, 412);
    for (patch, path, code) in [
        (json!({ "seq": 1 }), "/seq", "read_only"),
        (json!({ "colour": 1 }), "/colour", "unknown_field"),
        (json!({ "total": null }), "/total", "missing"),
        (json!({ "place_id": "019aa000-0000-7000-8000-0000000000ff" }), "/place_id", "unknown_reference"),
        (json!({ "meal_type": "elevenses" }), "/meal_type", "unknown"),
    ] {
        let reply = book.patch(&made, &format!("\"{}\"", money.json()["seq"]), patch).await;
        let field = &reply.json()["fields"][0];
        assert_eq!(
            (reply.status.as_u16(), field["path"].as_str(), field["code"].as_str()),
            (422, Some(path), Some(code))
        );
    }
}

#[tokio::test]
async fn what_hangs_on_an_expense_is_replaced_whole() {
    let book = Book::new(WorkspaceKind::Personal).await;
    let tag = book.make("tags", json!({ "name": "acme" })).await;
    let amount = |minor: i64| json!({ "amount_minor": minor, "currency": "EUR" });
    let mut document = lunch("2026-11-20", 4850, "a");
    document["lines"] = json!([{ "amount": amount(1) }, { "amount": amount(2) }]);
    document["tags"] = json!([{ "tag_id": tag["id"] }]);
    let made = book.make("expenses", document).await;
    let kept = made["lines"][1]["id"].clone();
    let patch =
        json!({ "lines": [{ "id": kept, "amount": amount(20) }, { "amount": amount(3) }], "tags": null });
    let etag = format!("\"{}\"", made["seq"]);
    let changed = book.patch(&made, &etag, patch).await.json();
    assert_eq!(changed["lines"][0]["id"], kept);
    let minors: Vec<i64> = changed["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["amount"]["amount_minor"].as_i64().unwrap())
        .collect();
    assert_eq!(minors, [20, 3]);
    assert_eq!(changed["tags"], json!([]));
    // The tag comes back as the same link; the lines stay, because nothing was said of them.
    let etag = format!("\"{}\"", changed["seq"]);
    let again = book.patch(&made, &etag, json!({ "tags": [{ "tag_id": tag["id"] }] })).await.json();
    assert_eq!(
        (&again["tags"], again["lines"].as_array().unwrap().len()),
        (&json!([{ "tag_id": tag["id"] }]), 2)
    );
    // Somebody who had not seen the new line must not remove it.
    let blind = book.patch(&made, &format!("\"{}\"", made["seq"]), json!({ "lines": [] })).await;
    assert_eq!(blind.status, 412);
}

#[tokio::test]
async fn the_trash_is_found_and_gives_back() {
    let book = Book::new(WorkspaceKind::Personal).await;
    let made = book.make("expenses", lunch("2026-11-20", 1, "gone")).await;
    let address = book.at(&format!("expenses/{}", id(&made)));
    let stale = book.service.ask(Some(&book.ana), "DELETE", &address, &[("if-match", "\"1\"")], "").await;
    assert_eq!(stale.status, 412);
    assert_eq!(book.service.ask(Some(&book.ana), "DELETE", &address, &[], "").await.status, 204);
    assert_eq!(book.service.ask(Some(&book.ana), "DELETE", &address, &[], "").await.status, 204);
    assert_eq!(book.found(&book.ana, "").await, Vec::<String>::new());
    assert_eq!(book.found(&book.ana, "q=is:deleted").await, ["gone"]);
    let back = book.service.ask(Some(&book.ana), "POST", &format!("{address}/restore"), &[], "").await;
    assert_eq!((back.status.as_u16(), &back.json()["deleted_at"]), (200, &Json::Null));
    assert_eq!(book.found(&book.ana, "").await, ["gone"]);
    let place = book.make("places", json!({ "name": "Casa Lola" })).await;
    let address = book.at(&format!("places/{}", id(&place)));
    book.service.ask(Some(&book.ana), "DELETE", &address, &[], "").await;
    assert_eq!(book.get("places").await.json()["items"], json!([]));
    assert_eq!(book.get("places?state=archived").await.json()["items"][0]["id"], place["id"]);
    let back = book.service.ask(Some(&book.ana), "POST", &format!("{address}/restore"), &[], "").await;
    assert_eq!(back.json()["archived_at"], Json::Null);
}

#[tokio::test]
async fn every_term_of_the_query_language_finds_what_it_finds_in_the_app() {
    let book = Book::new(WorkspaceKind::Personal).await;
    let food = book.make("categories", json!({ "name": "Eating out" })).await;
    let tapas = book.make("categories", json!({ "name": "Tapas", "parent_id": food["id"] })).await;
    let brand = book.make("merchants", json!({ "name": "Lola Group" })).await;
    let place = book.make("places", json!({ "name": "Café Lola", "merchant_id": brand["id"] })).await;
    let tag = book.make("tags", json!({ "name": "Acme" })).await;
    let person = book.make("people", json!({ "name": "Ana" })).await;
    let cash = book.make("payment-methods", json!({ "name": "Purse", "kind": "cash" })).await;
    let mut one = lunch("2026-11-01", 2050, "one");
    one["category_id"] = tapas["id"].clone();
    one["place_id"] = place["id"].clone();
    one["tags"] = json!([{ "tag_id": tag["id"] }]);
    one["attendees"] = json!([{ "person_id": person["id"] }]);
    one["payments"] =
        json!([{ "payment_method_id": cash["id"], "amount": { "amount_minor": 2050, "currency": "EUR" } }]);
    one["lines"] =
        json!([{ "description": "東京ラーメン", "amount": { "amount_minor": 1, "currency": "EUR" } }]);
    one["tip"] = json!({ "amount_minor": 450, "currency": "EUR" });
    one["party_size"] = json!(3);
    one["order_type"] = json!("takeout");
    one["is_business"] = json!(true);
    let mut two = lunch("2026-11-02", 0, "two");
    two["meal_type"] = json!("dinner");
    two["status"] = json!("planned");
    two["kind"] = json!("refund");
    two["amount_is_estimate"] = json!(true);
    let yen = json!({
        "occurred_on": "2026-11-03", "total": { "amount_minor": 2050, "currency": "JPY" }, "notes": "yen",
    });
    for document in [one, two, yen] {
        book.make("expenses", document).await;
    }
    for (query, found) in [
        ("", "yen two one"),
        ("meal:lunch", "one"),
        ("-meal:lunch", "yen two"),
        ("order:takeaway", "one"),
        ("kind:refund", "two"),
        ("status:planned", "two"),
        ("category:\"eating out\"", "one"),
        ("category:none", "yen two"),
        ("tag:acme", "one"),
        ("-tag:acme", "yen two"),
        ("tag:none", "yen two"),
        ("place:\"cafe lola\"", "one"),
        ("merchant:\"lola group\"", "one"),
        ("merchant:none", "yen two"),
        ("with:ana", "one"),
        ("trip:none", "yen two one"),
        ("trip:Lisbon", ""),
        ("payment:purse", "one"),
        ("paid:cash", "one"),
        ("currency:JPY", "yen"),
        ("amount:>20", "yen one"),
        ("amount:20.50", "one"),
        ("amount:>=2050", "yen"),
        ("tip:>25%", "one"),
        ("tip:<25%", ""),
        ("party:>2", "one"),
        ("after:2026-11-02", "yen two"),
        ("before:2026-11-02", "one"),
        ("on:yesterday", "two"),
        ("has:tag has:person has:lines has:note has:tip has:place has:category", "one"),
        ("has:photo", ""),
        ("has:receipt", ""),
        ("is:business", "one"),
        ("is:free", "two"),
        ("is:estimate", "two"),
        ("is:void", ""),
        ("is:deleted", ""),
        ("cafe lol", "one"),
        ("\"cafe lola\"", "one"),
        ("\"cafe group\"", ""),
        ("ラーメン", "one"),
        ("-lola", "yen two"),
        (&format!("place:#{}", place["id"].as_str().unwrap()), "one"),
    ] {
        let encoded: String = query.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let answer = book.found(&book.ana, &format!("today=2026-11-03&q={encoded}")).await.join(" ");
        assert_eq!(answer, found, "{query}");
    }
}

#[tokio::test]
async fn a_query_that_cannot_be_answered_is_refused_by_name() {
    let book = Book::new(WorkspaceKind::Personal).await;
    for (address, path, code) in [
        ("expenses?q=mael:lunch", "/q/mael", "unknown_field"),
        ("expenses?q=meal:elevenses", "/q/meal", "malformed"),
        ("expenses?q=meal:", "/q/meal", "missing"),
        ("expenses?q=amount:20..10", "/q/amount", "empty_range"),
        ("expenses?order=notes", "/order", "unknown"),
        ("expenses?limit=0", "/limit", "out_of_range"),
        ("expenses?limit=201", "/limit", "out_of_range"),
        ("expenses?fields=colour", "/fields/colour", "unknown_field"),
        ("expenses?state=archived", "/state", "unknown"),
        ("expenses?cursor=xyz", "/cursor", "malformed"),
        ("places?q=meal:lunch", "/q/meal", "unsupported_term"),
        ("tags?q=has:photo", "/q/has", "unsupported_term"),
    ] {
        let reply = book.get(address).await;
        let field = &reply.json()["fields"][0];
        assert_eq!(
            (reply.status.as_u16(), field["path"].as_str(), field["code"].as_str()),
            (422, Some(path), Some(code)),
            "{address}"
        );
    }
    assert_eq!(book.get("expenses?page=2").await.status, 400);
}

#[tokio::test]
async fn pages_hold_every_row_once_in_every_order() {
    let book = Book::new(WorkspaceKind::Personal).await;
    for (at, minor) in [50, 10, 10, 40, 30].into_iter().enumerate() {
        book.make("expenses", lunch("2026-11-20", minor, &format!("n{at}"))).await;
    }
    for (order, first) in
        [("", ""), ("amount", "n1"), ("-amount", "n0"), ("created_at", "n0"), ("-seq", "n4")]
    {
        for query in ["", "&q=n"] {
            let mut found = Vec::new();
            let mut cursor = String::new();
            loop {
                let sorted = if order.is_empty() { String::new() } else { format!("&order={order}") };
                let reply =
                    book.get(&format!("expenses?limit=2&fields=notes{sorted}{query}{cursor}")).await.json();
                found.extend(
                    reply["items"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|item| item["notes"].as_str().unwrap().to_owned()),
                );
                match reply["next_cursor"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            assert!(first.is_empty() || found[0] == first, "{order}{query}: {found:?}");
            found.sort();
            assert_eq!(found, ["n0", "n1", "n2", "n3", "n4"], "{order}{query}");
        }
    }
    let sparse = book.get("expenses?limit=1&fields=seq,total").await.json();
    let names: Vec<&String> = sparse["items"][0].as_object().unwrap().keys().collect();
    assert_eq!(names, ["id", "seq", "total"]);
}

#[tokio::test]
async fn nobody_sees_or_finds_what_is_not_for_them() {
    let book = Book::new(WorkspaceKind::Household).await;
    let ben = book.service.person("Ben").await;
    book.service.join(book.ws, &ben, Role::Member, Scope::All).await;
    for visibility in ["workspace", "amount_only", "private"] {
        let mut document = lunch("2026-11-20", 700, visibility);
        document["visibility"] = json!(visibility);
        document["lines"] =
            json!([{ "description": "secret", "amount": { "amount_minor": 1, "currency": "EUR" } }]);
        book.make("expenses", document).await;
    }
    assert_eq!(book.found(&book.ana, "").await.len(), 3);
    // The second is seen by its amount alone: without its note, and found by nothing it hides.
    assert_eq!(book.found(&ben, "order=created_at").await, ["workspace", "-"]);
    assert_eq!(book.found(&ben, "q=amount:7").await.len(), 2);
    assert_eq!(book.found(&ben, "q=amount_only").await, Vec::<String>::new());
    assert_eq!(book.found(&ben, "q=-private").await, ["workspace"]);
    assert_eq!(book.found(&ben, "q=has:lines").await, ["workspace"]);
    assert_eq!(book.found(&ben, "q=-has:lines").await, Vec::<String>::new());
    let all = book.service.get(&ben, &book.at("expenses?order=created_at")).await.json();
    let masked = &all["items"][1];
    assert_eq!(
        (masked["masked"].as_bool(), &masked["lines"], &masked["purpose"]),
        (Some(true), &json!([]), &Json::Null)
    );
    let address = book.at(&format!("expenses/{}", id(masked)));
    let seen = format!("\"{}\"", masked["seq"]);
    let edit =
        book.service.send(&ben, "PATCH", &address, &[("if-match", &seen)], &json!({ "notes": "x" })).await;
    assert_eq!(edit.status, 403);
    let mine = book.get("expenses?q=private").await.json();
    let hidden = book.service.get(&ben, &book.at(&format!("expenses/{}", id(&mine["items"][0])))).await;
    assert_eq!(hidden.status, 404);
    assert_eq!(
        book.service
            .ask(Some(&ben), "DELETE", &book.at(&format!("expenses/{}", id(&mine["items"][0]))), &[], "")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn roles_tokens_and_strangers_are_kept_to_what_they_may() {
    let book = Book::new(WorkspaceKind::Company).await;
    let made = book.make("expenses", lunch("2026-11-20", 700, "a")).await;
    let (eve, vera, own) = (
        book.service.person("Eve").await,
        book.service.person("Vera").await,
        book.service.person("Olga").await,
    );
    book.service.join(book.ws, &vera, Role::Viewer, Scope::All).await;
    book.service.join(book.ws, &own, Role::Member, Scope::Own).await;
    let other_ws = book.service.workspace(&book.ana, WorkspaceKind::Personal).await;
    let reads = book.service.program(&book.ana, book.ws, false).await;
    let writes = book.service.program(&book.ana, book.ws, true).await;
    let elsewhere = book.service.program(&book.ana, other_ws, true).await;
    let list = book.at("expenses");
    let one = book.at(&format!("expenses/{}", id(&made)));
    for (who, person, status) in [
        ("stranger", &eve, 404),
        ("viewer", &vera, 200),
        ("reader", &reads, 200),
        ("writer", &writes, 200),
        ("token of another", &elsewhere, 404),
    ] {
        assert_eq!(book.service.get(person, &list).await.status, status, "{who}");
        assert_eq!(book.service.get(person, &one).await.status, status, "{who}");
    }
    assert_eq!(book.found(&own, "").await, Vec::<String>::new());
    assert_eq!(book.service.get(&own, &one).await.status, 404);
    for (who, person, status) in [
        ("stranger", &eve, 404),
        ("viewer", &vera, 403),
        ("reader", &reads, 403),
        ("writer", &writes, 201),
        ("token of another", &elsewhere, 404),
        ("member", &own, 201),
    ] {
        let reply = book.service.send(person, "POST", &list, &[], &lunch("2026-11-20", 1, "b")).await;
        assert_eq!(reply.status, status, "{who}: {}", reply.json());
    }
    assert_eq!(book.found(&own, "").await, ["b"]);
    let nobody = book.service.ask(None, "GET", &list, &[], "").await;
    assert_eq!((nobody.status.as_u16(), nobody.json()["code"].as_str()), (401, Some("unauthenticated")));
}

#[tokio::test]
async fn e182_a_name_that_is_there_gives_the_row_that_bears_it() {
    let book = Book::new(WorkspaceKind::Personal).await;
    let first = book.make("tags", json!({ "name": "Café" })).await;
    let second =
        book.service.send(&book.ana, "POST", &book.at("tags"), &[], &json!({ "name": " CAFE " })).await;
    assert_eq!((second.status.as_u16(), id(&second.json())), (200, id(&first)));
    assert_eq!(book.get("tags").await.json()["items"].as_array().unwrap().len(), 1);
    let taken = book
        .service
        .send(&book.ana, "POST", &book.at("tags"), &[], &json!({ "id": first["id"], "name": "x" }))
        .await;
    assert_eq!((taken.status.as_u16(), taken.json()["code"].as_str()), (409, Some("conflict")));
}

#[tokio::test]
async fn templates_keep_their_document() {
    let book = Book::new(WorkspaceKind::Personal).await;
    let made = book
        .make("templates", json!({ "name": "Lunch", "payload": { "kind": "purchase", "lines": [] } }))
        .await;
    assert_eq!(made["payload"], json!({ "kind": "purchase", "lines": [] }));
    let address = book.at(&format!("templates/{}", id(&made)));
    let seen = format!("\"{}\"", made["seq"]);
    let patch = json!({ "payload": { "lines": null, "note": 1 }, "pinned": true });
    let changed = book.service.send(&book.ana, "PATCH", &address, &[("if-match", &seen)], &patch).await;
    assert_eq!(changed.json()["payload"], json!({ "kind": "purchase", "note": 1 }));
    assert_eq!(changed.json()["pinned"], true);
}
