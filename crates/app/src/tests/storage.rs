//! A full disk.

use domain::AttachmentKind;
use store::OpenOptions;
use wire::Code;
use wire::call::*;

use super::book::{Book, is_code};
use super::photographs::jpeg;
use crate::App;

#[tokio::test]
async fn e069_a_full_disk_loses_nothing_says_so_and_a_retry_works() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 900).await;
    book.app.close().await;
    let path = book.folder.path().join("book.db");
    let pages = u32::try_from(std::fs::metadata(&path).unwrap().len() / 4_096).unwrap();
    let options = OpenOptions { max_pages: Some(pages + 2), ..OpenOptions::at(book.env.now_ms()) };
    let app = App::open_with(&path, book.env.clone(), &options).await.unwrap();
    let book = Book { app, ..book };

    let form = book.form().await;
    let mut input = form.input.clone();
    input.notes = "a long note that needs room ".repeat(350);
    let save = SaveExpense { id: form.id, input, base_ms: 0, count: 50 };
    is_code(&book.refused(save.clone()).await, Code::DiskFull);
    assert_eq!(book.count("").await, 1, "no half save");
    let what = Upload::Photo { expense: id, kind: AttachmentKind::Meal, file_name: Some("x".repeat(200)) };
    let mut answers = Vec::new();
    for shade in 0..60 {
        answers
            .push(book.app.upload(what.clone(), jpeg(shade)).await.map(|_| ()).map_err(|fault| fault.code));
    }
    assert!(answers.contains(&Err(Code::DiskFull)), "{answers:?}");
    assert!(answers.iter().all(|answer| matches!(answer, Ok(()) | Err(Code::DiskFull))), "{answers:?}");
    assert_eq!(book.get(id).await.input.total_minor, 900);
    book.must_be_whole().await;

    book.app.close().await;
    let app = App::open_with(&path, book.env.clone(), &OpenOptions::at(book.env.now_ms())).await.unwrap();
    let book = Book { app, ..book };
    assert_eq!(book.ok(save).await.ids.len(), 50);
    book.must_be_whole().await;
}
