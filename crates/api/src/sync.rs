//! Push and pull: `apply` is the one way rows are written, whoever asks; `exchange` is a device's whole request.

mod digest;
mod events;
mod handlers;
mod heads;
mod history;

#[cfg(test)]
mod tests;

use std::time::Instant;

use domain::schema::Table;
use tracing::Instrument as _;
use uuid::Uuid;
use wire::v1::{Ack, Cursor, Head, OPS_MAX, Op, Row, SyncRequest, SyncResponse};

use crate::database::{Locked, begin_read, read_standing};
use crate::feed::{self, Changes};
use crate::push::{Loaded, Member, StoredRow, needs, plan};
use crate::{Error, Result, State, health, view};

pub use digest::digests;
pub use handlers::routes;
pub use heads::workspaces_of;

/// Changes that are read while the lock is still held, at most: then a push costs no second transaction.
const UNDER_LOCK_MAX: i64 = 200;

/// Who pushes, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    /// The person.
    pub user: Uuid,
    /// The device; a program has none.
    pub device: Option<Uuid>,
}

/// What became of a push.
#[derive(Debug, Clone)]
pub struct Pushed {
    /// The answers, in the order of the ops.
    pub acks: Vec<Ack>,
    /// Every row the ops named, and the cards they raised, as they are now.
    pub touched: Vec<StoredRow>,
    /// The head afterwards.
    pub head: Head,
    /// The membership the ops were judged by.
    pub member: Member,
    /// What changed after the cursor, when it was little enough to be read on the way.
    pub changes: Option<Changes>,
}

/// Applies ops in one transaction under the workspace's lock. It runs to its end, one way or the other, even when nobody waits for it
/// any more: a client that hangs up never holds the lock.
pub async fn apply(state: &State, workspace: Uuid, author: Author, ops: Vec<Op>) -> Result<Pushed> {
    apply_from(state, workspace, author, ops, None).await
}

async fn apply_from(
    state: &State,
    workspace: Uuid,
    author: Author,
    ops: Vec<Op>,
    from: Option<(Cursor, u32)>,
) -> Result<Pushed> {
    let task_state = state.clone();
    let task = async move {
        let asked_at = Instant::now();
        let mut locked = Locked::begin(&task_state.pool, workspace, author.user).await?;
        health::count_lock(asked_at.elapsed());
        let pushed = push_locked(&mut locked, author, &ops, from).await?;
        if locked.has_changed() {
            let head = locked.commit().await?;
            task_state.heads.moved(&task_state, head);
        } else {
            locked.commit().await?;
        }
        health::count_push(&pushed.acks);
        Ok(pushed)
    };
    // Under the span of its request, so that its log lines carry the request's id.
    let task = tokio::spawn(task.in_current_span());
    task.await.map_err(|_| Error::Internal("push"))?
}

/// A push inside a transaction that holds the lock.
pub async fn push_locked(
    locked: &mut Locked,
    author: Author,
    ops: &[Op],
    from: Option<(Cursor, u32)>,
) -> Result<Pushed> {
    let mut loaded = Loaded::default();
    let member = locked.member().await?;
    if let Some((cursor, _)) = &from {
        let (workspace, clock) = (locked.workspace, locked.clock);
        feed::check_cursor(&mut locked.tx, workspace, cursor, &clock, &member).await?;
    }
    loop {
        let wanted = needs(ops, &loaded);
        if wanted.is_empty() {
            break;
        }
        locked.load(&mut loaded, wanted).await?;
    }
    let plan = plan(&loaded, &member, &locked.desk(author.device), ops);
    locked.write(&plan).await?;
    let changes = match from {
        Some((cursor, limit)) if plan.head - cursor.seq <= UNDER_LOCK_MAX => {
            let clock = crate::database::ClockRow { head: plan.head, ..locked.clock };
            let workspace = locked.workspace;
            Some(feed::changes(&mut locked.tx, workspace, &member, &clock, Some(cursor), limit).await?)
        }
        Some(_) | None => None,
    };
    Ok(Pushed { acks: plan.acks, touched: plan.touched, head: locked.head(), member, changes })
}

/// A device's request: its edits, then one page of what changed.
pub async fn exchange(
    state: &State,
    workspace: Uuid,
    author: Author,
    request: SyncRequest,
) -> Result<SyncResponse> {
    if request.ops.len() > OPS_MAX {
        return Err(Error::TooLarge { limit: OPS_MAX as u64 });
    }
    let cursor = feed::parse_cursor(request.cursor.as_deref())?;
    let pushed = if request.ops.is_empty() {
        None
    } else {
        let from = cursor.map(|cursor| (cursor, request.limit));
        Some(apply_from(state, workspace, author, request.ops, from).await?)
    };
    let (acks, touched, changes) = match pushed {
        Some(pushed) => (pushed.acks, pushed.touched, pushed.changes.map(|changes| (pushed.member, changes))),
        None => (Vec::new(), Vec::new(), None),
    };
    let (member, changes) = match changes {
        Some(read) => read,
        None => pull(state, workspace, author.user, cursor, request.limit).await?,
    };
    let own = own_rows(&touched, &member, &changes);
    Ok(answer(&member, acks, own, changes))
}

/// One page of what changed, without pushing.
pub async fn pull(
    state: &State,
    workspace: Uuid,
    user: Uuid,
    cursor: Option<Cursor>,
    limit: u32,
) -> Result<(Member, Changes)> {
    let mut tx = begin_read(&state.pool, workspace, user).await?;
    let (clock, member) = read_standing(&mut tx, workspace, user).await?;
    let changes = feed::changes(&mut tx, workspace, &member, &clock, cursor, limit).await?;
    tx.commit().await?;
    Ok((member, changes))
}

/// The rows ops touched that are not in the page.
fn own_rows(touched: &[StoredRow], member: &Member, changes: &Changes) -> Vec<Row> {
    let is_in_page =
        |row: &&StoredRow| changes.page.rows.iter().any(|given| (given.id, given.seq) == (row.id, row.seq));
    touched.iter().filter(|row| !is_in_page(row)).map(|row| view::row(row, member)).collect()
}

fn answer(member: &Member, acks: Vec<Ack>, own: Vec<Row>, changes: Changes) -> SyncResponse {
    SyncResponse {
        epoch: changes.epoch,
        head: changes.head,
        scope: member.scope_rev,
        acks,
        rows: changes.page.rows,
        own,
        cursor: changes.page.cursor.to_string(),
        more: changes.page.more,
        end: true,
    }
}

/// The table of a kind a request names.
fn kind(name: &str) -> Result<&'static Table> {
    Table::find(name).ok_or(Error::NotFound)
}
