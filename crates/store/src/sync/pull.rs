//! One transaction in which rows of the service are taken over.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use domain::mutant;
use domain::schema::{DELETED_UNIT, TABLES, Table, Value};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;
use wire::v1;

use super::doc::Doc;
use super::entry::{self, Entry};
use super::marks;
use crate::blobs::file_in;
use crate::sql::{self, Params};
use crate::write::{Facts, Here, Pulled};
use crate::{Error, Result, Store, WriteContext, WriteTx};

/// Rows looked up at a time.
const CHUNK_ROWS: usize = 2_000;
/// The fact of this file that names its account.
const ACCOUNT: &str = "account";

/// A row's name.
pub(super) type Key = (&'static str, Uuid);

/// Which rows of an answer count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guard {
    /// Newer ones than what is here.
    Newer,
    /// All: a repair.
    Other,
    /// All but those here in this version, if it is not above the sequence that is common history.
    Swap(i64),
}

/// An open transaction that takes rows over.
pub(super) struct Pull {
    pub tx: WriteTx,
    pub applied: super::Applied,
    /// Rows whose `sync_state` must be found anew.
    pub marked: BTreeSet<Key>,
    /// Rows that were taken over.
    pub taken: HashSet<Key>,
    account: Option<Uuid>,
    folder: PathBuf,
    /// Whether anything at all waits, is unknown, is masked: most books have none, and then nobody asks row by row.
    has: Has,
}

#[derive(Clone, Copy)]
struct Has {
    waiting: bool,
    unknown: bool,
    masked: bool,
}

impl Pull {
    /// Begins; waits for the writer.
    pub(super) async fn begin(store: &Store, ctx: WriteContext) -> Result<Self> {
        let ctx = WriteContext { undoable: false, ..ctx };
        let mut tx = store.write(ctx).await?;
        let account: Option<String> = sqlx::query_scalar("select value from local_meta where \"key\" = ?1")
            .bind(ACCOUNT)
            .fetch_optional(&mut *tx.tx)
            .await?;
        let has = sqlx::query(include_str!("has.sql")).fetch_one(&mut *tx.tx).await?;
        let has = Has { waiting: has.try_get(0)?, unknown: has.try_get(1)?, masked: has.try_get(2)? };
        Ok(Self {
            tx,
            applied: super::Applied::default(),
            marked: BTreeSet::new(),
            taken: HashSet::new(),
            account: account.as_deref().and_then(account_id),
            folder: store.blob_folder(),
            has,
        })
    }

