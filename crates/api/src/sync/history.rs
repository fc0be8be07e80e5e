//! What was ever said of a row.

use serde_json::Value as Json;
use sqlx::Row as _;
use uuid::Uuid;
use wire::v1::{History, HistoryItem, RowId};

use crate::database::{begin_read, read_standing, word};
use crate::{Error, Result, State, feed};

/// Edits of one row shown, newest kept.
const ENTRIES_MAX: i64 = 1_000;

/// The history of a row, oldest first, for who sees all of the row.
pub async fn history(state: &State, workspace: Uuid, user: Uuid, row: RowId) -> Result<History> {
    super::kind(&row.k)?;
    let mut tx = begin_read(&state.pool, workspace, user).await?;
    let (_, member) = read_standing(&mut tx, workspace, user).await?;
    let seen = feed::rows(&mut tx, workspace, &member, std::slice::from_ref(&row)).await?;
    if seen.iter().any(|row| row.gone || row.masked) {
        return Err(Error::NotFound);
    }
    let found = sqlx::query(include_str!("history.sql"))
        .bind(workspace)
        .bind(row.id)
        .bind(&row.k)
        .bind(ENTRIES_MAX)
        .fetch_all(&mut *tx)
        .await?;
    tx.commit().await?;
    let entries = found.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(History { entries })
}

fn read(row: &sqlx::postgres::PgRow) -> Result<HistoryItem> {
    let units: Json = row.try_get("units")?;
    Ok(HistoryItem {
        op: row.try_get("op_id")?,
        by: row.try_get("actor_id")?,
        by_name: row.try_get("by_name")?,
        device: row.try_get("device_id")?,
        edited_ms: row.try_get("edited_at")?,
        received_ms: row.try_get("at")?,
        seq: row.try_get("seq")?,
        outcome: word(row.try_get("outcome")?)?,
        units: serde_json::from_value(units)
            .map_err(|_| Error::Internal("a stored history cannot be read"))?,
    })
}
