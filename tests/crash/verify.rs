//! Looks whether a book that was killed keeps every promise.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use domain::ExpenseId;
use tests::book::Book;
use tests::photo;
use wire::call::{GetExpense, ListDrafts, Variant};

use crate::promises::{Promise, Promises};

/// Opens the book and looks at everything that was acknowledged, also before earlier kills.
pub async fn all_kept(database: &Path, promises: &mut Promises) -> Result<()> {
    let book = Book::open(database).await?;
    let illnesses = book.illnesses().await?;
    ensure!(illnesses.is_empty(), "doctor found {illnesses:#?}");
    for (id, promise) in &mut promises.saved {
        saved(&book, *id, promise).await.with_context(|| format!("expense {id}"))?;
    }
    drafts(&book, &promises.drafts).await?;
    book.close().await;
    Ok(())
}

async fn saved(book: &Book, id: ExpenseId, promise: &mut Promise) -> Result<()> {
    let detail = book.ask(GetExpense { id }).await?;
    let total = detail.input.total_minor;
    ensure!(
        total == promise.total_minor || Some(total) == promise.perhaps_minor,
        "it is {total}, not {} or {:?}",
        promise.total_minor,
        promise.perhaps_minor
    );
    // What an unacknowledged edit came to is decided now, and must not change any more.
    promise.total_minor = total;
    promise.perhaps_minor = None;
    let [photo] = detail.attachments.as_slice() else {
        anyhow::bail!("it has {} photographs", detail.attachments.len())
    };
    ensure!(photo.sha256 == promise.sha256, "the photograph has the hash {}", photo.sha256);
    let picture = book.picture(photo.blob, Variant::Original).await?;
    ensure!(photo::sha256(&picture) == promise.sha256, "the photograph's bytes have another hash");
    Ok(())
}

async fn drafts(book: &Book, promised: &BTreeMap<ExpenseId, i64>) -> Result<()> {
    let kept: BTreeMap<ExpenseId, i64> =
        book.ask(ListDrafts {}).await?.into_iter().map(|draft| (draft.id, draft.input.total_minor)).collect();
    for (id, total) in promised {
        ensure!(kept.get(id) == Some(total), "the draft {id} of {total} is {:?}", kept.get(id));
    }
    Ok(())
}