    /// The connection.
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.tx.tx
    }

    /// The workspace.
    pub(super) fn workspace(&self) -> Uuid {
        self.tx.context().workspace.0
    }

    /// Finishes and commits.
    pub(super) async fn commit(mut self) -> Result<super::Applied> {
        let marked = std::mem::take(&mut self.marked);
        marks::refresh(&mut self.tx.tx, &marked).await?;
        if self.applied.deleted_by_others > 0 {
            let left: i64 = sqlx::query_scalar(
                "select count(*) from expense where workspace_id = ?1 and deleted_at is null",
            )
            .bind(self.workspace().as_bytes().to_vec())
            .fetch_one(&mut *self.tx.tx)
            .await?;
            self.applied.expenses_before = u64::try_from(left).unwrap_or(0) + self.applied.deleted_by_others;
        }
        let committed = self.tx.commit().await?;
        self.applied.tables = committed.tables;
        Ok(self.applied)
    }

    /// Takes rows over: of several versions of one the newest.
    pub(super) async fn rows(
        &mut self,
        rows: impl IntoIterator<Item = &v1::Row>,
        guard: Guard,
    ) -> Result<()> {
        let mut newest: HashMap<(&str, Uuid), &v1::Row> = HashMap::new();
        for row in rows {
            let known = newest.entry((row.k.as_str(), row.id)).or_insert(row);
            if known.seq < row.seq {
                *known = row;
            }
        }
        let mut by_kind: HashMap<&str, Vec<&v1::Row>> = HashMap::new();
        for ((kind, _), row) in newest {
            by_kind.entry(kind).or_default().push(row);
        }
        for rows in by_kind.values_mut() {
            rows.sort_unstable_by_key(|row| (row.seq, row.id));
        }
        for table in TABLES {
            for chunk in by_kind.remove(table.name).unwrap_or_default().chunks(CHUNK_ROWS) {
                self.rows_of(table, chunk, guard).await?;
            }
        }
        let mut unknown: Vec<&v1::Row> = by_kind.into_values().flatten().collect();
        unknown.sort_unstable_by_key(|row| (row.seq, row.id));
        for row in unknown {
            self.keep_unknown(row).await?;
        }
        Ok(())
    }

    async fn rows_of(&mut self, table: &'static Table, rows: &[&v1::Row], guard: Guard) -> Result<()> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut here = self.tx.here(table, &ids).await?;
        let mut waiting = match self.has.waiting {
            true => entry::waiting(&mut self.tx.tx, table, &ids).await?,
            false => HashMap::new(),
        };
        let mut new = Vec::new();
        for row in rows {
            let found = here.remove(&row.id);
            if let Some(found) = &found
                && !self.counts(table, row, found, guard)
            {
                continue;
            }
            let entries = waiting.remove(&row.id).unwrap_or_default();
            if let Some(row) = self.take(table, row, found, &entries).await? {
                new.push(row);
            }
        }
        self.tx.pulled_insert(table, new).await
    }

    fn counts(&self, table: &'static Table, row: &v1::Row, here: &Here, guard: Guard) -> bool {
        if here.workspace != self.workspace() {
            tracing::warn!(table = table.name, id = %row.id, "a row of another workspace was left alone");
            return false;
        }
        match guard {
            Guard::Newer => row.seq > here.facts.rev || mutant::is("no_seq_guard"),
            Guard::Other => true,
            Guard::Swap(common) => {
                let is_masked = row.masked || self.has.masked;
                is_masked || row.seq != here.facts.rev || row.seq > common
            }
        }
    }

    /// Takes one row over; answers it when it is to be made with others.
    async fn take(
        &mut self,
        table: &'static Table,
        row: &v1::Row,
        here: Option<Here>,
        entries: &[Entry],
    ) -> Result<Option<Pulled>> {
        let key = (table.name, row.id);
        if row.gone {
            self.gone(table, row, here.is_some(), entries).await?;
            return Ok(None);
        }
        let Some(mut doc) = Doc::of_wire(table, row).or_else(|| bare_deletion(row, here.as_ref())) else {
            self.keep_unknown(row).await?;
            return Ok(None);
        };
        self.taken.insert(key);
        self.forget_unknown(row.id).await?;
        self.mask(row).await?;
        if !entries.is_empty() {
            self.shadow(table, row).await?;
            for entry in entries {
                doc.lay(table, &entry.patch, entry.is_insert());
            }
            self.marked.insert(key);
        }
        let Some(here) = here else {
            if table.name == "blob" {
                self.find_bytes(table, &mut doc);
            }
            self.note_new(table, row, &doc);
            return Ok(Some(Pulled { id: row.id, facts: facts(row), doc }));
        };
        if entries.is_empty() {
            self.marked.insert(key);
        }
        doc.keep_local(table, &here.doc);
        self.note_change(table, row, &here, &doc).await?;
        let pulled = Pulled { id: row.id, facts: facts(row), doc };
        self.applied.rows += u64::from(self.tx.pulled_update(table, &here, &pulled).await?);
        Ok(None)
    }

    /// A row that is no longer for this person's eyes. What waits is refused by the service; until then the row stays.
    async fn gone(
        &mut self,
        table: &'static Table,
        row: &v1::Row,
        is_here: bool,
        entries: &[Entry],
    ) -> Result<()> {
        self.forget_unknown(row.id).await?;
        if !is_here {
            return Ok(());
        }
        self.taken.insert((table.name, row.id));
        if entries.is_empty() {
            return self.remove(table, row.id, false).await;
        }
        self.shadow(table, row).await?;
        let sql = format!("update {} set rev = max(rev, ?2) where id = ?1", table.name);
        let args = Params::new().id(row.id).int(row.seq).take();
        sqlx::query_with(&sql, args).execute(&mut *self.tx.tx).await?;
        Ok(())
    }

    /// Removes a row from this device.
    pub(super) async fn remove(
        &mut self,
        table: &'static Table,
        id: Uuid,
        keeps_history: bool,
    ) -> Result<()> {
        self.applied.rows += self.tx.pulled_remove(table, &[id], keeps_history).await?;
        let listed = sql::ids_json(&[id]);
        sqlx::query(include_str!("forget_shadow.sql")).bind(&listed).execute(&mut *self.tx.tx).await?;
        sqlx::query(include_str!("forget_mask.sql")).bind(&listed).execute(&mut *self.tx.tx).await?;
        Ok(())
    }

    /// Keeps what the service has of a row with changes waiting here.
    pub(super) async fn shadow(&mut self, table: &'static Table, row: &v1::Row) -> Result<()> {
        let workspace = self.workspace();
        let doc = serde_json::to_string(row).map_err(|_| Error::Malformed("a row"))?;
        let args = Params::new().id(workspace).text(table.name).id(row.id).int(row.seq).text(doc).take();
        sqlx::query_with(include_str!("put_shadow.sql"), args).execute(&mut *self.tx.tx).await?;
        Ok(())
    }

    async fn keep_unknown(&mut self, row: &v1::Row) -> Result<()> {
        let workspace = self.workspace();
        if row.gone {
            return self.forget_unknown(row.id).await;
        }
        self.has.unknown = true;
        let doc = serde_json::to_string(row).map_err(|_| Error::Malformed("a row"))?;
        let args = Params::new().id(workspace).text(&*row.k).id(row.id).int(row.seq).text(doc).take();
        sqlx::query_with(include_str!("put_unknown.sql"), args).execute(&mut *self.tx.tx).await?;
        Ok(())
    }

    async fn forget_unknown(&mut self, id: Uuid) -> Result<()> {
        if !self.has.unknown {
            return Ok(());
        }
        sqlx::query("delete from unknown_row where row_id = ?1")
            .bind(id.as_bytes().to_vec())
            .execute(&mut *self.tx.tx)
            .await?;
        Ok(())
    }

    async fn mask(&mut self, row: &v1::Row) -> Result<()> {
        if row.masked {
            self.has.masked = true;
            let workspace = self.workspace();
            let args = Params::new().id(row.id).id(workspace).take();
            sqlx::query_with(include_str!("put_mask.sql"), args).execute(&mut *self.tx.tx).await?;
        } else if self.has.masked && row.k == "expense" {
            let listed = sql::ids_json(&[row.id]);
            sqlx::query(include_str!("forget_mask.sql")).bind(listed).execute(&mut *self.tx.tx).await?;
        }
        Ok(())
    }

    /// The bytes of a photograph may be here already, under another row.
    fn find_bytes(&self, table: &'static Table, doc: &mut Doc) {
        let Some(Value::Text(sha256)) = doc.get(table, "sha256") else { return };
        let is_here = file_in(&self.folder, sha256).is_ok_and(|path| path.exists());
        let at = table.columns.iter().position(|column| column.name == "local_state");
        if let Some(at) = at.filter(|_| is_here) {
            doc.values[at] = Value::from("present");
        }
    }

    fn note_new(&mut self, table: &'static Table, row: &v1::Row, doc: &Doc) {
        self.applied.rows += 1;
        if table.name == "conflict" {
            self.mark_subject(table, doc);
            self.applied.cards += u64::from(is_open(table, doc) && !row.x);
        }
    }

    async fn note_change(
        &mut self,
        table: &'static Table,
        row: &v1::Row,
        here: &Here,
        doc: &Doc,
    ) -> Result<()> {
        match table.name {
            "conflict" => self.mark_subject(table, doc),
            "expense" => {
                let was_deleted = here.doc.deleted_at.is_none() && doc.deleted_at.is_some();
                let by_others = row.by.is_none() || row.by != self.account;
                self.applied.deleted_by_others += u64::from(was_deleted && by_others);
            }
            "blob" => {
                let state = |doc: &Doc| doc.get(table, "cloud_state").cloned();
                let present = Some(Value::from("present"));
                if state(&here.doc) == present && state(doc) != present {
                    // The service lost the bytes: whoever has them sends them again.
                    let workspace = self.workspace();
                    let sha256 = doc.get(table, "sha256").cloned().unwrap_or(Value::Null);
                    let args = Params::new().id(workspace).value(&sha256).take();
                    sqlx::query_with(include_str!("forget_upload.sql"), args)
                        .execute(&mut *self.tx.tx)
                        .await?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn mark_subject(&mut self, table: &'static Table, doc: &Doc) {
        let (Some(Value::Text(kind)), Some(Value::Id(id))) =
            (doc.get(table, "subject_table"), doc.get(table, "subject_id"))
        else {
            return;
        };
        if let Some(subject) = Table::find(kind) {
            self.marked.insert((subject.name, *id));
        }
    }

    /// Something waits from now on.
    pub(super) fn has_waiting(&mut self) {
        self.has.waiting = true;
    }

    /// Whether parts of a row are held back.
    pub(super) async fn is_masked(&mut self, id: Uuid) -> Result<bool> {
        if !self.has.masked {
            return Ok(false);
        }
        let args = Params::new().id(id).take();
        let found = sqlx::query_with("select 1 from masked_row where row_id = ?1", args);
        Ok(found.fetch_optional(&mut *self.tx.tx).await?.is_some())
    }

    /// The shadow of a row.
    pub(super) async fn shadow_of(&mut self, table: &'static Table, id: Uuid) -> Result<Option<v1::Row>> {
        let args = Params::new().id(id).text(table.name).take();
        let row = sqlx::query_with(include_str!("shadow.sql"), args).fetch_optional(&mut *self.tx.tx).await?;
        row.map(|row| serde_json::from_str(row.try_get(0)?).map_err(|_| Error::Malformed("a shadow")))
            .transpose()
    }
}

/// The id of the account this file belongs to, as the app keeps it.
fn account_id(text: &str) -> Option<Uuid> {
    let kept: serde_json::Value = serde_json::from_str(text).ok()?;
    Uuid::parse_str(kept.pointer("/account/id")?.as_str()?).ok()
}

/// What the service says of a row beside its values.
pub(super) fn facts(row: &v1::Row) -> Facts {
    let stamps = if row.u.is_empty() { None } else { serde_json::to_string(&row.u).ok() };
    Facts {
        rev: row.seq,
        stamps,
        created_at: row.ct,
        updated_at: row.mt,
        created_by: row.cb,
        updated_by: row.by,
    }
}

/// A deletion that tells no more than that, of a row that is here.
fn bare_deletion(row: &v1::Row, here: Option<&Here>) -> Option<Doc> {
    let mut doc = here.filter(|_| row.x)?.doc.clone();
    let at = row.d.get("deleted_at").and_then(serde_json::Value::as_i64);
    doc.deleted_at = Some(at.unwrap_or(row.mt));
    Some(doc)
}

fn is_open(table: &'static Table, doc: &Doc) -> bool {
    doc.get(table, "resolved_at") == Some(&Value::Null) && doc.unit(table, DELETED_UNIT).is_empty()
}
