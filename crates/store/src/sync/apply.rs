//! Taking an answer of the service over (SYNC.md 4.3).

use std::collections::{BTreeMap, HashMap};

use domain::schema::{TABLES, Table};
use domain::{WorkspaceId, mutant};
use serde_json::{Map, Value as Json};
use sqlx::SqliteConnection;
use uuid::Uuid;
use wire::v1::{self, Ack, Outcome, RejectCode, Remap};

use super::book;
use super::doc::Doc;
use super::entry::{self, Entry};
use super::pull::{Guard, Key, Pull};
use super::{Applied, unknown};
use crate::sql::{self, Params};
use crate::write::{Facts, Here, Pulled};
use crate::{Error, Result, Store, WriteContext};

/// What became of the waiting changes of a row.
#[derive(Default)]
struct Touched {
    /// Entries that were refused, oldest first.
    refused: Vec<Entry>,
    /// Entries instead of which something else stands. It may be what this device had seen: a name that another row bears.
    kept_out: Vec<Entry>,
    /// The newest sequence an accepted one got, as far as known.
    seq: Option<i64>,
    /// One was answered without a sequence: what the service has is the truth.
    is_settled: bool,
    /// Its waiting entries name other rows now.
    is_renamed: bool,
    /// It is known by another id.
    is_remapped: bool,
}

impl Store {
    /// Takes an answer over in one transaction. Rows this device has in that version or a newer one are left alone, so an answer may
    /// come twice, late or out of order; the cursor is kept only if the answer is to a request made from the stored one. An answer
    /// of another epoch changes nothing.
    pub async fn apply(
        &self,
        ctx: WriteContext,
        request_cursor: Option<&str>,
        response: &v1::SyncResponse,
    ) -> Result<Applied> {
        if !response.end {
            return Err(Error::Malformed("an answer that was cut off"));
        }
        let workspace = ctx.workspace;
        if mutant::is("cursor_saved_apart") {
            let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
            let book = book::find(&mut tx, workspace).await?;
            if book.is_some_and(|book| {
                !book.is_of_other_epoch(response.epoch) && book.cursor.as_deref() == request_cursor
            }) {
                keep_cursor(&mut tx, workspace, response).await?;
            }
            tx.commit().await?;
        }
        let mut pull = Pull::begin(self, ctx).await?;
        let book = book::find(pull.connection(), workspace).await?;
        let book = book.ok_or(Error::NotFound { table: "sync_book", id: workspace.0 })?;
        if book.is_of_other_epoch(response.epoch) {
            return Ok(Applied { stale: true, ..Applied::default() });
        }
        unknown::replay(&mut pull).await?;
        let touched = pull.acks(&response.acks).await?;
        pull.rows(response.own.iter().chain(&response.rows), Guard::Newer).await?;
        pull.settle(touched).await?;
        if book.cursor.as_deref() == request_cursor || mutant::is("cursor_any_order") {
            keep_cursor(pull.connection(), workspace, response).await?;
            pull.applied.moved = true;
        }
        pull.commit().await
    }

    /// Takes rows over that came outside a pull: a first screenful, a repair. With `repair`, rows of another version count even if
    /// theirs is lower.
    pub async fn apply_rows(&self, ctx: WriteContext, rows: &[v1::Row], repair: bool) -> Result<Applied> {
        let mut pull = Pull::begin(self, ctx).await?;
        pull.rows(rows, if repair { Guard::Other } else { Guard::Newer }).await?;
        pull.commit().await
    }

    /// Parks changes the engine cannot get through (too large, the service fails on them again and again) with their groups; the
    /// rows fall back to the service's values.
    pub async fn park(&self, ctx: WriteContext, ops: &[Uuid], why: &str) -> Result<Applied> {
        let workspace = ctx.workspace;
        let mut pull = Pull::begin(self, ctx).await?;
        let args = Params::new().ids(ops).id(workspace.0).take();
        let rows =
            sqlx::query_with(include_str!("with_groups.sql"), args).fetch_all(pull.connection()).await?;
        let entries = entry::entries(&rows)?;
        let mut touched = BTreeMap::new();
        pull.refuse(entries, why, &mut touched).await?;
        pull.settle(touched).await?;
        pull.commit().await
    }
}

