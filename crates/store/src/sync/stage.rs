//! A whole copy fetched again: the service went back in time, the cursor expired, rights changed. Pages wait in `stage`; one
//! transaction puts them in the place of this copy. Cursor and epoch change only there (SYNC.md 10.3).

use domain::WorkspaceId;
use domain::mutant;
use domain::schema::{TABLES, Table};
use sqlx::Row;
use uuid::Uuid;
use wire::v1;

use super::Applied;
use super::book::{self, Refetch};
use super::entry;
use super::heal::Healing;
use super::pull::{Guard, Pull};
use crate::sql::{self, Params};
use crate::{Error, Result, Store, WriteContext};

/// Rows of one statement.
const STATEMENT_ROWS: usize = 200;
/// Staged rows taken over at a time.
const CHUNK_ROWS: i64 = 2_000;

impl Store {
    /// Begins a refetch, or begins it again; `floor` only after a restore of the service.
    pub async fn stage_begin(&self, workspace: WorkspaceId, epoch: i32, floor: Option<i64>) -> Result<()> {
        let refetch = Refetch { epoch, floor, cursor: None, fresh: true, head: 0, scope: 0 };
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let args = Params::new().id(workspace.0).take();
        sqlx::query_with("delete from stage where workspace_id = ?1", args).execute(&mut *tx).await?;
        put_refetch(&mut tx, workspace, &refetch).await?;
        if mutant::is("epoch_before_swap") {
            let args = Params::new().id(workspace.0).int(i64::from(epoch)).take();
            sqlx::query_with("update sync_book set epoch = ?2 where workspace_id = ?1", args)
                .execute(&mut *tx)
                .await?;
        }
        Ok(tx.commit().await?)
    }

    /// Keeps a page of a refetch; false when it is not the answer to the newest request of it.
    pub async fn stage(
        &self,
        workspace: WorkspaceId,
        request_cursor: Option<&str>,
        response: &v1::SyncResponse,
    ) -> Result<bool> {
        if !response.end {
            return Err(Error::Malformed("an answer that was cut off"));
        }
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let book = book::find(&mut tx, workspace).await?;
        let Some(mut refetch) = book.and_then(|book| book.refetch) else { return Ok(false) };
        let is_next = refetch.cursor.as_deref() == request_cursor || mutant::is("cursor_any_order");
        if refetch.epoch != response.epoch || !is_next {
            return Ok(false);
        }
        let rows: Vec<&v1::Row> = response.own.iter().chain(&response.rows).collect();
        for rows in rows.chunks(STATEMENT_ROWS) {
            keep(&mut tx, workspace, rows).await?;
        }
        refetch.cursor = Some(response.cursor.clone());
        refetch.fresh = false;
        refetch.head = refetch.head.max(response.head);
        refetch.scope = response.scope;
        put_refetch(&mut tx, workspace, &refetch).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Puts a complete refetch in the place of this copy, in one transaction: what waits stays on top, what the service no longer has
    /// and nobody waits to send is dropped, what it lost is given back, cursor and epoch are the new ones.
    pub async fn stage_swap(&self, ctx: WriteContext) -> Result<Applied> {
        let workspace = ctx.workspace;
        let mut pull = Pull::begin(self, ctx).await?;
        let book = book::find(pull.connection(), workspace).await?;
        let book = book.ok_or(Error::NotFound { table: "sync_book", id: workspace.0 })?;
        let (Some(refetch), is_same_epoch) = (
            book.refetch.clone().filter(|refetch| refetch.cursor.is_some()),
            book.refetch.as_ref().is_some_and(|refetch| refetch.epoch == book.epoch),
        ) else {
            return Err(Error::Malformed("a refetch without pages"));
        };
        // A service that went back without saying so gives the same sequences again, in the same epoch.
        let common = refetch.floor.unwrap_or(if is_same_epoch { i64::MAX } else { 0 });
        let floor = refetch.floor.filter(|_| !mutant::is("no_heal"));
        let mut healing = Healing::begin(&mut pull, refetch.epoch, floor).await?;
        for table in TABLES {
            pull.swap_in(table, common, &mut healing).await?;
            pull.drop_absent(table, &mut healing).await?;
        }
        pull.swap_unknown().await?;
        pull.applied.healed = healing.count();
        let args = Params::new()
            .id(workspace.0)
            .value(&refetch.cursor.clone().into())
            .int(i64::from(refetch.epoch))
            .int(refetch.head)
            .int(i64::from(refetch.scope))
            .take();
        sqlx::query_with(include_str!("swap.sql"), args).execute(pull.connection()).await?;
        let args = Params::new().id(workspace.0).take();
        sqlx::query_with("delete from stage where workspace_id = ?1", args)
            .execute(pull.connection())
            .await?;
        pull.applied.moved = true;
        pull.commit().await
    }
}

impl Pull {
    /// Takes the staged rows of a table over.
    async fn swap_in(&mut self, table: &'static Table, common: i64, healing: &mut Healing) -> Result<()> {
        let mut after = Uuid::nil();
        loop {
            let args = Params::new().id(self.workspace()).text(table.name).id(after).int(CHUNK_ROWS).take();
            let rows =
                sqlx::query_with(include_str!("staged.sql"), args).fetch_all(self.connection()).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = sql::id(last, 0)?;
            let staged = rows.iter().map(|row| read_doc(row, 1)).collect::<Result<Vec<_>>>()?;
            healing.compare(self, table, &staged).await?;
            self.rows(&staged, Guard::Swap(common)).await?;
        }
    }

