//! Writes a plan down: rows, history, aliases and the new head in one statement.

use std::collections::BTreeMap;

use domain::schema::Table;
use serde_json::{Value as Json, json};
use sqlx::{Postgres, Transaction};
use uuid::Uuid;

use crate::Result;
use crate::database::statements;
use crate::database::transaction::stored_word;
use crate::push::{LogEntry, Plan};

pub(super) async fn write(
    tx: &mut Transaction<'static, Postgres>,
    workspace: Uuid,
    head: i64,
    plan: &Plan,
) -> Result<()> {
    let mut parts: Vec<String> = Vec::new();
    let mut documents: Vec<Json> = Vec::new();
    let mut of_table: BTreeMap<&'static str, Vec<Json>> = BTreeMap::new();
    for row in &plan.rows {
        of_table.entry(row.table.name).or_default().push(row.to_record(workspace));
    }
    for (name, records) in of_table {
        documents.push(Json::Array(records));
        parts.push(statements::upsert(Table::named(name), documents.len()));
    }
    if !plan.log.is_empty() {
        documents.push(plan.log.iter().map(|entry| log_record(workspace, entry)).collect());
        parts.push(INSERT_LOG.replace("$1", &format!("${}", documents.len())));
    }
    if !plan.aliases.is_empty() {
        let record = |alias: &crate::push::Alias| json!({ "workspace_id": workspace, "kind": alias.kind, "old_id": alias.old, "new_id": alias.new });
        documents.push(plan.aliases.iter().map(record).collect());
        parts.push(INSERT_ALIAS.replace("$1", &format!("${}", documents.len())));
    }
    if plan.head != head {
        documents.push(json!([{ "workspace_id": workspace, "head_seq": plan.head }]));
        parts.push(MOVE_HEAD.replace("$1", &format!("${}", documents.len())));
    }
    let Some(last) = parts.pop() else { return Ok(()) };
    let before: Vec<String> =
        parts.iter().enumerate().map(|(at, part)| format!("part_{at} as ({part})")).collect();
    let statement = if before.is_empty() { last } else { format!("with {} {last}", before.join(", ")) };
    let mut query = sqlx::query(&statement);
    for document in documents {
        query = query.bind(sqlx::types::Json(document));
    }
    query.execute(&mut **tx).await?;
    Ok(())
}

const INSERT_LOG: &str = include_str!("insert_log.sql");
const INSERT_ALIAS: &str = include_str!("insert_alias.sql");
const MOVE_HEAD: &str = include_str!("move_head.sql");

fn log_record(workspace: Uuid, entry: &LogEntry) -> Json {
    json!({
        "workspace_id": workspace,
        "at": entry.received_ms,
        "op_id": entry.op,
        "group_id": entry.group,
        "seq": entry.seq,
        "kind": entry.key.0,
        "row_id": entry.key.1,
        "actor_id": entry.actor,
        "device_id": entry.device,
        "edited_at": entry.edited_ms,
        "outcome": stored_word(entry.ack.r),
        "ack": entry.ack,
        "units": entry.units,
    })
}
