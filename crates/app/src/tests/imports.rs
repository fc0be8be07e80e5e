//! Importing through the use cases; the formats themselves are tested in `exchange`.

use domain::expense::Field;
use domain::read::CatalogueKind;
use uuid::Uuid;
use wire::Code;
use wire::call::*;

use super::book::{Book, code, is_code};

const FILE: &str = "\
date,amount,currency,restaurant,category,meal type,tags,notes,party size
2026-03-01,12.50,CHF,Casa Lola,Eating out:Tapas,lunch,\"acme, client\",By the window,2
2026-03-01,12.50,CHF,Casa Lola,Eating out:Tapas,lunch,\"acme, client\",By the window,2
2026-03-02T00:00:00,1.234,KWD,Kuwait Grill,Groceries,dinner,,,
not a date,5.00,CHF,Tacos,,,,,
2026-03-04,7.00,CHF,CASA LOLA,Restaurants,lunch,acme,,many
";

async fn upload(book: &Book, text: &str) -> Uuid {
    let what = Upload::Import { file_name: "meals.csv".into() };
    match book.app.upload(what, text.as_bytes().to_vec()).await.unwrap().reply {
        UploadReply::Import(handle) => handle,
        UploadReply::Photo(_) => panic!("a photograph"),
    }
}

async fn import(book: &Book, text: &str) -> ImportReport {
    let file = upload(book, text).await;
    book.ok(CommitImport { file, options: ImportOptions::default() }).await
}

#[tokio::test]
async fn a_file_is_looked_at_then_imported_as_one_step() {
    let book = Book::new().await;
    let before = book.dump().await;
    let file = upload(&book, FILE).await;
    let preview = book.ok(PreviewImport { file, options: ImportOptions::default() }).await;
    assert_eq!((preview.new_rows, preview.known_rows, preview.problem_count), (4, 0, 1));
    assert_eq!((preview.problems[0].line, preview.problems[0].field.as_str()), (5, "date"));
    assert_eq!(preview.sample[0].place.as_deref(), Some("Casa Lola"));
    assert_eq!(book.dump().await, before, "a look changes nothing");

    let report = book.ok(CommitImport { file, options: ImportOptions::default() }).await;
    assert_eq!((report.rows, report.added, report.known, report.problem_count), (5, 4, 0, 1));
    assert_eq!(book.count("place:\"casa lola\"").await, 3, "one place, however it is written");
    assert_eq!(book.count("tag:acme").await, 3);
    let kwd = &book.list("currency:KWD").await[0];
    assert_eq!(
        (kwd.total_minor, kwd.occurred_on.to_string(), kwd.occurred_time),
        (1_234, "2026-03-02".into(), None)
    );
    let tapas = book
        .ok(ListCatalogue { kind: CatalogueKind::Category, text: "Tapas".into(), with_archived: false })
        .await;
    assert_eq!((tapas.len(), tapas[0].parent_name.as_deref()), (1, Some("Eating out")));
    assert!(
        book.list("category:restaurants").await[0].note_start.contains("many"),
        "an unreadable cell is in the note"
    );
    book.must_be_whole().await;

    assert_eq!(book.ok(GetUndoState {}).await.undo.unwrap().action, "import");
    book.ok(UndoLast { group: report.group }).await;
    assert_eq!(book.dump().await, before);
    book.ok(RedoNext {}).await;
    assert_eq!(book.count("").await, 4);
}

#[tokio::test]
async fn e136_e137_a_second_import_adds_nothing_and_two_equal_coffees_are_two() {
    let book = Book::new().await;
    assert_eq!(import(&book, FILE).await.added, 4);
    let before = book.dump().await;
    let again = import(&book, FILE).await;
    assert_eq!((again.added, again.known, again.group), (0, 4, None));
    assert_eq!(book.dump().await, before);
    let more = format!("{FILE}2026-03-05,3.90,CHF,Second Cup,Coffee & tea,snack,,,\n");
    assert_eq!(import(&book, &more).await.added, 1);
    assert_eq!(book.ok(GetUndoState {}).await.undo.unwrap().action, "import");
}