impl Pull {
    /// Takes acknowledged entries out of the outbox and parks the refused ones.
    async fn acks(&mut self, acks: &[Ack]) -> Result<BTreeMap<Key, Touched>> {
        let mut touched: BTreeMap<Key, Touched> = BTreeMap::new();
        if acks.is_empty() {
            return Ok(touched);
        }
        let ids: Vec<Uuid> = acks.iter().map(|ack| ack.op).collect();
        let args = Params::new().ids(&ids).id(self.workspace()).take();
        let rows = sqlx::query_with(include_str!("entries_by_change.sql"), args)
            .fetch_all(self.connection())
            .await?;
        let by_op: HashMap<Uuid, &Ack> = acks.iter().map(|ack| (ack.op, ack)).collect();
        let (mut done, mut refused) = (Vec::new(), BTreeMap::<String, Vec<Entry>>::new());
        for entry in entry::entries(&rows)? {
            let Some(ack) = by_op.get(&entry.change) else { continue };
            let of_row = touched.entry((entry.table.name, entry.row)).or_default();
            match refusal(ack) {
                Some(why) => refused.entry(why).or_default().push(entry),
                None => {
                    match (ack.r, ack.seq) {
                        (Outcome::Ok | Outcome::Dup | Outcome::Other, Some(seq)) => {
                            of_row.seq = of_row.seq.max(Some(seq));
                        }
                        _ => of_row.is_settled = true,
                    }
                    of_row.is_remapped |= ack.remap.is_some();
                    done.push(entry.change);
                    if is_kept_out(ack) {
                        of_row.kept_out.push(entry);
                    }
                }
            }
        }
        sqlx::query(include_str!("forget_entries.sql"))
            .bind(sql::ids_json(&done))
            .execute(self.connection())
            .await?;
        self.applied.acked += done.len() as u64;
        for (why, entries) in refused {
            self.refuse(entries, &why, &mut touched).await?;
        }
        for remap in acks.iter().filter_map(|ack| ack.remap) {
            self.remap(remap, &mut touched).await?;
        }
        Ok(touched)
    }

    async fn refuse(
        &mut self,
        entries: Vec<Entry>,
        why: &str,
        touched: &mut BTreeMap<Key, Touched>,
    ) -> Result<()> {
        if mutant::is("rejected_blocks") {
            return Ok(());
        }
        let ids: Vec<Uuid> = entries.iter().map(|entry| entry.change).collect();
        let args = Params::new().ids(&ids).text(why).take();
        sqlx::query_with(include_str!("refuse.sql"), args).execute(self.connection()).await?;
        self.applied.parked += ids.len() as u64;
        for entry in entries {
            touched.entry((entry.table.name, entry.row)).or_default().refused.push(entry);
        }
        Ok(())
    }

    /// A row is known by another id: what waits and names it names the other one. What has left is read through by the service.
    async fn remap(&mut self, remap: Remap, touched: &mut BTreeMap<Key, Touched>) -> Result<()> {
        if mutant::is("remap_skips_outbox") {
            return Ok(());
        }
        let workspace = self.workspace();
        let args = Params::new()
            .id(workspace)
            .text(remap.from.hyphenated().to_string())
            .text(remap.to.hyphenated().to_string())
            .take();
        let rows = sqlx::query_with(include_str!("remap.sql"), args).fetch_all(self.connection()).await?;
        for row in &rows {
            let (kind, id): (String, Uuid) = (sqlx::Row::try_get(row, 0)?, sql::id(row, 1)?);
            if let Some(table) = Table::find(&kind) {
                touched.entry((table.name, id)).or_default().is_renamed = true;
            }
        }
        Ok(())
    }

