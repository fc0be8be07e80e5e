//! What a plan has to know, and how it asks for it: whoever holds the data loads what `needs` names until it names nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::fold::fold;
use domain::schema::{ColumnKind, TABLES, Table};
use serde_json::Value as Json;
use uuid::Uuid;
use wire::v1::{Ack, Op};

use crate::push::Plan;
use crate::push::names;
use crate::push::row::{RowKey, StoredRow};

/// What is known of the workspace, as far as it was asked for; or all of it. In order, so that the same push is planned the same.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The first answers of ops that were accepted.
    pub answered: HashMap<Uuid, Ack>,
    /// Rows, deleted ones included.
    pub rows: BTreeMap<RowKey, StoredRow>,
    /// Rows that are known by another id.
    pub aliases: BTreeMap<RowKey, Uuid>,
    /// Rows whose tombstones are gone.
    pub purged: BTreeSet<RowKey>,
    /// When sequences were committed, milliseconds since 1970, UTC. A sequence that is not there counts as the nearest before it.
    pub committed: BTreeMap<i64, i64>,
    /// What was asked for already.
    pub asked: Needs,
}

/// What to load.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// Ops that may have been answered before.
    pub ops: BTreeSet<Uuid>,
    /// Rows, with their aliases (`Loaded::aliases`) and whether they were purged.
    pub rows: BTreeSet<RowKey>,
    /// Folded names: the rows of this table that bear them and are neither deleted nor archived. For `setting`: scope and key.
    pub names: BTreeSet<(&'static str, String)>,
    /// Subjects of open conflict cards.
    pub cards_of: BTreeSet<Uuid>,
    /// Expenses whose children and cards are needed, of whatever kind.
    pub children_of: BTreeSet<Uuid>,
    /// Photographs whose attachments are needed.
    pub uses_of: BTreeSet<Uuid>,
    /// Sequences whose commit time is needed: that of the newest op at or before each.
    pub committed: BTreeSet<i64>,
}

impl Needs {
    /// Whether nothing is missing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn without(mut self, asked: &Self) -> Self {
        self.ops.retain(|item| !asked.ops.contains(item));
        self.rows.retain(|item| !asked.rows.contains(item));
        self.names.retain(|item| !asked.names.contains(item));
        self.cards_of.retain(|item| !asked.cards_of.contains(item));
        self.children_of.retain(|item| !asked.children_of.contains(item));
        self.uses_of.retain(|item| !asked.uses_of.contains(item));
        self.committed.retain(|item| !asked.committed.contains(item));
        self
    }
}

impl Loaded {
    /// Notes that these were loaded, found or not.
    pub fn note(&mut self, needs: Needs) {
        let asked = &mut self.asked;
        asked.ops.extend(needs.ops);
        asked.rows.extend(needs.rows);
        asked.names.extend(needs.names);
        asked.cards_of.extend(needs.cards_of);
        asked.children_of.extend(needs.children_of);
        asked.uses_of.extend(needs.uses_of);
        asked.committed.extend(needs.committed);
    }

    /// Adds a row.
    pub fn put(&mut self, row: StoredRow) {
        self.rows.insert(row.key(), row);
    }

    /// Writes a plan down: for a server in memory, which keeps the whole workspace in one `Loaded`.
    pub fn apply(&mut self, plan: &Plan) {
        for row in &plan.rows {
            self.put(row.clone());
        }
        for alias in &plan.aliases {
            self.aliases.insert((alias.kind, alias.old), alias.new);
        }
        for entry in &plan.log {
            self.answered.insert(entry.op, entry.ack.clone());
            if let Some(seq) = entry.seq {
                self.committed.insert(seq, entry.received_ms);
            }
        }
    }

    /// The id a row is known by.
    pub(crate) fn known_as(&self, kind: &'static str, id: Uuid) -> Uuid {
        self.aliases.get(&(kind, id)).copied().unwrap_or(id)
    }
}

/// The rows an op names in its values: table and id.
pub(crate) fn references(op: &Op) -> Vec<RowKey> {
    let Some(table) = Table::find(&op.k) else { return Vec::new() };
    let mut found = Vec::new();
    for (unit, set) in &op.set {
        for column in table.unit_columns(unit) {
            if let ColumnKind::Ref(target) = column.kind
                && let Some(id) =
                    set.v.get(column.name).and_then(Json::as_str).and_then(|t| Uuid::parse_str(t).ok())
            {
                found.push((target, id));
            }
        }
    }
    found
}

/// What `plan` would have to know and was not loaded yet.
pub fn needs(ops: &[Op], loaded: &Loaded) -> Needs {
    let mut needs = Needs::default();
    let namesakes = namesakes(ops, loaded);
    for op in ops {
        needs.ops.insert(op.op);
        let Some(table) = Table::find(&op.k) else { continue };
        need_op(&mut needs, loaded, table, op);
        needs.rows.extend(names::links_through(table, op, &namesakes).map(|link| (table.name, link)));
    }
    needs.without(&loaded.asked)
}