#[tokio::test]
async fn an_import_that_was_undone_can_be_made_again_and_what_was_deleted_by_hand_stays_away() {
    let book = Book::new().await;
    let file = "date,amount,currency,restaurant\n2026-03-05,12.50,EUR,Tacos\n2026-03-06,9.00,EUR,Lola\n";
    assert_eq!(import(&book, file).await.added, 2);
    book.ok(UndoLast::default()).await;
    assert_eq!(import(&book, file).await.added, 2);
    let rows = book.ok(ListExpenses::default()).await.rows;
    book.ok(DeleteExpenses { ids: vec![rows[0].id] }).await;
    let again = import(&book, file).await;
    assert_eq!((again.added, again.known), (0, 2));
}

#[tokio::test]
async fn e024_midnight_of_an_old_export_is_a_date_and_not_an_instant() {
    let book = Book::new().await;
    book.env.set_zone("Pacific/Honolulu");
    import(&book, "Date,Amount,Merchant\n2025-06-01T00:00:00Z,10.00,Tacos\n").await;
    let row = &book.list("").await[0];
    assert_eq!((row.occurred_on.to_string(), row.occurred_time), ("2025-06-01".into(), None));
    assert_eq!((row.currency, row.place_name.as_deref()), (code("CHF"), Some("Tacos")));
}

#[tokio::test]
async fn e132_a_file_that_leaves_the_order_of_dates_open_is_asked_about() {
    let book = Book::new().await;
    let file = upload(&book, "date,amount,restaurant\n03/04/2026,5.00,Tacos\n").await;
    let preview = book.ok(PreviewImport { file, options: ImportOptions::default() }).await;
    assert!(matches!(preview.needs[..], [ImportChoice::DayFirst { .. }]), "{:?}", preview.needs);
    is_code(
        &book.refused(CommitImport { file, options: ImportOptions::default() }).await,
        Code::AmbiguousDates,
    );
    let options = ImportOptions { day_first: Some(true), ..ImportOptions::default() };
    assert_eq!(book.ok(CommitImport { file, options }).await.added, 1);
    assert_eq!(book.list("").await[0].occurred_on.to_string(), "2026-04-03");
}

#[tokio::test]
async fn what_is_no_list_of_expenses_is_refused() {
    let book = Book::new().await;
    for text in ["", "\u{89}PNG", "name,colour\nAna,blue\n"] {
        let file = upload(&book, text).await;
        is_code(
            &book.refused(PreviewImport { file, options: ImportOptions::default() }).await,
            Code::UnknownFormat,
        );
    }
    let file = upload(&book, "place,colour\nCasa Lola,blue\n").await;
    let fault = book.refused(PreviewImport { file, options: ImportOptions::default() }).await;
    let missing: Vec<Field> = fault.invalid.iter().map(|invalid| invalid.field).collect();
    assert_eq!(missing, [Field::OccurredOn, Field::Total], "what it lacks is named");
    is_code(
        &book.refused(CommitImport { file: Uuid::nil(), options: ImportOptions::default() }).await,
        Code::NotFound,
    );
}

#[tokio::test]
async fn a_merchant_alias_is_followed_in_a_file() {
    let book = Book::new().await;
    let details = domain::read::MerchantDetails { aliases: vec!["TST* TACOS".into()], ..Default::default() };
    let input = domain::read::CatalogueInput {
        name: "Tacos El Rey".into(),
        details: domain::read::CatalogueDetails::Merchant(details),
    };
    let id = book.ok(SaveCatalogueEntry { id: None, input }).await.id;
    import(&book, "Date,Amount,Payee\n2025-06-01,10.00,TST* Tacos\n").await;
    assert_eq!(book.list("").await[0].merchant_id, Some(id.into()));
}
