//! The workspaces that have copies elsewhere, and how far this copy is.

use domain::WorkspaceId;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::sql::{self, Params};
use crate::{Error, Result, Store};

/// The fact of this file that says how far its clock is behind the service's, in milliseconds.
const CLOCK_OFFSET: &str = "clock_offset_ms";

/// A workspace that has copies elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Its name as the service last gave it.
    pub name: String,
    /// Where this copy stands; nothing before the first page.
    pub cursor: Option<String>,
    /// How often the service had gone back in time when the cursor was given.
    pub epoch: i32,
    /// The newest sequence heard of.
    pub head: i64,
    /// How often this person's rights had changed.
    pub scope: i32,
    /// Whether it may sync.
    pub state: BookState,
    /// Since when it may not, milliseconds since 1970, UTC.
    pub state_since_ms: Option<i64>,
    /// What this person may do: a `wire::v1::Role`.
    pub role: Option<String>,
    /// Attempts that failed since the last that did not.
    pub fails: u32,
    /// Not before this time, milliseconds since 1970, UTC.
    pub retry_at_ms: Option<i64>,
    /// The last answer of the service.
    pub last_ok_ms: Option<i64>,
    /// A whole copy on its way.
    pub refetch: Option<Refetch>,
    /// Changes that wait for an answer.
    pub queued: u64,
    /// Changes that were refused and wait for a person.
    pub parked: u64,
    /// Open conflict cards.
    pub cards: u64,
}

/// Whether a workspace may sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BookState {
    /// It may.
    Ok,
    /// This person is no longer a member.
    Revoked,
    /// The workspace was deleted.
    Deleted,
    /// This program is too old for the service.
    Upgrade,
}

impl BookState {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Revoked => "revoked",
            Self::Deleted => "deleted",
            Self::Upgrade => "upgrade",
        }
    }

    fn of(text: &str) -> Result<Self> {
        match text {
            "ok" => Ok(Self::Ok),
            "revoked" => Ok(Self::Revoked),
            "deleted" => Ok(Self::Deleted),
            "upgrade" => Ok(Self::Upgrade),
            _ => Err(Error::Malformed("the state of a book")),
        }
    }
}

/// How far a refetch is. It survives a crash; `Book::cursor` and `Book::epoch` change only when it is swapped in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refetch {
    /// The epoch it belongs to.
    pub epoch: i32,
    /// After a restore: everything up to this sequence is common history, everything beyond may have to be given back.
    pub floor: Option<i64>,
    /// Where to go on; nothing before its first page.
    pub cursor: Option<String>,
    /// Whether no page was staged yet.
    pub fresh: bool,
    /// The head of its last page.
    pub head: i64,
    /// The rights of its last page.
    pub scope: i32,
}

impl Store {
    /// Every workspace that syncs.
    pub async fn sync_books(&self) -> Result<Vec<Book>> {
        let rows = sqlx::query(include_str!("books.sql")).fetch_all(&self.readers).await?;
        rows.iter().map(book).collect()
    }

    /// A workspace that syncs.
    pub async fn sync_book(&self, workspace: WorkspaceId) -> Result<Option<Book>> {
        Ok(self.sync_books().await?.into_iter().find(|book| book.workspace == workspace))
    }

    /// Begins to sync a workspace that is in the cloud and not here yet. Nothing changes when it syncs already.
    pub async fn add_sync_book(&self, workspace: WorkspaceId, name: &str, role: Option<&str>) -> Result<()> {
        let args = Params::new().id(workspace.0).text(name).value(&role.into()).take();
        sqlx::query_with(include_str!("add_book.sql"), args).execute(&self.writer).await?;
        Ok(())
    }

    /// Keeps whether a workspace may sync; `at_ms` counts when that changes.
    pub async fn put_sync_state(&self, workspace: WorkspaceId, state: BookState, at_ms: i64) -> Result<()> {
        let args = Params::new().id(workspace.0).text(state.as_str()).int(at_ms).take();
        sqlx::query_with(include_str!("put_state.sql"), args).execute(&self.writer).await?;
        Ok(())
    }

