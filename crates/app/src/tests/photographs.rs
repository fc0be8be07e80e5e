//! EDGE_CASES, receipts and images, as far as the book is concerned.

use std::io::Cursor;

use domain::{AttachmentKind, ExpenseId};
use image::{ImageFormat, Rgb, RgbImage};
use wire::Code;
use wire::call::*;

use super::book::{Book, is_code};

/// A small photograph; equal shades are equal bytes.
pub fn jpeg(shade: u8) -> Vec<u8> {
    let picture = RgbImage::from_fn(64, 48, |x, y| Rgb([shade, x as u8 * 3, y as u8 * 4]));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

pub async fn upload(
    book: &Book,
    expense: ExpenseId,
    kind: AttachmentKind,
    bytes: Vec<u8>,
) -> domain::read::AttachmentRow {
    let what = Upload::Photo { expense, kind, file_name: Some("IMG_1.jpg".into()) };
    match book.app.upload(what, bytes).await.unwrap().reply {
        UploadReply::Photo(row) => row,
        UploadReply::Import(_) => panic!("an import"),
    }
}

#[tokio::test]
async fn e061_a_photograph_taken_before_the_save_survives_a_kill_and_hangs_on_the_expense_after() {
    let book = Book::new().await;
    let form = book.form().await;
    let photo = upload(&book, form.id, AttachmentKind::Receipt, jpeg(1)).await;
    let second = upload(&book, form.id, AttachmentKind::Meal, jpeg(2)).await;
    book.must_be_whole().await;

    let book = book.reopened().await;
    let drafts = book.ok(ListDrafts {}).await;
    assert_eq!((drafts.len(), drafts[0].id, drafts[0].photo_count), (1, form.id, 2));
    let again = book.ok(OpenForm { from: FormSource::Draft(form.id) }).await;
    assert_eq!(again.attachments.iter().map(|row| row.id).collect::<Vec<_>>(), [photo.id, second.id]);
    assert!(book.app.media(photo.blob, Variant::Thumb).await.is_ok(), "shown while it waits");

    let saved = book.ok(SaveExpense { id: form.id, input: again.input, base_ms: 0, count: 1 }).await;
    let row = book.get(saved.id).await;
    assert_eq!(row.attachments.iter().map(|row| row.id).collect::<Vec<_>>(), [photo.id, second.id]);
    assert_eq!(row.attachments[0].sha256, photo.sha256);
    assert!(book.ok(ListDrafts {}).await.is_empty());
    let book = book.reopened().await;
    assert_eq!(book.app.media(photo.blob, Variant::Original).await.unwrap().bytes, jpeg(1));
    assert_eq!(book.count("has:receipt").await, 1);
    assert_eq!(book.dump().await["expense"][saved.id.to_string()]["receipt_state"], "present");
    book.must_be_whole().await;
}

#[tokio::test]
async fn a_photograph_on_a_saved_expense_is_there_at_once_with_its_pictures() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 900).await;
    let photo = upload(&book, id, AttachmentKind::Meal, jpeg(3)).await;
    assert_eq!((photo.width, photo.height, photo.mime.as_str()), (Some(64), Some(48), "image/jpeg"));
    let row = &book.list("has:photo").await[0];
    assert_eq!((row.photo_count, row.photo), (1, Some(photo.blob)));
    let thumb = book.app.media(photo.blob, Variant::Thumb).await.unwrap();
    assert_eq!(thumb.mime, "image/jpeg");
    let screen = book.app.media(photo.blob, Variant::Screen).await.unwrap();
    assert_ne!(thumb.etag, screen.etag);
    // A picture is handed out before its row is written.
    let rows = async { while book.app.store().variants(photo.blob).await.unwrap().len() < 2 {} };
    tokio::time::timeout(std::time::Duration::from_secs(30), rows).await.unwrap();
    is_code(
        &book.app.media(domain::BlobId(uuid::Uuid::nil()), Variant::Thumb).await.unwrap_err(),
        Code::NotFound,
    );
}

#[tokio::test]
async fn e071_the_same_photograph_twice_is_one_file() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 900).await;
    let one = upload(&book, id, AttachmentKind::Meal, jpeg(3)).await;
    let two = upload(&book, id, AttachmentKind::Receipt, jpeg(3)).await;
    assert_eq!((one.blob, one.id == two.id), (two.blob, false));
    assert_eq!(book.get(id).await.attachments.len(), 2);
}

