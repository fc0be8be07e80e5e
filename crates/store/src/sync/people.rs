//! Who is in a workspace, and what two of them must look at.

use std::collections::HashMap;

use domain::WorkspaceId;
use serde_json::Value as Json;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::sql::{self, Params};
use crate::{Error, Result, Store};

/// A conflict card.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Its id: the row of `conflict`.
    pub id: Uuid,
    /// The table of the row in question.
    pub table: String,
    /// The row in question.
    pub row: Uuid,
    /// The expense it belongs to, or is.
    pub expense: Option<Uuid>,
    /// The unit.
    pub unit: String,
    /// `two_values`, `deleted_while_edited`, `merge`, …
    pub reason: String,
    /// The value that stands.
    pub kept: Json,
    /// Who gave it.
    pub kept_by: Option<Member>,
    /// When, milliseconds since 1970, UTC.
    pub kept_at_ms: i64,
    /// The other value.
    pub other: Json,
    /// Who gave it.
    pub other_by: Option<Member>,
    /// When.
    pub other_at_ms: i64,
    /// When it was closed.
    pub resolved_at_ms: Option<i64>,
    /// How.
    pub resolution: Option<String>,
}

/// A person of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub user: Uuid,
    /// The name.
    pub name: String,
    /// A `wire::v1::Role`.
    pub role: String,
    /// Since when, milliseconds since 1970, UTC.
    pub joined_ms: i64,
    /// Until when.
    pub left_ms: Option<i64>,
}

impl Store {
    /// Conflict cards, the newest first; closed ones only with `resolved`.
    pub async fn cards(&self, workspace: WorkspaceId, resolved: bool) -> Result<Vec<Card>> {
        let people = self.members(workspace).await?;
        let people: HashMap<Uuid, Member> = people.into_iter().map(|member| (member.user, member)).collect();
        let args = Params::new().id(workspace.0).int(i64::from(resolved)).take();
        let rows = sqlx::query_with(include_str!("cards.sql"), args).fetch_all(&self.readers).await?;
        rows.iter().map(|row| card(row, &people)).collect()
    }

    /// The people of a workspace, those who left last.
    pub async fn members(&self, workspace: WorkspaceId) -> Result<Vec<Member>> {
        let args = Params::new().id(workspace.0).take();
        let rows = sqlx::query_with(include_str!("members.sql"), args).fetch_all(&self.readers).await?;
        rows.iter()
            .map(|row| {
                Ok(Member {
                    user: sql::id(row, 0)?,
                    name: row.try_get(1)?,
                    role: row.try_get(2)?,
                    joined_ms: row.try_get(3)?,
                    left_ms: row.try_get(4)?,
                })
            })
            .collect()
    }

    /// Whether parts of this row are held back, so that it cannot be edited.
    pub async fn is_masked(&self, row: Uuid) -> Result<bool> {
        let found = sqlx::query("select 1 from masked_row where row_id = ?1").bind(row.as_bytes().to_vec());
        Ok(found.fetch_optional(&self.readers).await?.is_some())
    }
}

fn card(row: &SqliteRow, people: &HashMap<Uuid, Member>) -> Result<Card> {
    let person =
        |at: usize| Ok::<_, Error>(sql::opt_id(row, at)?.and_then(|user| people.get(&user).cloned()));
    let value = |at: usize| -> Result<Json> {
        serde_json::from_str(row.try_get(at)?).map_err(|_| Error::Malformed("a conflict card"))
    };
    Ok(Card {
        id: sql::id(row, 0)?,
        table: row.try_get(1)?,
        row: sql::id(row, 2)?,
        expense: sql::opt_id(row, 3)?,
        unit: row.try_get(4)?,
        reason: row.try_get(5)?,
        kept: value(6)?,
        kept_by: person(7)?,
        kept_at_ms: row.try_get(8)?,
        other: value(9)?,
        other_by: person(10)?,
        other_at_ms: row.try_get(11)?,
        resolved_at_ms: row.try_get(12)?,
        resolution: row.try_get(13)?,
    })
}
