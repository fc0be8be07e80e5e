//! A transaction on behalf of one person in one workspace, and the lock that puts all changes of a workspace in order.

use domain::schema::Table;
use serde_json::Value as Json;
use sqlx::postgres::PgConnectOptions;
use sqlx::{PgPool, Postgres, Row as _, Transaction};
use uuid::Uuid;
use wire::v1::{Head, Role, Scope, WorkspaceKind};

use crate::database::write;
use crate::push::{Desk, Loaded, Member, Needs, Plan};
use crate::{Error, Result};

/// What every connection of the service is set up with: nobody waits long for a lock, and a transaction whose task died gives its
/// locks back by itself.
pub fn with_limits(options: PgConnectOptions) -> PgConnectOptions {
    options.application_name("mealbook-api").options([
        ("idle_in_transaction_session_timeout", "5s"),
        ("statement_timeout", "30s"),
        ("lock_timeout", "2s"),
    ])
}

/// The clock of a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockRow {
    /// What the workspace is for.
    pub kind: WorkspaceKind,
    /// Its newest sequence.
    pub head: i64,
    /// How often the service went back in time.
    pub epoch: i32,
    /// After a restore: the end of common history.
    pub floor: i64,
    /// Tombstones up to here may be gone.
    pub gc: i64,
    /// Whether the workspace was deleted.
    pub is_deleted: bool,
    /// Now, milliseconds since 1970, UTC, by the database's clock: one clock for all instances.
    pub now_ms: i64,
}

/// A transaction that holds the workspace's lock. Dropping it takes everything back.
#[derive(Debug)]
pub struct Locked {
    /// The transaction, for statements of the caller's own.
    pub tx: Transaction<'static, Postgres>,
    /// The workspace.
    pub workspace: Uuid,
    /// Who works.
    pub user: Uuid,
    /// The clock when the lock was taken.
    pub clock: ClockRow,
    head: i64,
}

impl Locked {
    /// Takes the lock. Everything read from here on is newer than every commit before.
    pub async fn begin(pool: &PgPool, workspace: Uuid, user: Uuid) -> Result<Self> {
        Self::within(pool.begin().await?, workspace, user).await
    }

    /// Takes the lock in a transaction that has begun.
    pub async fn within(mut tx: Transaction<'static, Postgres>, workspace: Uuid, user: Uuid) -> Result<Self> {
        let found = sqlx::query(include_str!("lock.sql"))
            .bind(workspace)
            .bind(user)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(Error::NotFound)?;
        let clock = read_clock(&found)?;
        Ok(Self { tx, workspace, user, clock, head: clock.head })
    }

    /// The membership of whoever works: refuses strangers, people who left, and workspaces that were deleted.
    pub async fn member(&mut self) -> Result<Member> {
        let (workspace, user) = (self.workspace, self.user);
        let found = sqlx::query(include_str!("member.sql"))
            .bind(workspace)
            .bind(user)
            .fetch_optional(&mut *self.tx)
            .await?;
        active_member(user, found.as_ref(), self.clock.is_deleted)
    }

    /// The desk for a plan.
    pub fn desk(&self, device: Option<Uuid>) -> Desk {
        Desk {
            workspace: self.workspace,
            kind: self.clock.kind,
            head: self.head,
            floor: self.clock.floor,
            now_ms: self.clock.now_ms,
            device,
        }
    }

    /// Loads what is asked for.
    pub async fn load(&mut self, loaded: &mut Loaded, needs: Needs) -> Result<()> {
        super::load::load(&mut self.tx, self.workspace, self.clock.now_ms, loaded, needs).await
    }

    /// Writes a plan down.
    pub async fn write(&mut self, plan: &Plan) -> Result<()> {
        write::write(&mut self.tx, self.workspace, self.head, plan).await?;
        self.head = plan.head;
        Ok(())
    }

    /// Whether anything changed.
    pub fn has_changed(&self) -> bool {
        self.head != self.clock.head
    }

    /// The head after what was written.
    pub fn head(&self) -> Head {
        Head { ws: self.workspace, epoch: self.clock.epoch, head: self.head }
    }

    /// Makes it all so.
    pub async fn commit(self) -> Result<Head> {
        let head = self.head();
        self.tx.commit().await?;
        Ok(head)
    }
}

/// A transaction that reads, on behalf of one person in one workspace.
pub async fn begin_read(
    pool: &PgPool,
    workspace: Uuid,
    user: Uuid,
) -> Result<Transaction<'static, Postgres>> {
    let mut tx = pool.begin().await?;
    sqlx::query(include_str!("for_whom.sql")).bind(workspace).bind(user).execute(&mut *tx).await?;
    Ok(tx)
}

/// Clock and membership in one snapshot.
pub async fn read_standing(
    tx: &mut Transaction<'static, Postgres>,
    workspace: Uuid,
    user: Uuid,
) -> Result<(ClockRow, Member)> {
    let found = sqlx::query(include_str!("standing.sql"))
        .bind(workspace)
        .bind(user)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(Error::NotFound)?;
    let clock = read_clock(&found)?;
    let has_row = found.try_get::<Option<String>, _>("role")?.is_some();
    let member = active_member(user, has_row.then_some(&found), clock.is_deleted)?;
    Ok((clock, member))
}

fn read_clock(row: &sqlx::postgres::PgRow) -> Result<ClockRow> {
    Ok(ClockRow {
        kind: word(row.try_get("kind")?)?,
        head: row.try_get("head_seq")?,
        epoch: row.try_get("epoch")?,
        floor: row.try_get("floor_seq")?,
        gc: row.try_get("gc_seq")?,
        is_deleted: row.try_get::<Option<i64>, _>("deleted_at")?.is_some(),
        now_ms: row.try_get("now_ms")?,
    })
}

pub(super) fn active_member(
    user: Uuid,
    row: Option<&sqlx::postgres::PgRow>,
    is_deleted: bool,
) -> Result<Member> {
    let row = row.ok_or(Error::NotFound)?;
    let state: String = row.try_get("state")?;
    if state != "active" {
        return Err(Error::Revoked);
    }
    if is_deleted {
        return Err(Error::WorkspaceDeleted);
    }
    let (role, scope): (Role, Scope) = (word(row.try_get("role")?)?, word(row.try_get("scope")?)?);
    Ok(Member { user, role, scope, scope_rev: row.try_get("scope_rev")? })
}

/// A stored word as the value it stands for.
pub(crate) fn word<T: serde::de::DeserializeOwned>(text: String) -> Result<T> {
    serde_json::from_value(Json::from(text)).map_err(|_| Error::Internal("a stored word is unknown"))
}

/// A value as the word that is stored for it.
pub(crate) fn stored_word<T: serde::Serialize>(value: T) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}

/// The table of a stored kind.
pub(crate) fn table(kind: &str) -> Result<&'static Table> {
    Table::find(kind).ok_or(Error::Internal("a stored kind is unknown"))
}
