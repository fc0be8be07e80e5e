//! The workspaces on this device.

use domain::WorkspaceId;
use store::sync::Book;
use wire::call::{ListWorkspaces, Settings, WorkspaceKind, WorkspaceRow};

use super::{kind, role};
use crate::dispatch::Handle;
use crate::{App, Error, Result};

impl Handle for ListWorkspaces {
    async fn handle(self, app: &App) -> Result<Vec<WorkspaceRow>> {
        list(app).await
    }
}

/// Those with a row here, and those that are joined and still on their way.
pub(super) async fn list(app: &App) -> Result<Vec<WorkspaceRow>> {
    let current = app.workspace();
    let books = app.store().sync_books().await?;
    let book = |id: WorkspaceId| books.iter().find(|book| book.workspace == id);
    let mut rows = Vec::new();
    for here in app.store().workspaces().await? {
        let members =
            app.store().members(here.id).await?.iter().filter(|member| member.left_ms.is_none()).count();
        rows.push(WorkspaceRow {
            id: here.id,
            name: here.name,
            kind: kind(&here.kind),
            home_currency: here.home_currency,
            role: book(here.id).and_then(of_book),
            members: u32::try_from(members.max(1)).unwrap_or(u32::MAX),
            is_current: here.id == current,
            is_synced: book(here.id).is_some(),
            pending: book(here.id).map_or(0, |book| book.queued),
        });
    }
    for coming in &books {
        if rows.iter().all(|row| row.id != coming.workspace) {
            rows.push(on_its_way(coming, current));
        }
    }
    rows.sort_by_key(|row| (!row.is_current, row.name.to_lowercase(), row.id));
    Ok(rows)
}

fn of_book(book: &Book) -> Option<wire::call::Role> {
    book.role.as_deref().map(role)
}

fn on_its_way(book: &Book, current: WorkspaceId) -> WorkspaceRow {
    WorkspaceRow {
        id: book.workspace,
        name: book.name.clone(),
        kind: WorkspaceKind::Household,
        home_currency: Settings::default().home_currency,
        role: of_book(book),
        members: 1,
        is_current: book.workspace == current,
        is_synced: true,
        pending: book.queued,
    }
}

/// One of them.
pub(super) async fn get(app: &App, id: WorkspaceId) -> Result<WorkspaceRow> {
    list(app).await?.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)
}
