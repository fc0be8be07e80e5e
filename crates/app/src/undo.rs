//! Undo and redo of every action, persisted with the book.

use wire::call::{GetUndoState, RedoNext, UndoLast, UndoState, UndoStep, Undone};

use crate::dispatch::Handle;
use crate::{App, Error, Result};

impl Handle for GetUndoState {
    async fn handle(self, app: &App) -> Result<UndoState> {
        state(app).await
    }
}

impl Handle for UndoLast {
    async fn handle(self, app: &App) -> Result<Undone> {
        if let Some(group) = self.group {
            // A toast that stood for a while must not undo something newer.
            let newest = app.store().undo_state(app.workspace()).await?.undo.map(|entry| entry.group);
            if newest != Some(group) {
                return Err(Error::NothingToUndo);
            }
        }
        let undone = app.store().undo_last(app.context("undo", false)).await?.ok_or(Error::NothingToUndo)?;
        Ok(Undone { step: step(undone.entry), state: state(app).await? })
    }
}

impl Handle for RedoNext {
    async fn handle(self, app: &App) -> Result<Undone> {
        let redone = app.store().redo_next(app.context("redo", false)).await?.ok_or(Error::NothingToUndo)?;
        Ok(Undone { step: step(redone.entry), state: state(app).await? })
    }
}

async fn state(app: &App) -> Result<UndoState> {
    let state = app.store().undo_state(app.workspace()).await?;
    Ok(UndoState { undo: state.undo.map(step), redo: state.redo.map(step) })
}

fn step(entry: store::UndoEntry) -> UndoStep {
    let at = chrono::DateTime::from_timestamp_millis(entry.at_ms).unwrap_or_default();
    UndoStep { group: entry.group, action: entry.action, at, rows: entry.rows }
}