#[tokio::test]
async fn e067_what_is_shared_has_no_position_and_the_original_is_intact() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 900).await;
    let plain = jpeg(4);
    // An EXIF segment with words in it, as a phone would write a position.
    let mut original = plain[..2].to_vec();
    let payload = [b"Exif\0\0".as_slice(), b"MM\0*\0\0\0\x08\0\0\0\0\0\0 GPS 47.3769 N"].concat();
    original.extend_from_slice(&[0xff, 0xe1]);
    original.extend_from_slice(&u16::try_from(payload.len() + 2).unwrap().to_be_bytes());
    original.extend_from_slice(&payload);
    original.extend_from_slice(&plain[2..]);
    let photo = upload(&book, id, AttachmentKind::Meal, original.clone()).await;
    assert_eq!(book.app.media(photo.blob, Variant::Original).await.unwrap().bytes, original);
    let has_position = |bytes: &[u8]| bytes.windows(4).any(|four| four == b"47.3");
    assert!(has_position(&original));
    assert!(!has_position(&book.app.shareable_original(photo.blob).await.unwrap().bytes));
    assert!(!has_position(&book.app.media(photo.blob, Variant::Screen).await.unwrap().bytes));
}

#[tokio::test]
async fn e068_what_is_no_photograph_is_refused_and_leaves_nothing() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 900).await;
    let before = book.dump().await;
    let whole = jpeg(1);
    for bytes in [Vec::new(), b"MZ\x90\0".to_vec(), b"<html>".to_vec(), whole[..whole.len() / 2].to_vec()] {
        let what = Upload::Photo { expense: id, kind: AttachmentKind::Meal, file_name: None };
        is_code(&book.app.upload(what, bytes).await.unwrap_err(), Code::NotAnImage);
    }
    assert_eq!(book.dump().await, before);
    assert!(!book.app.store().blob_folder().exists(), "not even a file");
    assert!(book.ok(ListDrafts {}).await.is_empty());
}

#[tokio::test]
async fn a_waiting_photograph_can_be_changed_moved_and_taken_off() {
    let book = Book::new().await;
    let form = book.form().await;
    let one = upload(&book, form.id, AttachmentKind::Meal, jpeg(1)).await;
    let two = upload(&book, form.id, AttachmentKind::Meal, jpeg(2)).await;
    let three = upload(&book, form.id, AttachmentKind::Meal, jpeg(3)).await;
    book.ok(EditAttachment {
        id: three.id,
        kind: Some(AttachmentKind::Menu),
        caption: Some("menu".into()),
        position: Some(0),
    })
    .await;
    book.ok(DeleteAttachment { id: one.id }).await;
    let saved = book.ok(SaveExpense { id: form.id, input: form.input, base_ms: 0, count: 1 }).await;
    let photos = book.get(saved.id).await.attachments;
    assert_eq!(photos.iter().map(|row| row.id).collect::<Vec<_>>(), [three.id, two.id]);
    assert_eq!((photos[0].kind, photos[0].caption.as_str()), (AttachmentKind::Menu, "menu"));
    book.ok(EditAttachment { id: two.id, kind: None, caption: None, position: Some(0) }).await;
    let photos = book.get(saved.id).await.attachments;
    assert_eq!(photos.iter().map(|row| row.id).collect::<Vec<_>>(), [two.id, three.id]);
    book.must_be_whole().await;
}

#[tokio::test]
async fn a_draft_that_is_thrown_away_takes_its_photographs_along() {
    let book = Book::new().await;
    let form = book.form().await;
    let photo = upload(&book, form.id, AttachmentKind::Meal, jpeg(1)).await;
    book.ok(DiscardDraft { id: form.id }).await;
    assert!(book.ok(ListDrafts {}).await.is_empty());
    assert!(book.dump().await["blob"].as_object().unwrap().is_empty());
    book.must_be_whole().await;
    let id = book.add(|input| input.total_minor = 1).await;
    let again = upload(&book, id, AttachmentKind::Meal, jpeg(1)).await;
    assert_eq!(again.sha256, photo.sha256);
    assert!(book.app.media(again.blob, Variant::Thumb).await.is_ok());
    book.must_be_whole().await;
}

#[tokio::test]
async fn the_doctor_finds_a_photograph_that_was_changed_on_disk() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 900).await;
    let photo = upload(&book, id, AttachmentKind::Meal, jpeg(1)).await;
    std::fs::write(book.app.store().blob_path(&photo.sha256).unwrap(), b"rot").unwrap();
    let report = book.ok(RunDoctor {}).await;
    let blobs = report.checks.iter().find(|check| check.name == "blobs").unwrap();
    assert!(!report.is_clean && blobs.looked_at == 1 && blobs.problems.len() == 1);
}

#[tokio::test]
async fn an_expense_has_at_most_two_hundred_photographs() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 1).await;
    for _ in 0..200 {
        upload(&book, id, AttachmentKind::Menu, jpeg(1)).await;
    }
    let what = Upload::Photo { expense: id, kind: AttachmentKind::Menu, file_name: None };
    let fault = book.app.upload(what, jpeg(2)).await.unwrap_err();
    assert_eq!(invalid_fields(&fault.invalid), [domain::expense::Field::Photo]);
    assert_eq!(book.get(id).await.attachments.len(), 200);
}