    /// Rows that are here and not on the service.
    async fn drop_absent(&mut self, table: &'static Table, healing: &mut Healing) -> Result<()> {
        if table.name == "workspace" {
            return Ok(());
        }
        let sql = format!(
            "select id from {0} as r where workspace_id = ?1 and rev > 0 and not exists \
             (select 1 from stage as s where s.workspace_id = ?1 and s.\"table\" = '{0}' and s.row_id = r.id)",
            table.name
        );
        let args = Params::new().id(self.workspace()).take();
        let rows = sqlx::query_with(&sql, args).fetch_all(self.connection()).await?;
        let ids = rows.iter().map(|row| sql::id(row, 0)).collect::<Result<Vec<_>>>()?;
        for id in ids {
            if healing.is_given_back(self, table, id).await? {
                continue;
            }
            let Some(here) = self.tx.here(table, &[id]).await?.remove(&id) else { continue };
            let waiting = entry::waiting(self.connection(), table, &[id]).await?;
            if !waiting.is_empty() {
                // What waits is refused by the service, and then the row goes. A version of a time that was taken back says nothing
                // about the versions to come: the row may come back under a lower one.
                let seq = healing.common(here.facts.rev);
                let gone = v1::Row { k: table.name.to_owned(), id, seq, gone: true, ..v1::Row::default() };
                self.shadow(table, &gone).await?;
                let sql = format!("update {} set rev = ?2 where id = ?1", table.name);
                let args = Params::new().id(id).int(seq).take();
                sqlx::query_with(&sql, args).execute(self.connection()).await?;
            } else if here.doc.deleted_at.is_none() || healing.is_lost(&here) {
                // What is in the trash here is not among what a first download sends: it stays.
                self.remove(table, id, false).await?;
            }
        }
        Ok(())
    }

    async fn swap_unknown(&mut self) -> Result<()> {
        let args = Params::new().id(self.workspace()).take();
        sqlx::query_with("delete from unknown_row where workspace_id = ?1", args)
            .execute(self.connection())
            .await?;
        let known = serde_json::Value::from(TABLES.iter().map(|table| table.name).collect::<Vec<_>>());
        let args = Params::new().id(self.workspace()).text(known.to_string()).take();
        let rows =
            sqlx::query_with(include_str!("staged_unknown.sql"), args).fetch_all(self.connection()).await?;
        let rows = rows.iter().map(|row| read_doc(row, 0)).collect::<Result<Vec<_>>>()?;
        self.rows(&rows, Guard::Other).await
    }
}

fn read_doc(row: &sqlx::sqlite::SqliteRow, at: usize) -> Result<v1::Row> {
    serde_json::from_str(row.try_get(at)?).map_err(|_| Error::Malformed("a staged row"))
}

async fn put_refetch(
    connection: &mut sqlx::SqliteConnection,
    workspace: WorkspaceId,
    refetch: &Refetch,
) -> Result<()> {
    let text = serde_json::to_string(refetch).map_err(|_| Error::Malformed("a refetch"))?;
    let args = Params::new().id(workspace.0).text(text).take();
    sqlx::query_with("update sync_book set refetch = ?2 where workspace_id = ?1", args)
        .execute(connection)
        .await?;
    Ok(())
}

async fn keep(
    connection: &mut sqlx::SqliteConnection,
    workspace: WorkspaceId,
    rows: &[&v1::Row],
) -> Result<()> {
    let tuples = vec!["(?,?,?,?,?)"; rows.len()].join(",");
    let sql = format!(
        "insert into stage (workspace_id, \"table\", row_id, rev, doc) values {tuples} \
         on conflict do update set rev = excluded.rev, doc = excluded.doc where excluded.rev >= stage.rev"
    );
    let mut params = Params::new();
    for row in rows {
        let doc = serde_json::to_string(row).map_err(|_| Error::Malformed("a row"))?;
        params.id(workspace.0).text(&*row.k).id(row.id).int(row.seq).text(doc);
    }
    sqlx::query_with(&sql, params.take()).execute(&mut *connection).await?;
    Ok(())
}
