//! Ending a write transaction: index, undo step, commit.

use domain::schema::Table;
use uuid::Uuid;

use super::{Committed, Step, WriteTx};
use crate::index;
use crate::sql::Params;
use crate::{Error, Result};

/// The most undo steps kept.
pub const UNDO_STEPS_MAX: i64 = 1_000;
/// How long an undo step is kept, in milliseconds: 30 days.
pub const UNDO_AGE_MAX_MS: i64 = 30 * 24 * 60 * 60 * 1_000;

impl WriteTx {
    /// Writes index, history, outbox and undo step, and commits durably. With no change nothing is written.
    pub async fn commit(mut self) -> Result<Committed> {
        if self.is_spoilt {
            self.tx.rollback().await?;
            return Err(Error::Spoilt);
        }
        let is_large = !self.deferred.is_empty();
        self.flush_log().await?;
        self.make_indexes().await?;
        self.index_touched().await?;
        if self.step == Step::New {
            self.push_step().await?;
        }
        if is_large {
            // The planner's statistics went with the indexes.
            sqlx::query("analyze").execute(&mut *self.tx).await?;
        }
        self.tx.commit().await?;
        Ok(self.committed)
    }

    /// Gives everything up.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.tx.rollback().await?)
    }

    async fn index_touched(&mut self) -> Result<()> {
        let renamed = std::mem::take(&mut self.touched.renamed);
        for (table, id) in renamed {
            let users = self.users_of(table, id).await?;
            self.touched.changed.extend(users);
        }
        let changed = std::mem::take(&mut self.touched.changed);
        for id in &changed {
            // What changed after it was made is read again from its rows.
            self.touched.new.remove(*id);
        }
        let changed: Vec<Uuid> = changed.into_iter().collect();
        index::reindex(&mut self.tx, &changed).await?;
        self.touched.new.write(&mut self.tx).await
    }

    /// Indexes the new expenses of a long import on the way, so they do not pile up in memory.
    pub(super) async fn index_when_many(&mut self) -> Result<()> {
        if self.touched.new.is_many() { self.touched.new.write(&mut self.tx).await } else { Ok(()) }
    }

    /// The expenses that show the name of this catalogue row.
    pub(super) async fn users_of(&mut self, table: &'static Table, id: Uuid) -> Result<Vec<Uuid>> {
        let sql = match table.name {
            "place" => include_str!("users_of_place.sql"),
            "merchant" => include_str!("users_of_merchant.sql"),
            "category" => include_str!("users_of_category.sql"),
            "tag" => include_str!("users_of_tag.sql"),
            "person" => include_str!("users_of_person.sql"),
            _ => return Ok(Vec::new()),
        };
        let rows = sqlx::query_with(sql, Params::new().id(id).take()).fetch_all(&mut *self.tx).await?;
        rows.iter().map(|row| crate::sql::id(row, 0)).collect()
    }

    async fn push_step(&mut self) -> Result<()> {
        let Some((first, last)) = self.revision_span() else { return Ok(()) };
        let workspace = self.ctx.workspace.0;
        let args = Params::new()
            .id(workspace)
            .id(self.ctx.group.0)
            .text(self.ctx.action)
            .int(self.ctx.at_ms)
            .int(first)
            .int(last)
            .int(last - first + 1)
            .take();
        sqlx::query("delete from undo_step where workspace_id = ?1 and undone = 1")
            .bind(workspace.as_bytes().to_vec())
            .execute(&mut *self.tx)
            .await?;
        sqlx::query_with(include_str!("push_step.sql"), args).execute(&mut *self.tx).await?;
        let args =
            Params::new().id(workspace).int(self.ctx.at_ms - UNDO_AGE_MAX_MS).int(UNDO_STEPS_MAX).take();
        sqlx::query_with(include_str!("prune_steps.sql"), args).execute(&mut *self.tx).await?;
        Ok(())
    }
}
