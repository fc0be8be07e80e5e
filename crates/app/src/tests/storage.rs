//! A full disk, and a damaged file.

use domain::AttachmentKind;
use store::OpenOptions;
use wire::Code;
use wire::call::*;

use super::book::{Book, is_code};
use super::photographs::{jpeg, upload};
use crate::App;

#[tokio::test]
async fn e069_a_full_disk_loses_nothing_says_so_and_a_retry_works() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 900).await;
    book.app.close().await;
    let path = book.folder.path().join("book.db");
    let pages = u32::try_from(std::fs::metadata(&path).unwrap().len() / 4_096).unwrap();
    let options = OpenOptions { max_pages: Some(pages + 2), ..OpenOptions::at(book.env.now_ms()) };
    let app = App::open_with(&path, book.env.clone(), &options, crate::CloudOptions::none()).await.unwrap();
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
    let app = App::open_with(
        &path,
        book.env.clone(),
        &OpenOptions::at(book.env.now_ms()),
        crate::CloudOptions::none(),
    )
    .await
    .unwrap();
    let book = Book { app, ..book };
    assert_eq!(book.ok(save).await.ids.len(), 50);
    book.must_be_whole().await;
}

#[tokio::test]
async fn e113_a_rescued_book_has_its_pictures_and_its_undo() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 900).await;
    let mut photos = Vec::new();
    for shade in 0..2 {
        let photo = upload(&book, id, AttachmentKind::Meal, jpeg(shade)).await;
        book.app.media(photo.blob, Variant::Thumb).await.unwrap();
        photos.push(photo);
    }
    let gone = book.app.store().variant_path(&photos[0].sha256, "thumb").unwrap();
    book.app.close().await;
    std::fs::remove_file(&gone).unwrap();
    let path = book.folder.path().join("book.db");
    let mut bytes = std::fs::read(&path).unwrap();
    // The index at the end of the file is damaged: every row can be read, but the file is no sound database.
    let page = bytes.len() - 4_096;
    bytes[page..].fill(0xAB);
    std::fs::write(&path, bytes).unwrap();
    // A log that says the last program was killed: only then is the whole file looked at.
    std::fs::write(book.folder.path().join("book.db-wal"), [1, 2, 3]).unwrap();

    let book = book.reopened().await;
    let rescued = book.app.open_report().rescued.as_ref().expect("the damage was seen");
    assert!(rescued.is_complete, "{rescued:?}");
    for photo in &photos {
        wait_for(async || book.app.store().variants(photo.blob).await.unwrap().len() == 2).await;
        assert_eq!(book.app.media(photo.blob, Variant::Thumb).await.unwrap().mime, "image/jpeg");
    }
    assert!(gone.exists(), "the picture was made again");
    assert_eq!(book.get(id).await.attachments.len(), 2);
    book.ok(UndoLast::default()).await;
    assert_eq!(book.get(id).await.attachments.len(), 1, "the last photograph was one step");
    book.must_be_whole().await;
}

/// Looks until it is so.
async fn wait_for(mut is_so: impl AsyncFnMut() -> bool) {
    for _ in 0..500 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("it never was");
}
