//! The bytes of photographs on their way.

use domain::BlobId;
use domain::schema::Patch;
use uuid::Uuid;

use crate::BlobFile;
use crate::sync::testing::Cloud;
use crate::testing::Book;

fn photo(file: &BlobFile) -> Patch {
    Patch::new()
        .set("sha256", file.sha256.as_str())
        .set("blake3", file.blake3.as_str())
        .set("size", i64::try_from(file.size).unwrap())
        .set("mime", "image/jpeg")
        .set("cloud_state", "absent")
        .set("local_state", "present")
}

fn say(cloud: &mut Cloud, id: Uuid, state: &str) {
    cloud.edit("blob", id, "cloud", |value| {
        value.insert("cloud_state".into(), state.into());
    });
}

#[tokio::test]
async fn bytes_go_up_after_their_row_and_once() {
    let (book, mut cloud) = Book::attached().await;
    let file = book.store.put_blob(b"photo".to_vec()).await.unwrap();
    let id = book.insert("blob", photo(&file)).await;
    assert!(book.store.uploads(book.workspace, 0, 9).await.unwrap().is_empty(), "the row first");
    book.sync(&mut cloud).await;
    let uploads = book.store.uploads(book.workspace, 0, 9).await.unwrap();
    assert_eq!((uploads[0].blob, uploads[0].size, uploads[0].tries), (BlobId(id), 5, 0));
    book.store.put_upload_chunks(book.workspace, &file.sha256, &[0, 2]).await.unwrap();
    book.store.put_transfer_failed(book.workspace, &file.sha256, true, 50).await.unwrap();
    assert!(book.store.uploads(book.workspace, 49, 9).await.unwrap().is_empty());
    let again = book.store.uploads(book.workspace, 50, 9).await.unwrap();
    assert_eq!((again[0].done.as_slice(), again[0].tries), ([0, 2].as_slice(), 1));
    book.store.put_upload_complete(book.workspace, &file.sha256).await.unwrap();
    assert!(book.store.uploads(book.workspace, 99, 9).await.unwrap().is_empty());
    say(&mut cloud, id, "present");
    book.sync(&mut cloud).await;
    assert_eq!(
        book.text("select local_state from blob").await,
        "present",
        "what is here is not for others to say"
    );
    // The service lost them: whoever has them sends them again.
    say(&mut cloud, id, "absent");
    book.sync(&mut cloud).await;
    assert_eq!(book.store.uploads(book.workspace, 99, 9).await.unwrap().len(), 1);
    assert_eq!(book.count("select count(*) from outbox").await, 0);
}

#[tokio::test]
async fn bytes_come_down_once_the_service_has_them() {
    let (book, mut cloud) = Book::attached().await;
    let file = book.store.put_blob(b"photo".to_vec()).await.unwrap();
    let id = book.insert("blob", photo(&file)).await;
    book.sync(&mut cloud).await;
    let other = Book::joined(book.workspace).await;
    other.sync(&mut cloud).await;
    assert_eq!(other.text("select local_state from blob").await, "absent");
    assert!(other.store.downloads(other.workspace, 0, 9).await.unwrap().is_empty());
    say(&mut cloud, id, "present");
    other.sync(&mut cloud).await;
    other.store.put_transfer_failed(other.workspace, &file.sha256, false, 50).await.unwrap();
    assert!(other.store.downloads(other.workspace, 49, 9).await.unwrap().is_empty());
    assert_eq!(other.store.downloads(other.workspace, 50, 9).await.unwrap()[0].tries, 1);
    other.store.put_blob(b"photo".to_vec()).await.unwrap();
    other.store.put_blob_present(other.workspace, &file.sha256).await.unwrap();
    assert!(other.store.downloads(other.workspace, 50, 9).await.unwrap().is_empty());
    assert_eq!(other.count("select count(*) from outbox").await, 0, "this is nobody else's business");
    assert!(other.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn only_what_the_service_has_leaves_this_device() {
    let (book, mut cloud) = Book::attached().await;
    let mut ids = Vec::new();
    for bytes in [b"one".to_vec(), b"two".to_vec(), b"three".to_vec()] {
        let file = book.store.put_blob(bytes).await.unwrap();
        ids.push((book.insert("blob", photo(&file)).await, file.sha256));
    }
    book.sync(&mut cloud).await;
    for (id, _) in &ids[..2] {
        say(&mut cloud, *id, "present");
    }
    book.sync(&mut cloud).await;
    book.store.put_blob_used(BlobId(ids[0].0), 9).await.unwrap();
    assert_eq!(book.store.evict_blobs(100).await.unwrap(), 0);
    assert_eq!(book.store.evict_blobs(10).await.unwrap(), 3, "the one not looked at goes first");
    assert!(book.store.read_blob(&ids[1].1).await.is_err());
    assert_eq!(book.store.evict_blobs(0).await.unwrap(), 3);
    assert!(book.store.read_blob(&ids[2].1).await.is_ok(), "never before the service has it");
    assert_eq!(book.text("select group_concat(local_state) from blob").await, "evicted,evicted,present");
    book.store.put_blob_lost(book.workspace, &ids[2].1).await.unwrap();
    assert!(book.store.uploads(book.workspace, 0, 9).await.unwrap().is_empty());
}
