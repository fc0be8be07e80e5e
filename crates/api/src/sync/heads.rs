//! The heads of a person's workspaces, from memory when nothing is in doubt.

use sqlx::Row as _;
use uuid::Uuid;
use wire::v1::{Head, Heads};

use crate::{Result, State};

/// The heads of a person's workspaces, by id.
pub async fn heads(state: &State, user: Uuid) -> Result<Heads> {
    let now_ms = state.now_ms();
    if let Some(heads) = state.heads.of(user, now_ms) {
        return Ok(Heads { heads });
    }
    let heads = workspaces_of(state, user).await?;
    state.heads.learn(user, &heads, now_ms);
    Ok(Heads { heads })
}

/// The workspaces a person is in, by id, with their heads.
pub async fn workspaces_of(state: &State, user: Uuid) -> Result<Vec<Head>> {
    let mut tx = crate::database::begin_read(&state.pool, Uuid::nil(), user).await?;
    let found = sqlx::query(include_str!("heads.sql")).bind(user).fetch_all(&mut *tx).await?;
    tx.commit().await?;
    found
        .iter()
        .map(|row| {
            Ok(Head {
                ws: row.try_get("workspace_id")?,
                epoch: row.try_get("epoch")?,
                head: row.try_get("head_seq")?,
            })
        })
        .collect()
}

/// The tag of an answer: the same heads have the same.
pub fn etag(heads: &Heads) -> String {
    use sha2::{Digest as _, Sha256};
    let mut hasher = Sha256::new();
    for head in &heads.heads {
        hasher.update(head.ws.as_bytes());
        hasher.update(head.epoch.to_be_bytes());
        hasher.update(head.head.to_be_bytes());
    }
    let bytes = hasher.finalize();
    let text: String = bytes.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{text}\"")
}
