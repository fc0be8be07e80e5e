//! What the `sync_state` of rows says, found from what is so.

use std::collections::BTreeSet;

use domain::schema::{TABLES, Table};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::pull::Key;
use crate::Result;
use crate::sql::Params;

/// Finds the `sync_state` of these rows: `rejected` before `conflict` before `pending` before `clean`.
pub(super) async fn refresh(connection: &mut SqliteConnection, rows: &BTreeSet<Key>) -> Result<()> {
    for table in TABLES {
        let ids: Vec<Uuid> =
            rows.range((table.name, Uuid::nil())..=(table.name, Uuid::max())).map(|(_, id)| *id).collect();
        if ids.is_empty() {
            continue;
        }
        let args = Params::new().ids(&ids).take();
        sqlx::query_with(&statement(table), args).execute(&mut *connection).await?;
    }
    Ok(())
}

fn statement(table: &Table) -> String {
    let waits = |states: &str| {
        format!(
            "exists (select 1 from outbox as o where o.row_id = r.id and o.\"table\" = '{}' and o.state in ({states}))",
            table.name
        )
    };
    format!(
        "update {0} as r set sync_state = case when {1} then 'rejected' \
         when exists (select 1 from conflict as c where c.subject_id = r.id and c.subject_table = '{0}' \
         and c.resolved_at is null and c.deleted_at is null) then 'conflict' \
         when {2} then 'pending' else 'clean' end \
         where id in (select unhex(value) from json_each(?1))",
        table.name,
        waits("'quarantined'"),
        waits("'queued', 'sent'")
    )
}
