//! What the simulation asks of a device's file: the runner does the engine's effects, as in the program.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use domain::merge::UnitValue;
use domain::schema::{Patch, Table, Value};
use domain::{DeviceId, GroupId, WorkspaceId};
use serde_json::Value as Json;
use sqlx::Row;
use store::WriteContext;
use sync::engine::{Effect, Event};
use sync::runner::{Done, Runner};
use uuid::Uuid;

use crate::device::Device;
use crate::dump::RowKey;
use crate::world::WORKSPACE;

/// A change that waits for the service, or for a person.
#[derive(Debug, Clone)]
pub struct Queued {
    /// Its id.
    pub id: Uuid,
    /// Its row.
    pub row: RowKey,
    /// The user action it is part of.
    pub action: Uuid,
    /// Whether it was refused.
    pub is_parked: bool,
    /// Whether it may have left.
    pub is_sent: bool,
    /// What it says, as it waits.
    pub text: String,
    /// Why.
    pub why: String,
    /// The values it sets, unit by unit; only the columns it changes.
    pub units: BTreeMap<String, UnitValue>,
}

/// A device begins to sync; one of them makes the book, of this kind.
pub async fn join(device: &mut Device, makes: Option<&str>, now_ms: i64) -> Result<()> {
    let workspace = WorkspaceId(WORKSPACE);
    if let Some(kind) = makes {
        let mut tx = device.store()?.write(context(device, device.clock_ms(now_ms), "start")).await?;
        let patch = Patch::new()
            .set("name", "Ours")
            .set("kind", kind)
            .set("home_currency", "EUR")
            .set("month_start_day", 1i64)
            .set("fiscal_year_start", 1i64);
        tx.insert(Table::named("workspace"), WORKSPACE, patch).await?;
        tx.commit().await?;
    }
    device.store()?.add_sync_book(workspace, "Ours", None).await?;
    Ok(())
}

/// How far the copy is.
pub async fn state(device: &Device) -> Result<store::sync::Book> {
    device.store()?.sync_book(WorkspaceId(WORKSPACE)).await?.context("the workspace syncs")
}

/// Where the copy stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The cursor.
    pub cursor: Option<String>,
}

/// Where the copy stands, in one short query.
pub async fn place(device: &Device) -> Result<Place> {
    let sql = "select cursor from sync_book where workspace_id = ?1";
    let query = sqlx::query_scalar(sql).bind(WORKSPACE.as_bytes().to_vec());
    Ok(Place { cursor: query.fetch_one(device.store()?.writer_pool()).await? })
}

/// What an engine that starts is told.
pub async fn started(device: &Device) -> Result<Event> {
    runner(device)?.started().await?.context("the workspace syncs")
}

/// Does what an engine says; answers what it is to be told.
pub async fn carry_out(device: &Device, clock_ms: i64, effect: &Effect) -> Result<Done> {
    Ok(runner(device)?.execute(effect, clock_ms).await)
}

/// Everything that waits, oldest first, with what was refused.
pub async fn queued(device: &Device) -> Result<Vec<Queued>> {
    let sql = "select change_id, \"table\", row_id, state, coalesce(last_error, ''), patch, \
               coalesce(group_id, change_id) from outbox where state <> 'acked' order by seq_local";
    let rows = sqlx::query(sql).fetch_all(device.store()?.writer_pool()).await?;
    rows.iter()
        .map(|row| {
            let id = |at: usize| -> Result<Uuid> { Ok(Uuid::from_slice(&row.try_get::<Vec<u8>, _>(at)?)?) };
            let table = Table::find(row.try_get(1)?).context("a table")?;
            let text: String = row.try_get(5)?;
            let patch: UnitValue = serde_json::from_str(&text)?;
            let state: String = row.try_get(3)?;
            Ok(Queued {
                id: id(0)?,
                row: (table.name, id(2)?),
                action: id(6)?,
                is_parked: state == "quarantined",
                is_sent: state == "sent",
                text,
                why: row.try_get(4)?,
                units: by_unit(table, patch),
            })
        })
        .collect()
}

/// Sends refused changes again.
pub async fn retry(device: &Device, changes: &[Uuid], clock_ms: i64) -> Result<()> {
    device.store()?.retry_parked(context(device, clock_ms, "sync"), changes).await?;
    Ok(())
}

/// Throws refused changes away.
pub async fn discard(device: &Device, changes: &[Uuid], clock_ms: i64) -> Result<()> {
    device.store()?.discard_parked(context(device, clock_ms, "sync"), changes).await?;
    Ok(())
}

fn by_unit(table: &'static Table, patch: UnitValue) -> BTreeMap<String, UnitValue> {
    let mut units: BTreeMap<String, UnitValue> = BTreeMap::new();
    for (name, json) in patch {
        let (unit, json) = match table.column(&name) {
            Some(column) => {
                let value = Value::from_json(column.kind, &json);
                (column.unit, value.map_or(json, |value| value.to_wire(column.kind)))
            }
            None if name == "deleted_at" => (domain::schema::DELETED_UNIT, json),
            None => continue,
        };
        units.entry(unit.to_owned()).or_default().insert(name, json);
    }
    units
}

fn runner(device: &Device) -> Result<Runner> {
    let ids = Arc::new(Mutex::new(device.ids_of_program()));
    let next = Arc::new(move || ids.lock().unwrap_or_else(PoisonError::into_inner).id(1));
    Ok(Runner::new(device.store()?.clone(), WorkspaceId(WORKSPACE), DeviceId(device.id), next))
}

fn context(device: &Device, clock_ms: i64, action: &'static str) -> WriteContext {
    let mut ids = device.ids_of_program();
    let group = GroupId(ids.id(clock_ms));
    WriteContext {
        workspace: WorkspaceId(WORKSPACE),
        device: DeviceId(device.id),
        at_ms: clock_ms,
        group,
        action,
        ids: Box::new(move || ids.id(clock_ms)),
        undoable: false,
    }
}

/// The columns of a change are shown as they wait.
pub fn is_shown(shown: &UnitValue, waiting: &UnitValue) -> bool {
    waiting.iter().all(|(name, value)| shown.get(name).unwrap_or(&Json::Null) == value)
}
