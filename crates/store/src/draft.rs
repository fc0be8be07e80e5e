//! Forms that were not saved yet: they survive a kill, stay on this device, and leave when their expense is saved.

use domain::{ExpenseId, WorkspaceId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::sql::{self, Params};
use crate::{Result, Store};

/// A form that was not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// The id its expense will have, or has when it is an edit.
    pub id: ExpenseId,
    /// The form as JSON.
    pub payload: String,
    /// When it was begun, in milliseconds since 1970, UTC.
    pub created_at: i64,
    /// When it was last kept.
    pub updated_at: i64,
}

impl Store {
    /// Keeps a form as it is now.
    pub async fn put_draft(
        &self,
        workspace: WorkspaceId,
        id: ExpenseId,
        payload: &str,
        at_ms: i64,
    ) -> Result<()> {
        let args = Params::new().id(id.0).id(workspace.0).text(payload).int(at_ms).take();
        sqlx::query_with(include_str!("draft/put.sql"), args).execute(&self.writer).await?;
        Ok(())
    }

    /// The form of that expense.
    pub async fn draft(&self, workspace: WorkspaceId, id: ExpenseId) -> Result<Option<DraftRow>> {
        Ok(self.drafts(workspace).await?.into_iter().find(|draft| draft.id == id))
    }

    /// All forms that were not saved, the latest first.
    pub async fn drafts(&self, workspace: WorkspaceId) -> Result<Vec<DraftRow>> {
        let args = Params::new().id(workspace.0).take();
        let rows = sqlx::query_with(include_str!("draft/list.sql"), args).fetch_all(&self.readers).await?;
        rows.iter().map(draft).collect()
    }

    /// Forgets a form that is given up.
    pub async fn delete_draft(&self, id: ExpenseId) -> Result<()> {
        let args = Params::new().id(id.0).take();
        sqlx::query_with("delete from draft where id = ?1", args).execute(&self.writer).await?;
        Ok(())
    }
}

fn draft(row: &SqliteRow) -> Result<DraftRow> {
    Ok(DraftRow {
        id: ExpenseId(sql::id(row, 0)?),
        payload: row.try_get(1)?,
        created_at: row.try_get(2)?,
        updated_at: row.try_get(3)?,
    })
}

#[cfg(test)]
mod tests {
    use domain::ExpenseId;
    use uuid::Uuid;

    use crate::testing::{Book, NOW_MS, expense, table};

    #[tokio::test]
    async fn a_draft_lives_until_its_expense_is_saved() {
        let book = Book::new().await;
        let id = ExpenseId(Uuid::now_v7());
        book.store.put_draft(book.workspace, id, "{\"total\":1}", NOW_MS).await.unwrap();
        book.store.put_draft(book.workspace, id, "{\"total\":12}", NOW_MS + 5).await.unwrap();
        let draft = book.store.draft(book.workspace, id).await.unwrap().unwrap();
        assert_eq!(
            (draft.payload.as_str(), draft.created_at, draft.updated_at),
            ("{\"total\":12}", NOW_MS, NOW_MS + 5)
        );
        let mut tx = book.write("add").await;
        tx.insert(table("expense"), id.0, expense("2026-11-20", 12)).await.unwrap();
        tx.delete_draft(id.0).await.unwrap();
        drop(tx);
        assert_eq!(book.store.drafts(book.workspace).await.unwrap().len(), 1, "the save was not committed");
        let mut tx = book.write("add").await;
        tx.insert(table("expense"), id.0, expense("2026-11-20", 12)).await.unwrap();
        tx.delete_draft(id.0).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(book.store.draft(book.workspace, id).await.unwrap(), None);
    }
}
