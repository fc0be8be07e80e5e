//! Every export file of `fixtures` goes in, goes in a second time without adding anything, and comes out again by one undo.

use anyhow::{Context, Result};
use domain::ExpenseKind;
use domain::expense::ExpenseInput;
use domain::read::ExpenseRow;
use tests::book::Book;
use tests::paths::fixture;
use wire::call::{
    CommitImport, GetExpense, ImportChoice, ImportOptions, ImportPreview, ListExpenses, PreviewImport,
    RedoNext, UndoLast, Upload, UploadReply,
};

async fn book() -> Result<(tempfile::TempDir, Book)> {
    let folder = tempfile::tempdir()?;
    let book = Book::empty(&folder.path().join("mealbook.db")).await?;
    Ok((folder, book))
}

fn bytes(name: &str) -> Vec<u8> {
    let path = fixture(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

async fn rows(book: &Book) -> Result<Vec<ExpenseRow>> {
    Ok(book.ask(ListExpenses { limit: 500, ..ListExpenses::default() }).await?.rows)
}

/// The one expense whose note contains these words.
async fn with_note(book: &Book, words: &str) -> Result<ExpenseInput> {
    let rows = rows(book).await?;
    let row = rows
        .iter()
        .find(|row| row.note_start.contains(words))
        .with_context(|| format!("no note says {words:?}"))?;
    Ok(book.ask(GetExpense { id: row.id }).await?.input)
}

async fn preview(book: &Book, name: &str, options: ImportOptions) -> Result<ImportPreview> {
    let UploadReply::Import(file) =
        book.upload(Upload::Import { file_name: name.to_owned() }, bytes(name)).await?
    else {
        anyhow::bail!("an import file was answered by something else");
    };
    book.ask(PreviewImport { file, options }).await
}

/// Imports, imports again, undoes, redoes; leaves the book with the rows in it.
async fn check(name: &str, added: u64, problems: u64) -> Result<(tempfile::TempDir, Book)> {
    check_with(name, ImportOptions::default(), added, problems).await
}

async fn check_with(
    name: &str,
    options: ImportOptions,
    added: u64,
    problems: u64,
) -> Result<(tempfile::TempDir, Book)> {
    let (folder, book) = book().await?;
    let report = book.import_with(name, bytes(name), options.clone()).await?;
    assert_eq!((report.added, report.problem_count), (added, problems), "{name}: {:?}", report.problems);
    assert_eq!(book.count("").await?, added);
    let again = book.import_with(&format!("renamed-{name}"), bytes(name), options).await?;
    assert_eq!((again.added, again.known), (0, added), "{name} a second time, under another name");
    assert!(again.group.is_none(), "nothing happened, so there is nothing to undo");
    book.ask(UndoLast { group: report.group }).await?;
    assert_eq!(book.count("").await?, 0, "{name} was one step to undo");
    book.ask(RedoNext {}).await?;
    assert_eq!(book.count("").await?, added);
    assert_eq!(book.illnesses().await?, Vec::<String>::new());
    Ok((folder, book))
}

#[tokio::test]
async fn e136_the_originals_csv_goes_in_once() -> Result<()> {
    let (_folder, book) = check("original.csv", 10, 0).await?;
    the_originals_rows(&book).await
}

#[tokio::test]
async fn e136_the_originals_json_goes_in_once() -> Result<()> {
    let (_folder, book) = check("original.json", 10, 0).await?;
    the_originals_rows(&book).await
}

async fn the_originals_rows(book: &Book) -> Result<()> {
    let tacos = with_note(book, "Carnitas").await?;
    assert_eq!((tacos.total_minor, tacos.occurred_on.to_string().as_str()), (2_477, "2025-03-04"));
    assert_eq!(
        (tacos.meal_type.map(|m| m.as_str()), tacos.order_type.map(|o| o.as_str()), tacos.party_size),
        (Some("lunch"), Some("dine_in"), Some(2))
    );
    assert_eq!(tacos.cleared_on.map(|day| day.to_string()).as_deref(), Some("2025-03-06"));
    let tags: Vec<&str> = tacos.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(tags, ["acme", "travel"], "tags keep their order");
    assert_eq!(with_note(book, "ramen").await?.place.map(|place| place.name).as_deref(), Some("麺屋 さくら"));
    assert!(with_note(book, "ramen").await?.notes.contains('🍜'), "E-143");
    assert_eq!(with_note(book, "Line one").await?.notes, "Line one\nline two");
    assert_eq!(with_note(book, "not bold").await?.notes, "<b>not bold</b>");
    assert_eq!(with_note(book, "=SUM").await?.notes, "=SUM(A1)", "E-142");
    assert_eq!(with_note(book, "Invited").await?.total_minor, 0, "a free meal is a meal");
    Ok(())
}

#[tokio::test]
async fn e137_two_identical_coffees_are_two_rows() -> Result<()> {
    let (_folder, book) = check("original.csv", 10, 0).await?;
    assert_eq!(book.count(r#"place:"Kiosk 7""#).await?, 2);
    Ok(())
}

fn in_dollars() -> ImportOptions {
    ImportOptions { currency: Some(domain::CurrencyCode::of(*b"USD")), ..ImportOptions::default() }
}

#[tokio::test]
async fn e057_a_dollar_sign_alone_decides_no_currency() -> Result<()> {
    let (_folder, book) = book().await?;
    let report = book.import("simplifi.csv", bytes("simplifi.csv")).await?;
    assert_eq!((report.added, report.problems[0].reason.as_str()), (0, "ambiguous_currency"));
    Ok(())
}

#[tokio::test]
async fn e134_the_sign_of_simplifi_says_expense_or_reimbursement() -> Result<()> {
    let (_folder, book) = check_with("simplifi.csv", in_dollars(), 5, 1).await?;
    let rows = rows(&book).await?;
    let back: Vec<i64> =
        rows.iter().filter(|row| row.kind == ExpenseKind::Reimbursement).map(|row| row.total_minor).collect();
    assert_eq!(back, [7_689], "+$76.89 came back");
    let spent: i64 =
        rows.iter().filter(|row| row.kind == ExpenseKind::Purchase).map(|row| row.total_minor).sum();
    assert_eq!(spent, 2_477 + 610 + 10_300 + 800);
    Ok(())
}

#[tokio::test]
async fn e133_dates_are_read_in_every_way_they_are_written() -> Result<()> {
    let (_folder, book) = check_with("simplifi.csv", in_dollars(), 5, 1).await?;
    let mut days: Vec<String> = rows(&book).await?.iter().map(|row| row.occurred_on.to_string()).collect();
    days.sort();
    assert_eq!(days, ["2023-10-31", "2025-01-01", "2026-03-07", "2026-03-14", "2026-03-15"]);
    Ok(())
}

#[tokio::test]
async fn e129_the_encoding_is_found_out() -> Result<()> {
    for (name, added, encoding, words) in [
        ("generic_utf8_bom.csv", 5, "utf-8", "Menú del día"),
        ("generic_utf16le.csv", 5, "utf-16le", "Käsespätzle & Bier"),
        ("generic_windows1252.csv", 3, "windows-1252", "Brötchen für Björn"),
        ("generic_shift_jis.csv", 3, "shift_jis", "替え玉と餃子"),
    ] {
        let (_folder, book) = check(name, added, 0).await.with_context(|| name.to_owned())?;
        assert_eq!(
            preview(&book, name, ImportOptions::default()).await?.encoding.to_lowercase(),
            encoding,
            "{name}"
        );
        with_note(&book, words).await.with_context(|| name.to_owned())?;
    }
    Ok(())
}

#[tokio::test]
async fn e129_a_wrong_guess_of_the_encoding_can_be_changed() -> Result<()> {
    let (_folder, book) = book().await?;
    let options = ImportOptions { encoding: Some("shift_jis".into()), ..ImportOptions::default() };
    let chosen = preview(&book, "generic_shift_jis.csv", options).await?;
    assert_eq!(chosen.sample[0].place.as_deref(), Some("麺屋さくら"));
    let options = ImportOptions { encoding: Some("windows-1252".into()), ..ImportOptions::default() };
    let wrong = preview(&book, "generic_shift_jis.csv", options).await?;
    assert_ne!(wrong.sample[0].place.as_deref(), Some("麺屋さくら"));
    Ok(())
}

#[tokio::test]
async fn e031_a_decimal_comma_is_read_from_the_whole_file() -> Result<()> {
    let (_folder, book) = check("generic_windows1252.csv", 3, 0).await?;
    let mut totals: Vec<i64> = rows(&book).await?.iter().map(|row| row.total_minor).collect();
    totals.sort_unstable();
    assert_eq!(totals, [840, 2_390, 123_456]);
    Ok(())
}

#[tokio::test]
async fn e028_a_currency_without_decimals_keeps_its_amount() -> Result<()> {
    let (_folder, book) = check("generic_shift_jis.csv", 3, 0).await?;
    assert_eq!(book.count("currency:JPY amount:1800").await?, 1);
    Ok(())
}

#[tokio::test]
async fn e131_row_13_decides_the_order_of_dates_for_the_whole_file() -> Result<()> {
    let (_folder, book) = check("generic_dates_decided_on_row_13.csv", 13, 0).await?;
    assert_eq!(book.count("on:2026-06-01").await?, 1, "01/06/2026 is 1 June when 25/02/2026 is in the file");
    Ok(())
}

#[tokio::test]
async fn e132_when_no_row_decides_the_person_is_asked() -> Result<()> {
    let (_folder, book) = book().await?;
    let name = "generic_dates_open.csv";
    let open = preview(&book, name, ImportOptions::default()).await?;
    assert!(matches!(open.needs.as_slice(), [ImportChoice::DayFirst { .. }]), "{:?}", open.needs);
    assert!(book.import(name, bytes(name)).await.is_err(), "nothing is guessed");
    assert_eq!(book.count("").await?, 0);
    for (day_first, day) in [(true, "2026-06-01"), (false, "2026-01-06")] {
        let UploadReply::Import(file) =
            book.upload(Upload::Import { file_name: name.into() }, bytes(name)).await?
        else {
            anyhow::bail!("an import file was answered by something else");
        };
        let options = ImportOptions { day_first: Some(day_first), ..ImportOptions::default() };
        let report = book.ask(CommitImport { file, options }).await?;
        assert_eq!(
            (report.added, book.count(&format!("on:{day}")).await?),
            (12, 1),
            "day first: {day_first}"
        );
        book.ask(UndoLast { group: report.group }).await?;
    }
    Ok(())
}

#[tokio::test]
async fn unreadable_rows_are_named_with_line_and_reason_and_the_rest_is_imported() -> Result<()> {
    let (_folder, book) = book().await?;
    let report = book.import("rows.csv", bytes("generic_unreadable_rows.csv")).await?;
    let named: Vec<(u64, &str)> = report.problems.iter().map(|p| (p.line, p.field.as_str())).collect();
    assert_eq!(named, [(3, "date"), (4, "amount"), (6, "amount"), (7, "currency")], "{:?}", report.problems);
    assert!(report.problems.iter().all(|problem| !problem.reason.is_empty()));
    assert_eq!(book.count("").await?, report.added);
    assert_eq!(report.added, 2, "a blank row is no problem and no expense");
    Ok(())
}

#[tokio::test]
async fn e136_an_overlapping_file_adds_only_what_is_new() -> Result<()> {
    let (_folder, book) = book().await?;
    let all = tests::book::csv(300);
    let text = String::from_utf8(all.clone())?;
    let half: String = text.lines().take(151).map(|line| format!("{line}\n")).collect();
    assert_eq!(book.import("half.csv", half.into_bytes()).await?.added, 150);
    let rest = book.import("all.csv", all).await?;
    assert_eq!((rest.added, rest.known), (150, 150));
    Ok(())
}

#[tokio::test]
async fn what_is_no_table_is_refused() -> Result<()> {
    let (_folder, book) = book().await?;
    for (name, bytes) in [
        ("empty.csv", Vec::new()),
        ("picture.csv", tests::photo::jpeg(1, 40, 30)),
        ("list.json", b"{\"a\": 1".to_vec()),
    ] {
        assert!(book.import(name, bytes).await.is_err(), "{name}");
    }
    assert_eq!(book.count("").await?, 0);
    assert!(book.database.exists());
    Ok(())
}
