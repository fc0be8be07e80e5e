//! Loads what a plan needs: one statement for all of it.

use std::collections::BTreeMap;

use domain::schema::{TABLES, Table};
use serde_json::{Value as Json, json};
use sqlx::{Postgres, Row as _, Transaction};
use uuid::Uuid;
use wire::v1::Ack;

use crate::database::transaction::table;
use crate::push::{Loaded, Needs, StoredRow, child_tables};
use crate::{Error, Result};

/// How long the same op is recognised in the history: longer than any tombstone lives, so that what comes later is caught there.
const DEDUP_MS: i64 = 200 * 24 * 60 * 60 * 1000;

pub(super) async fn load(
    tx: &mut Transaction<'static, Postgres>,
    workspace: Uuid,
    now_ms: i64,
    loaded: &mut Loaded,
    needs: Needs,
) -> Result<()> {
    let arms = arms(&needs);
    if !arms.is_empty() {
        let found = sqlx::query(&arms.join(" union all "))
            .bind(workspace)
            .bind(sqlx::types::Json(parameters(&needs)))
            .bind(now_ms - DEDUP_MS)
            .fetch_all(&mut **tx)
            .await?;
        for row in found {
            let (what, doc): (String, Json) = (row.try_get("what")?, row.try_get("doc")?);
            put(loaded, &what, doc)?;
        }
    }
    loaded.note(needs);
    Ok(())
}

/// Everything the arms look for, as one document: `$2`.
fn parameters(needs: &Needs) -> Json {
    let mut rows: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
    for (kind, id) in &needs.rows {
        rows.entry(kind).or_default().push(*id);
    }
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (kind, name) in &needs.names {
        names.entry(kind).or_default().push(name);
    }
    json!({
        "ops": needs.ops,
        "rows": rows,
        "ids": needs.rows.iter().map(|(_, id)| id).collect::<Vec<_>>(),
        "names": names,
        "cards_of": needs.cards_of,
        "children_of": needs.children_of,
        "uses_of": needs.uses_of,
        "committed": needs.committed,
    })
}

fn ids(path: &str) -> String {
    format!("select x::uuid from jsonb_array_elements_text($2 #> '{{{path}}}') x")
}

fn arms(needs: &Needs) -> Vec<String> {
    let mut arms = Vec::new();
    if !needs.ops.is_empty() {
        arms.push(format!(
            "select 'op' as what, ack as doc from op_log where workspace_id = $1 and at > $3 and op_id = any(array({}))",
            ids("ops")
        ));
    }
    if !needs.rows.is_empty() {
        for (what, columns) in [("alias", "old_id"), ("purged", "id")] {
            arms.push(format!(
                "select '{what}' as what, to_jsonb(t.*) as doc from {what} t where t.workspace_id = $1 and t.{columns} = any(array({})) and $3::bigint > 0",
                ids("ids")
            ));
        }
    }
    for table in TABLES {
        let conditions = conditions(table, needs);
        if !conditions.is_empty() {
            arms.push(format!(
                "select '{name}' as what, to_jsonb(t.*) as doc from {name} t where t.workspace_id = $1 and $3::bigint > 0 and ({})",
                conditions.join(" or "),
                name = table.name
            ));
        }
    }
    if !needs.committed.is_empty() {
        arms.push(
            "select 'committed' as what, jsonb_build_object('seq', x::bigint, 'at', (select at from op_log \
             where workspace_id = $1 and seq <= x::bigint and $3::bigint > 0 order by seq desc limit 1)) as doc \
             from jsonb_array_elements_text($2 #> '{committed}') x"
                .to_owned(),
        );
    }
    arms
}

/// What of a table is wanted. Each condition has an index.
fn conditions(table: &'static Table, needs: &Needs) -> Vec<String> {
    let name = table.name;
    let mut conditions = Vec::new();
    if needs.rows.iter().any(|(kind, _)| *kind == name) {
        conditions.push(format!("t.id = any(array({}))", ids(&format!("rows,{name}"))));
    }
    if needs.names.iter().any(|(kind, _)| *kind == name) {
        let names = format!("array(select jsonb_array_elements_text($2 #> '{{names,{name}}}'))");
        conditions.push(match name {
            "setting" => format!("t.scope || chr(31) || t.key = any({names})"),
            _ => format!("t.name_fold = any({names})"),
        });
    }
    if name == "conflict" && !needs.cards_of.is_empty() {
        conditions
            .push(format!("(t.resolved_at is null and t.subject_id = any(array({})))", ids("cards_of")));
    }
    if !needs.children_of.is_empty() && child_tables().any(|child| child == table) {
        let column = table.expense_column.unwrap_or("expense_id");
        conditions.push(format!("t.{column} = any(array({}))", ids("children_of")));
    }
    if name == "attachment" && !needs.uses_of.is_empty() {
        conditions.push(format!("t.blob_id = any(array({}))", ids("uses_of")));
    }
    conditions
}

fn put(loaded: &mut Loaded, what: &str, doc: Json) -> Result<()> {
    let broken = || Error::Internal("a stored document cannot be read");
    let id = |doc: &Json, name: &str| doc[name].as_str().and_then(|text| Uuid::parse_str(text).ok());
    match what {
        "op" => {
            let ack: Ack = serde_json::from_value(doc).map_err(|_| broken())?;
            loaded.answered.insert(ack.op, ack);
        }
        "alias" => {
            let kind = table(doc["kind"].as_str().unwrap_or_default())?.name;
            let (old, new) = id(&doc, "old_id").zip(id(&doc, "new_id")).ok_or_else(broken)?;
            loaded.aliases.insert((kind, old), new);
        }
        "purged" => {
            let kind = table(doc["kind"].as_str().unwrap_or_default())?.name;
            loaded.purged.insert((kind, id(&doc, "id").ok_or_else(broken)?));
        }
        "committed" => {
            if let (Some(seq), Some(at)) = (doc["seq"].as_i64(), doc["at"].as_i64()) {
                loaded.committed.insert(seq, at);
            }
        }
        kind => loaded.put(StoredRow::of_record(table(kind)?, doc).ok_or_else(broken)?),
    }
    Ok(())
}