    /// Keeps how many attempts failed and when the next may be made, so that a restart does not hammer.
    pub async fn put_sync_retry(
        &self,
        workspace: WorkspaceId,
        fails: u32,
        retry_at_ms: Option<i64>,
    ) -> Result<()> {
        let args = Params::new().id(workspace.0).int(i64::from(fails)).value(&retry_at_ms.into()).take();
        sqlx::query_with(include_str!("put_retry.sql"), args).execute(&self.writer).await?;
        Ok(())
    }

    /// Keeps when the service last answered, and how far this clock is behind its.
    pub async fn put_sync_contact(
        &self,
        workspace: WorkspaceId,
        at_ms: i64,
        clock_offset_ms: Option<i64>,
    ) -> Result<()> {
        let args = Params::new().id(workspace.0).int(at_ms).take();
        sqlx::query_with(include_str!("put_contact.sql"), args).execute(&self.writer).await?;
        match clock_offset_ms {
            Some(offset) => self.put_local_meta(CLOCK_OFFSET, &offset.to_string()).await,
            None => Ok(()),
        }
    }

    /// Keeps what the service says of a workspace and of this person in it.
    pub async fn put_sync_role(&self, workspace: WorkspaceId, name: &str, role: &str) -> Result<()> {
        let args = Params::new().id(workspace.0).text(name).text(role).take();
        sqlx::query_with(include_str!("put_role.sql"), args).execute(&self.writer).await?;
        Ok(())
    }

    /// What to add to this clock to get the service's, in milliseconds; 0 before the first answer.
    pub async fn clock_offset_ms(&self) -> Result<i64> {
        let kept = self.local_meta(CLOCK_OFFSET).await?;
        Ok(kept.and_then(|text| text.parse().ok()).unwrap_or(0))
    }
}

/// The book of this workspace inside a transaction.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
) -> Result<Option<Standing>> {
    let args = Params::new().id(workspace.0).take();
    let row = sqlx::query_with(include_str!("book.sql"), args).fetch_optional(connection).await?;
    row.map(|row| {
        Ok(Standing { cursor: row.try_get(0)?, epoch: row.try_get(1)?, refetch: refetch(row.try_get(2)?)? })
    })
    .transpose()
}

/// What a transaction must know of a book.
pub(super) struct Standing {
    pub cursor: Option<String>,
    pub epoch: i32,
    pub refetch: Option<Refetch>,
}

impl Standing {
    /// Whether an answer of this epoch is not about this copy: the service went back in time, before or after it.
    pub(super) fn is_of_other_epoch(&self, epoch: i32) -> bool {
        (self.cursor.is_some() && self.epoch != epoch)
            || self.refetch.as_ref().is_some_and(|refetch| refetch.epoch != epoch)
    }
}

fn refetch(text: Option<&str>) -> Result<Option<Refetch>> {
    text.map(|text| serde_json::from_str(text).map_err(|_| Error::Malformed("a refetch"))).transpose()
}

fn book(row: &SqliteRow) -> Result<Book> {
    let count = |at: usize| -> Result<u64> { Ok(u64::try_from(row.try_get::<i64, _>(at)?).unwrap_or(0)) };
    Ok(Book {
        workspace: WorkspaceId(sql::id(row, 0)?),
        name: row.try_get(1)?,
        role: row.try_get(2)?,
        cursor: row.try_get(3)?,
        epoch: row.try_get(4)?,
        head: row.try_get(5)?,
        scope: row.try_get(6)?,
        state: BookState::of(row.try_get(7)?)?,
        state_since_ms: row.try_get(8)?,
        fails: row.try_get(9)?,
        retry_at_ms: row.try_get(10)?,
        last_ok_ms: row.try_get(11)?,
        refetch: refetch(row.try_get(12)?)?,
        queued: count(13)?,
        parked: count(14)?,
        cards: count(15)?,
    })
}