/// What rows made here may turn out to be: those that bear their names already, or an alias.
fn namesakes(ops: &[Op], loaded: &Loaded) -> HashMap<RowKey, Vec<Uuid>> {
    let mut found: HashMap<RowKey, Vec<Uuid>> = HashMap::new();
    for op in ops {
        let Some(table) = Table::find(&op.k).filter(|table| names::is_unique(table)) else { continue };
        let Some(folded) = folded_name(table, op) else { continue };
        let bears = |row: &&StoredRow| row.table == table && row.text("name_fold") == Some(&folded);
        let rows = loaded.rows.values().filter(bears).map(|row| row.id);
        found.entry((table.name, op.id)).or_default().extend(rows);
    }
    for ((kind, old), new) in &loaded.aliases {
        found.entry((kind, *old)).or_default().push(*new);
    }
    found
}

fn folded_name(table: &'static Table, op: &Op) -> Option<String> {
    let name = op.set.get("name")?.v.get(names::name_column(table)?)?.as_str()?;
    Some(fold(name))
}

fn need_op(needs: &mut Needs, loaded: &Loaded, table: &'static Table, op: &Op) {
    let id = loaded.known_as(table.name, op.id);
    needs.rows.extend([(table.name, op.id), (table.name, id)]);
    for (kind, target) in references(op) {
        needs.rows.extend([(kind, target), (kind, loaded.known_as(kind, target))]);
    }
    needs.cards_of.insert(id);
    need_what_remains(needs, loaded, table, op);
    if names::is_unique(table)
        && let Some(folded) = folded_name(table, op)
    {
        needs.names.insert((table.name, folded));
    }
    if table.name == "setting"
        && let Some(key) = op.set.get("value").and_then(|set| names::setting_key(&set.v))
    {
        needs.names.insert(("setting", key));
    }
    let row = loaded.rows.get(&(table.name, id));
    if let Some(row) = row {
        need_of_row(needs, table, row, op);
    }
    let expense = match row {
        Some(row) => row.expense(),
        None => expense_named(table, op),
    };
    if let Some(expense) = expense {
        needs.rows.insert(("expense", expense));
    }
    if table.name == "expense" && op.set.contains_key("visibility") && row.is_some() {
        needs.children_of.insert(id);
        for child in loaded.rows.values().filter(|child| child.expense() == Some(id)) {
            need_blob(needs, loaded, child);
        }
    }
    if table.name == "attachment"
        && let Some(blob) = references(op).iter().find(|(kind, _)| *kind == "blob")
    {
        needs.uses_of.insert(blob.1);
        need_expenses_of_blob(needs, loaded, blob.1);
    }
}

/// What a row is merged into may have been merged itself, and so on.
fn need_what_remains(needs: &mut Needs, loaded: &Loaded, table: &'static Table, op: &Op) {
    let into = op.set.get("merged").and_then(|set| set.v.get(names::MERGED_INTO)?.as_str());
    let mut next = into.and_then(|text| Uuid::parse_str(text).ok());
    for _ in 0..names::MERGES_MAX {
        let Some(at) = next else { return };
        let at = loaded.known_as(table.name, at);
        needs.rows.insert((table.name, at));
        next = loaded.rows.get(&(table.name, at)).and_then(|row| row.uuid(names::MERGED_INTO));
    }
}

/// What an edit of a row that is there needs: its name when it becomes pickable again, and when what it names changed.
fn need_of_row(needs: &mut Needs, table: &'static Table, row: &StoredRow, op: &Op) {
    for set in op.set.values().filter(|set| set.b > 0 && set.b < row.seq) {
        needs.committed.insert(set.b);
    }
    if names::is_unique(table)
        && ["archived", "deleted", "parent", "merged"].iter().any(|unit| op.set.contains_key(*unit))
        && let Some(folded) = row.text("name_fold")
    {
        needs.names.insert((table.name, folded.to_owned()));
    }
    if table.name == "conflict"
        && let (Some(subject), Some(id)) =
            (row.text("subject_table").and_then(Table::find), row.uuid("subject_id"))
    {
        needs.rows.insert((subject.name, id));
    }
}

fn need_blob(needs: &mut Needs, loaded: &Loaded, child: &StoredRow) {
    if child.table.name == "attachment"
        && let Some(blob) = child.uuid("blob_id")
    {
        needs.rows.insert(("blob", blob));
        needs.uses_of.insert(blob);
        need_expenses_of_blob(needs, loaded, blob);
    }
}

fn need_expenses_of_blob(needs: &mut Needs, loaded: &Loaded, blob: Uuid) {
    let uses = loaded
        .rows
        .values()
        .filter(|row| row.table.name == "attachment" && row.uuid("blob_id") == Some(blob));
    needs.rows.extend(uses.filter_map(StoredRow::expense).map(|expense| ("expense", expense)));
}

/// The expense a new row says it belongs to.
fn expense_named(table: &'static Table, op: &Op) -> Option<Uuid> {
    let column = table.expense_column?;
    op.set
        .values()
        .find_map(|set| set.v.get(column).and_then(Json::as_str).and_then(|text| Uuid::parse_str(text).ok()))
}

/// The tables whose rows belong to an expense.
pub fn child_tables() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().filter(|table| table.expense_column.is_some() || table.name == "conflict")
}
