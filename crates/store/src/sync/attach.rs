//! A book joins the cloud, leaves it, or leaves the device.

use std::collections::HashSet;

use domain::WorkspaceId;
use domain::schema::{LOCAL_UNIT, TABLES, Table, Value};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::sql::{self, Params};
use crate::write::Here;
use crate::{Result, Store, WriteContext, WriteTx};

/// Rows entered in the outbox at a time.
const CHUNK_ROWS: i64 = 2_000;
/// Tables of this file alone that name a workspace.
const LOCAL_TABLES: [&str; 4] = ["expense_revision", "undo_step", "draft", "outbox"];
/// Tables of this file alone that hold what sync knows of a workspace.
const SYNC_TABLES: [&str; 6] = ["sync_book", "shadow", "unknown_row", "stage", "masked_row", "blob_transfer"];

/// How a book without account joins the cloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachMode {
    /// As a workspace of its own id.
    New,
    /// Into a workspace that is there already: rows move over, its settings and its own row do not.
    Into,
}

impl Store {
    /// Makes a book of this device one of the account's: every row is sent as it is now, the local history stays here.
    /// `ctx.workspace` is the local book. Doing it again does nothing.
    pub async fn attach(&self, ctx: WriteContext, target: WorkspaceId, mode: AttachMode) -> Result<()> {
        let local = ctx.workspace;
        let ctx = WriteContext { workspace: target, undoable: false, ..ctx };
        let mut tx = self.write(ctx).await?;
        if is_attached(&mut tx.tx, local).await? {
            return tx.rollback().await;
        }
        if mode == AttachMode::Into && local != target {
            move_rows(&mut tx.tx, local, target).await?;
        }
        tx.send_all(target, mode).await?;
        let args = Params::new().id(target.0).text("").value(&Value::Null).take();
        sqlx::query_with(include_str!("add_book.sql"), args).execute(&mut *tx.tx).await?;
        tx.commit().await.map(|_| ())
    }

    /// Makes a workspace a book of this device alone again; every row stays. Logging out needs no such thing: cursor and outbox wait
    /// for the next login of the same account.
    pub async fn detach(&self, ctx: WriteContext) -> Result<()> {
        let workspace = ctx.workspace;
        let ctx = WriteContext { undoable: false, ..ctx };
        let mut tx = self.write(ctx).await?;
        for name in SYNC_TABLES {
            forget(&mut tx.tx, name, workspace).await?;
        }
        for table in TABLES {
            let sql = format!(
                "update {} set rev = 0, stamps = null, sync_state = 'pending' where workspace_id = ?1",
                table.name
            );
            sqlx::query_with(&sql, Params::new().id(workspace.0).take()).execute(&mut *tx.tx).await?;
        }
        tx.send_all(workspace, AttachMode::New).await?;
        tx.commit().await.map(|_| ())
    }

    /// Removes everything of a workspace from this device, waiting changes included. Files of photographs are swept later.
    pub async fn forget_workspace(&self, workspace: WorkspaceId) -> Result<()> {
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let args = Params::new().id(workspace.0).take();
        sqlx::query_with(include_str!("forget_documents_of.sql"), args).execute(&mut *tx).await?;
        for table in TABLES.iter().rev() {
            forget(&mut tx, table.name, workspace).await?;
        }
        for name in LOCAL_TABLES.into_iter().chain(SYNC_TABLES) {
            forget(&mut tx, name, workspace).await?;
        }
        Ok(tx.commit().await?)
    }
}

impl WriteTx {
    /// One entry that makes it for each row no service has, in the place of all that waited.
    async fn send_all(&mut self, workspace: WorkspaceId, mode: AttachMode) -> Result<()> {
        // Of a workspace that syncs already only what has just moved in is new.
        let known: HashSet<Uuid> = match mode {
            AttachMode::New => HashSet::new(),
            AttachMode::Into => waiting_rows(&mut self.tx, workspace).await?,
        };
        if mode == AttachMode::New {
            forget(&mut self.tx, "outbox", workspace).await?;
        }
        for table in TABLES.iter().filter(|table| !matches!(table.name, "member" | "conflict")) {
            self.send_rows(table, workspace, &known).await?;
        }
        Ok(())
    }

    async fn send_rows(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        known: &HashSet<Uuid>,
    ) -> Result<()> {
        let sql = format!(
            "select id, local_id from {} where workspace_id = ?1 and rev = 0 and local_id > ?2 order by local_id limit ?3",
            table.name
        );
        let mut after = 0;
        loop {
            let args = Params::new().id(workspace.0).int(after).int(CHUNK_ROWS).take();
            let rows = sqlx::query_with(&sql, args).fetch_all(&mut *self.tx).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = sqlx::Row::try_get(last, 1)?;
            let ids = rows.iter().map(|row| sql::id(row, 0)).collect::<Result<Vec<_>>>()?;
            let mut here = self.here(table, &ids).await?;
            for id in ids.into_iter().filter(|id| !known.contains(id)) {
                if let Some(here) = here.remove(&id) {
                    self.send_row(table, id, &here).await?;
                }
            }
        }
    }

    async fn send_row(&mut self, table: &'static Table, id: Uuid, here: &Here) -> Result<()> {
        let scope = here.doc.get(table, "scope");
        if table.name == "setting" && scope == Some(&Value::from("device")) {
            return Ok(());
        }
        let columns = table.columns.iter().zip(&here.doc.values);
        let own = columns.filter(|(column, value)| column.unit != LOCAL_UNIT && **value != Value::Null);
        let deleted_at = Value::from(here.doc.deleted_at);
        let deleted = (deleted_at != Value::Null).then_some(("deleted_at", &deleted_at));
        let patch = sql::object(own.map(|(column, value)| (column.name, value)).chain(deleted));
        self.enter_insert(table, id, patch, here.facts.updated_at).await
    }
}

async fn is_attached(connection: &mut SqliteConnection, workspace: WorkspaceId) -> Result<bool> {
    let args = Params::new().id(workspace.0).take();
    let found = sqlx::query_with("select 1 from sync_book where workspace_id = ?1", args);
    Ok(found.fetch_optional(connection).await?.is_some())
}

async fn waiting_rows(connection: &mut SqliteConnection, workspace: WorkspaceId) -> Result<HashSet<Uuid>> {
    let args = Params::new().id(workspace.0).take();
    let rows = sqlx::query_with("select distinct row_id from outbox where workspace_id = ?1", args)
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| sql::id(row, 0)).collect()
}

async fn forget(connection: &mut SqliteConnection, table: &str, workspace: WorkspaceId) -> Result<()> {
    let sql = format!("delete from {table} where workspace_id = ?1");
    sqlx::query_with(&sql, Params::new().id(workspace.0).take()).execute(connection).await?;
    Ok(())
}

/// Rows of one workspace become rows of another. Its own row and its settings stay behind: the other has its own.
async fn move_rows(connection: &mut SqliteConnection, local: WorkspaceId, target: WorkspaceId) -> Result<()> {
    forget(&mut *connection, "outbox", local).await?;
    for name in ["workspace", "setting"] {
        forget(&mut *connection, name, local).await?;
    }
    let tables = TABLES.iter().map(|table| table.name).chain(LOCAL_TABLES);
    for name in tables {
        let sql = format!("update {name} set workspace_id = ?2 where workspace_id = ?1");
        let args = Params::new().id(local.0).id(target.0).take();
        sqlx::query_with(&sql, args).execute(&mut *connection).await?;
    }
    Ok(())
}
