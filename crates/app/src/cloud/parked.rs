//! Changes the service refused: shown, sent again, exported, or given up. Nothing of them is lost by itself.

use chrono::DateTime;
use domain::WorkspaceId;
use domain::read::HistoryOperation;
use domain::schema::DELETED_UNIT;
use serde_json::Map;
use store::sync::Parked;
use uuid::Uuid;
use wire::call::{
    DiscardParked, ExportParked, ExportedText, ListParked, ParkedChange, ParkedReply, ParkedValue,
    RetryParked, WINDOW_MAX,
};

use super::show;
use crate::dispatch::Handle;
use crate::{App, Error, Result};

impl Handle for ListParked {
    async fn handle(self, app: &App) -> Result<Vec<ParkedChange>> {
        let mut shown = Vec::new();
        for (workspace, parked) in all(app).await? {
            if shown.len() < WINDOW_MAX as usize {
                shown.push(show(app, workspace, parked).await?);
            }
        }
        Ok(shown)
    }
}

/// Refused changes of every workspace, newest first.
async fn all(app: &App) -> Result<Vec<(WorkspaceId, Parked)>> {
    let mut all = Vec::new();
    for book in app.store().sync_books().await? {
        let parked = app.store().parked(book.workspace).await?;
        all.extend(parked.into_iter().map(|parked| (book.workspace, parked)));
    }
    all.sort_by_key(|(_, parked)| std::cmp::Reverse(parked.at_ms));
    Ok(all)
}

async fn show(app: &App, workspace: WorkspaceId, parked: Parked) -> Result<ParkedChange> {
    let label = app.store().row_label(&parked.table, parked.row).await?;
    let mut given = Map::new();
    for value in parked.units.values() {
        given.extend(value.clone());
    }
    let values = show::values(app, &parked.table, &given).await?;
    Ok(ParkedChange {
        id: parked.change,
        group: Some(parked.group),
        at: DateTime::from_timestamp_millis(parked.at_ms).unwrap_or_default(),
        workspace,
        operation: operation(&parked),
        subject: parked.row,
        name: label.as_ref().and_then(|label| label.name.clone()),
        expense: label.and_then(|label| label.expense),
        values: values
            .into_iter()
            .filter(|(column, _)| column != "deleted_at")
            .map(|(column, value)| ParkedValue { column, value })
            .collect(),
        table: parked.table,
        reason: parked.why,
        tries: 0,
    })
}

/// A change of the unit `deleted` alone is a deletion or its opposite; one of everything else made the row or edited it.
fn operation(parked: &Parked) -> HistoryOperation {
    match parked.units.get(DELETED_UNIT) {
        Some(value) if value.get("deleted_at").is_some_and(|at| !at.is_null()) => HistoryOperation::Delete,
        Some(_) if parked.units.len() == 1 => HistoryOperation::Restore,
        Some(_) => HistoryOperation::Insert,
        None => HistoryOperation::Update,
    }
}

impl Handle for RetryParked {
    async fn handle(self, app: &App) -> Result<ParkedReply> {
        let mut changes = 0;
        for (workspace, ids) in chosen(app, &self.ids).await? {
            let ctx = app.pinned_to(workspace).context("retry", false);
            app.store().retry_parked(ctx, &ids).await?;
            changes += ids.len() as u64;
        }
        Ok(ParkedReply { changes })
    }
}

impl Handle for DiscardParked {
    async fn handle(self, app: &App) -> Result<ParkedReply> {
        let mut changes = 0;
        for (workspace, ids) in chosen(app, &self.ids).await? {
            let ctx = app.pinned_to(workspace).context("discard", false);
            app.store().discard_parked(ctx, &ids).await?;
            changes += ids.len() as u64;
        }
        Ok(ParkedReply { changes })
    }
}

/// The named changes with the rest of their groups, by workspace.
async fn chosen(app: &App, ids: &[Uuid]) -> Result<Vec<(WorkspaceId, Vec<Uuid>)>> {
    let all = all(app).await?;
    let groups: Vec<Uuid> = all
        .iter()
        .filter(|(_, parked)| ids.contains(&parked.change))
        .map(|(_, parked)| parked.group)
        .collect();
    let mut chosen: Vec<(WorkspaceId, Vec<Uuid>)> = Vec::new();
    for (workspace, parked) in all.into_iter().rev().filter(|(_, parked)| groups.contains(&parked.group)) {
        match chosen.iter_mut().find(|(known, _)| *known == workspace) {
            Some((_, changes)) => changes.push(parked.change),
            None => chosen.push((workspace, vec![parked.change])),
        }
    }
    if chosen.is_empty() { Err(Error::NotFound) } else { Ok(chosen) }
}

impl Handle for ExportParked {
    async fn handle(self, app: &App) -> Result<ExportedText> {
        let wanted = |parked: &Parked| self.ids.is_empty() || self.ids.contains(&parked.change);
        let changes: Vec<serde_json::Value> = all(app)
            .await?
            .into_iter()
            .filter(|(_, parked)| wanted(parked))
            .map(|(workspace, parked)| {
                serde_json::json!({
                    "workspace": workspace,
                    "change": parked.change,
                    "group": parked.group,
                    "table": parked.table,
                    "row": parked.row,
                    "at": DateTime::from_timestamp_millis(parked.at_ms),
                    "reason": parked.why,
                    "units": parked.units,
                })
            })
            .collect();
        let document = serde_json::json!({ "format": "mealbook-parked-1", "changes": changes });
        Ok(ExportedText {
            file_name: format!("mealbook-not-sent-{}.json", app.env().today()),
            text: serde_json::to_string_pretty(&document).map_err(Error::Document)?,
        })
    }
}
