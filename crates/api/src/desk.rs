//! A look into a workspace: a transaction that says for whom it reads, and the membership it reads with; and the two ways in which
//! programs and photographs change rows, which are those of everybody: `push` and `commands`.

use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;
use wire::v1::{Ack, Op, Role};

use crate::auth::Caller;
use crate::database::{Locked, begin_read, read_standing};
use crate::push::Member;
use crate::sync::{self, Author};
use crate::{Error, Result, State};

/// A transaction of one workspace, read by one member.
pub(crate) struct Desk {
    tx: Transaction<'static, Postgres>,
    member: Member,
}

/// A transaction of one workspace, for the service itself.
pub(crate) struct ServiceDesk(Transaction<'static, Postgres>);

/// Opens a workspace for a member; whoever is none learns nothing of it.
pub(crate) async fn open(state: &State, caller: &Caller, workspace: Uuid) -> Result<Desk> {
    caller.may_read(workspace)?;
    let mut tx = begin_read(&state.pool, workspace, caller.user).await?;
    let (_, member) = read_standing(&mut tx, workspace, caller.user).await?;
    Ok(Desk { tx, member })
}

/// Opens a workspace for the service.
pub(crate) async fn open_for_service(state: &State, workspace: Uuid) -> Result<ServiceDesk> {
    begin_read(&state.pool, workspace, Uuid::nil()).await.map(ServiceDesk)
}

/// Applies ops as a device's push would: under the lock, by the same plan.
pub(crate) async fn apply(state: &State, caller: &Caller, workspace: Uuid, ops: &[Op]) -> Result<Vec<Ack>> {
    let author = Author { user: caller.user, device: caller.device };
    Ok(sync::apply(state, workspace, author, ops.to_vec()).await?.acks)
}

/// Says of every row of a photograph that its bytes are there, as a change every device hears of.
pub(crate) async fn mark_present(state: &State, workspace: Uuid, sha256: &str) -> Result<()> {
    let (state, sha256) = (state.clone(), sha256.to_owned());
    let task = tokio::spawn(async move {
        let mut locked = Locked::begin(&state.pool, workspace, Uuid::nil()).await?;
        locked.mark_blob_present(&sha256).await?;
        let has_changed = locked.has_changed();
        let head = locked.commit().await?;
        if has_changed {
            state.heads.moved(&state, head);
        }
        Ok(())
    });
    task.await.map_err(|_| Error::Internal("mark"))?
}

impl Desk {
    /// The member.
    pub(crate) fn member(&self) -> Member {
        self.member
    }

    /// Refuses who only reads.
    pub(crate) fn may_write(&self) -> Result<()> {
        if self.member.role > Role::Viewer { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// The connection.
    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Ends the transaction, keeping what was written.
    pub(crate) async fn close(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}

impl ServiceDesk {
    /// The connection.
    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        &mut self.0
    }

    /// Ends the transaction, keeping what was written.
    pub(crate) async fn close(self) -> Result<()> {
        Ok(self.0.commit().await?)
    }
}