    /// Rows whose waiting changes were answered, and which did not come along.
    async fn settle(&mut self, touched: BTreeMap<Key, Touched>) -> Result<()> {
        let mut free = Vec::new();
        let mut all_waiting = HashMap::new();
        for table in TABLES {
            let of_table = (table.name, Uuid::nil())..=(table.name, Uuid::max());
            let ids: Vec<Uuid> = touched.range(of_table).map(|((_, id), _)| *id).collect();
            if !ids.is_empty() {
                let waiting = entry::waiting(self.connection(), table, &ids).await?;
                all_waiting.extend(waiting.into_iter().map(|(id, waiting)| ((table.name, id), waiting)));
            }
        }
        for (key, touched) in touched {
            let table = Table::named(key.0);
            let waiting: Vec<Entry> = all_waiting.remove(&key).unwrap_or_default();
            if waiting.is_empty() {
                free.push(key.1);
            }
            if !self.taken.contains(&key)
                && let Some(here) = self.tx.here(table, &[key.1]).await?.remove(&key.1)
            {
                self.settle_row(table, key.1, &here, &touched, &waiting).await?;
            }
            self.marked.insert(key);
        }
        sqlx::query(include_str!("forget_shadow.sql"))
            .bind(sql::ids_json(&free))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn settle_row(
        &mut self,
        table: &'static Table,
        id: Uuid,
        here: &Here,
        touched: &Touched,
        waiting: &[Entry],
    ) -> Result<()> {
        let shadow = self.shadow_of(table, id).await?;
        let is_told = shadow.as_ref().is_some_and(|shadow| {
            touched.seq.is_none_or(|seq| seq <= shadow.seq) && (touched.is_settled || touched.seq.is_some())
        });
        let is_taken_back = !touched.refused.is_empty() || !touched.kept_out.is_empty();
        if !is_taken_back && !touched.is_renamed && !is_told {
            if touched.is_remapped && here.facts.rev == 0 && waiting.is_empty() {
                // The service never had it under this id, and never will.
                self.remove(table, id, false).await?;
            }
            return Ok(());
        }
        let is_gone = shadow.as_ref().is_some_and(|shadow| shadow.gone);
        let served = match &shadow {
            Some(row) => Doc::of_wire(table, row),
            None => {
                let taken_back = touched.refused.iter().chain(&touched.kept_out);
                served(table, here, &taken_back.cloned().collect::<Vec<_>>(), waiting)
            }
        };
        if waiting.is_empty() && (is_gone || served.is_none() || here.facts.rev == 0 && shadow.is_none()) {
            return self.remove(table, id, !is_gone).await;
        }
        let makes = waiting.iter().find(|entry| entry.is_insert());
        let made = || makes.and_then(|entry| Doc::of_insert(table, &entry.patch));
        let Some(mut doc) = served.clone().or_else(made) else {
            // Its making was refused, and what follows it will be.
            return Ok(());
        };
        if let Some(served) = served.filter(|_| shadow.is_none() && !waiting.is_empty() && here.facts.rev > 0)
        {
            // The entries that are left say what was before them, and that was refused: the service's version must be kept apart.
            let row = as_served(table, id, here, &served);
            self.shadow(table, &row).await?;
        }
        for entry in waiting {
            doc.lay(table, &entry.patch, entry.is_insert());
        }
        doc.keep_local(table, &here.doc);
        let facts = match &shadow {
            Some(row) => super::pull::facts(row),
            None => here.facts.clone(),
        };
        let row = Pulled { id, facts, doc };
        self.applied.rows += u64::from(self.tx.pulled_update(table, here, &row).await?);
        Ok(())
    }
}

/// Keeps how far the copy is with this answer in it.
async fn keep_cursor(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    response: &v1::SyncResponse,
) -> Result<()> {
    let args = Params::new()
        .id(workspace.0)
        .text(&*response.cursor)
        .int(i64::from(response.epoch))
        .int(response.head)
        .int(i64::from(response.scope))
        .take();
    sqlx::query_with(include_str!("put_cursor.sql"), args).execute(connection).await?;
    Ok(())
}

/// What the service has of a row without shadow: the row without what was refused and what waits. `None` when it has none.
pub(super) fn served(
    table: &'static Table,
    here: &Here,
    refused: &[Entry],
    waiting: &[Entry],
) -> Option<Doc> {
    let mut entries: Vec<&Entry> = refused.iter().chain(waiting).collect();
    entries.sort_unstable_by_key(|entry| entry.seq_local);
    let mut doc = here.doc.clone();
    for entry in entries.into_iter().rev() {
        if entry.is_insert() {
            return None;
        }
        let touched = |name: &String| entry.patch.contains_key(name);
        let base: Map<String, Json> = entry
            .base
            .iter()
            .filter(|(name, _)| touched(name))
            .map(|(n, v)| (n.clone(), v.clone()))
            .collect();
        doc.lay(table, &base, false);
    }
    Some(doc)
}

/// A row as the service has it, from what is here.
pub(super) fn as_served(table: &'static Table, id: Uuid, here: &Here, served: &Doc) -> v1::Row {
    let Facts { rev, stamps, created_at, updated_at, created_by, updated_by } = &here.facts;
    let mut row = served.to_wire(table, id, *rev);
    row.u = stamps.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    (row.ct, row.mt, row.cb, row.by) = (*created_at, *updated_at, *created_by, *updated_by);
    row
}

/// Whether another value stands instead, and the answer may not hold the row because it did not change.
fn is_kept_out(ack: &Ack) -> bool {
    match ack.r {
        Outcome::KeptOther => true,
        Outcome::Dup => ack.seq.is_none() && ack.conflict.is_some(),
        Outcome::Ok | Outcome::Same | Outcome::Rejected | Outcome::Other => false,
    }
}

/// Why an op was refused; `None` when it was not.
fn refusal(ack: &Ack) -> Option<String> {
    let is_refused = match ack.r {
        Outcome::Rejected => true,
        Outcome::Dup => ack.code.is_some(),
        Outcome::Ok | Outcome::Same | Outcome::KeptOther | Outcome::Other => false,
    };
    is_refused.then(|| word(ack.code.unwrap_or(RejectCode::Other)))
}

/// The word of a code on the wire.
fn word(code: RejectCode) -> String {
    match serde_json::to_value(code) {
        Ok(Json::String(word)) => word,
        _ => "other".to_owned(),
    }
}
