//! Leaving, deleting and forgetting workspaces. What was not sent is never dropped unasked.

use domain::WorkspaceId;
use store::sync::BookState;
use wire::call::{DeleteWorkspace, ForgetWorkspace, LeaveWorkspace};

use super::{list, switch};
use crate::app::Places;
use crate::dispatch::Handle;
use crate::{App, Error, Result, cloud};

impl Handle for LeaveWorkspace {
    async fn handle(self, app: &App) -> Result<()> {
        nothing_unsent(app, self.id, self.discard).await?;
        not_the_last(app, self.id).await?;
        app.cloud().session()?.leave(self.id.0).await?;
        forget(app, self.id).await
    }
}

impl Handle for DeleteWorkspace {
    async fn handle(self, app: &App) -> Result<()> {
        not_the_last(app, self.id).await?;
        app.cloud().session()?.delete_workspace(self.id.0).await?;
        forget(app, self.id).await
    }
}

impl Handle for ForgetWorkspace {
    async fn handle(self, app: &App) -> Result<()> {
        let book = app.store().sync_book(self.id).await?.ok_or(Error::NotFound)?;
        match book.state {
            BookState::Revoked | BookState::Deleted => {}
            // It would come back with the next sync.
            BookState::Ok | BookState::Upgrade => return Err(Error::Forbidden),
        }
        nothing_unsent(app, self.id, self.discard).await?;
        not_the_last(app, self.id).await?;
        forget(app, self.id).await
    }
}

async fn nothing_unsent(app: &App, id: WorkspaceId, discard: bool) -> Result<()> {
    let book = app.store().sync_book(id).await?.ok_or(Error::NotFound)?;
    let unsent = book.queued + book.parked;
    if unsent > 0 && !discard { Err(Error::Unsent(unsent)) } else { Ok(()) }
}

/// A book always shows a workspace.
async fn not_the_last(app: &App, id: WorkspaceId) -> Result<()> {
    let has_other = list::list(app).await?.iter().any(|row| row.id != id);
    if has_other { Ok(()) } else { Err(Error::Forbidden) }
}

async fn forget(app: &App, id: WorkspaceId) -> Result<()> {
    let other = list::list(app).await?.into_iter().find(|row| row.id != id).ok_or(Error::Forbidden)?.id;
    let places = app.places();
    let follow = |place: WorkspaceId| if place == id { other } else { place };
    switch::go(app, Places { current: follow(places.current), home: follow(places.home) }).await?;
    cloud::forgetting(app).await;
    app.store().forget_workspace(id).await?;
    cloud::books_changed(app).await;
    Ok(())
}
