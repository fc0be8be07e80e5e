//! From what a document means to the ops that make it so. There is no other way to write.

use std::collections::BTreeMap;

use domain::id::link_id;
use domain::merge::UnitValue;
use domain::schema::{DELETED_UNIT, LOCAL_UNIT, Table};
use serde_json::{Map, Value as Json};
use uuid::Uuid;
use wire::v1::{Op, Row, UnitSet};

use super::draft::{Columns, Draft, PartDraft};
use super::render::Whole;
use super::resource::{Part, Resource};

/// Where ids of ops and rows come from: with an Idempotency-Key they follow from it, so the same request makes the same ones.
#[derive(Debug)]
pub(crate) enum Ids {
    /// From a key: a namespace, and how many were taken.
    Keyed(Uuid, u32),
    /// Random.
    Fresh,
}

impl Ids {
    /// The next id.
    pub(crate) fn next(&mut self) -> Uuid {
        match self {
            Self::Fresh => Uuid::now_v7(),
            Self::Keyed(namespace, taken) => {
                *taken += 1;
                Uuid::new_v5(namespace, &taken.to_be_bytes())
            }
        }
    }
}

/// The ops of one request: one group.
#[derive(Debug)]
pub(crate) struct Writing<'a> {
    /// Makes ids.
    pub ids: &'a mut Ids,
    /// When, milliseconds since 1970, UTC.
    pub now_ms: i64,
    /// What the writer had seen; 0 for a new row.
    pub base: i64,
    group: Option<Uuid>,
    /// What was made so far.
    pub ops: Vec<Op>,
}

/// A row changed after the writer saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ChangedSince;

impl<'a> Writing<'a> {
    /// Nothing yet.
    pub(crate) fn new(ids: &'a mut Ids, now_ms: i64, base: i64) -> Self {
        Self { ids, now_ms, base, group: None, ops: Vec::new() }
    }

    /// The ops: in one group when there are several.
    pub(crate) fn finish(mut self) -> Vec<Op> {
        if self.ops.len() > 1 {
            let group = *self.group.get_or_insert_with(|| self.ids.next());
            self.ops.iter_mut().for_each(|op| op.g = Some(group));
        }
        self.ops
    }

    fn push(&mut self, table: &Table, id: Uuid, set: BTreeMap<String, UnitSet>) {
        if !set.is_empty() {
            let op = self.ids.next();
            self.ops.push(Op {
                op,
                g: None,
                k: table.name.to_owned(),
                id,
                t: self.now_ms,
                set,
                heal: false,
                by: None,
            });
        }
    }

    /// Makes a row.
    pub(crate) fn insert(&mut self, table: &'static Table, id: Uuid, columns: &Columns) {
        let set = units(table, columns)
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(unit, v)| (unit.to_owned(), UnitSet { v, b: 0, a: Vec::new() }))
            .collect();
        self.push(table, id, set);
    }

    /// Brings a row to `columns`; fails when a unit that changes was changed by another since.
    pub(crate) fn update(
        &mut self,
        table: &'static Table,
        row: &Row,
        columns: &Columns,
    ) -> Result<(), ChangedSince> {
        let mut set = BTreeMap::new();
        let before = units(table, &row.d);
        for (unit, v) in units(table, columns) {
            if before.get(unit) == Some(&v) {
                continue;
            }
            self.check(row, unit)?;
            set.insert(unit.to_owned(), self.seen(v));
        }
        self.push(table, row.id, set);
        Ok(())
    }

    /// Sets one unit of a row.
    pub(crate) fn set(
        &mut self,
        table: &'static Table,
        row: &Row,
        unit: &str,
        value: UnitValue,
    ) -> Result<(), ChangedSince> {
        self.check(row, unit)?;
        let set = [(unit.to_owned(), self.seen(value))].into();
        self.push(table, row.id, set);
        Ok(())
    }

    /// Puts a row into the trash.
    pub(crate) fn delete(&mut self, table: &'static Table, row: &Row) -> Result<(), ChangedSince> {
        let value = Map::from_iter([("deleted_at".to_owned(), Json::from(self.now_ms))]);
        self.set(table, row, DELETED_UNIT, value)
    }

    fn seen(&self, v: UnitValue) -> UnitSet {
        UnitSet { v, b: self.base, a: Vec::new() }
    }

    fn check(&self, row: &Row, unit: &str) -> Result<(), ChangedSince> {
        let changed = row.u.get(unit).map_or(0, |(seq, _)| *seq);
        if changed > self.base { Err(ChangedSince) } else { Ok(()) }
    }

    /// Makes a row and what hangs on it.
    pub(crate) fn create(&mut self, resource: &Resource, id: Uuid, draft: &Draft) {
        self.insert(resource.table(), id, &draft.columns);
        for part in resource.parts {
            for item in draft.parts.get(part.name).map_or(&[][..], Vec::as_slice) {
                self.insert_part(part, id, item);
            }
        }
    }

    fn insert_part(&mut self, part: &Part, expense: Uuid, item: &PartDraft) {
        let id = part_id(part, expense, item).or(item.id).unwrap_or_else(|| self.ids.next());
        let mut columns = item.columns.clone();
        columns.insert("expense_id".to_owned(), Json::from(expense.to_string()));
        self.insert(part.table(), id, &columns);
    }

    /// Brings a row and what hangs on it to a draft; parts the draft does not speak of stay.
    pub(crate) fn change(
        &mut self,
        resource: &Resource,
        whole: &Whole,
        removed: &[Row],
        draft: &Draft,
    ) -> Result<(), ChangedSince> {
        self.update(resource.table(), &whole.row, &draft.columns)?;
        for part in resource.parts {
            let Some(items) = draft.parts.get(part.name) else { continue };
            let rows = whole.parts.get(part.name).map_or(&[][..], Vec::as_slice);
            self.change_part(part, whole.row.id, rows, removed, items)?;
        }
        Ok(())
    }

    fn change_part(
        &mut self,
        part: &Part,
        expense: Uuid,
        rows: &[Row],
        removed: &[Row],
        items: &[PartDraft],
    ) -> Result<(), ChangedSince> {
        let mut kept = Vec::with_capacity(items.len());
        for item in items {
            let id = part_id(part, expense, item).or(item.id);
            let row = rows.iter().find(|row| Some(row.id) == id);
            match row {
                Some(row) => {
                    kept.push(row.id);
                    let mut columns = item.columns.clone();
                    carry_over(part, row, &mut columns);
                    self.update(part.table(), row, &columns)?;
                }
                None => match removed.iter().find(|row| Some(row.id) == id && part.member.is_some()) {
                    Some(row) => self.set(part.table(), row, DELETED_UNIT, Map::new())?,
                    None => self.insert_part(part, expense, item),
                },
            }
        }
        for row in rows.iter().filter(|row| !kept.contains(&row.id)) {
            if row.seq > self.base {
                return Err(ChangedSince);
            }
            self.delete(part.table(), row)?;
        }
        Ok(())
    }
}

/// Members of a set have the id both ends give them.
fn part_id(part: &Part, expense: Uuid, item: &PartDraft) -> Option<Uuid> {
    let member = item.columns.get(part.member?)?.as_str()?.parse::<Uuid>().ok()?;
    Some(link_id(part.kind, expense, member))
}

/// Columns of a part that its document does not have: they stay as they are.
fn carry_over(part: &Part, row: &Row, columns: &mut Columns) {
    for column in part.table().columns {
        let is_spoken_of = columns.contains_key(column.name)
            || part.fields.iter().any(|field| field.column == column.name && field.name != "sha256");
        if let (false, Some(value)) = (is_spoken_of, row.d.get(column.name)) {
            columns.insert(column.name.to_owned(), value.clone());
        }
    }
}

/// The columns by unit, without nulls; every unit that is sent, empty ones too.
fn units(table: &'static Table, columns: &Columns) -> BTreeMap<&'static str, UnitValue> {
    let mut units: BTreeMap<&'static str, UnitValue> = BTreeMap::new();
    for column in table.columns.iter().filter(|column| column.unit != LOCAL_UNIT) {
        let unit = units.entry(column.unit).or_default();
        if let Some(value) = columns.get(column.name).filter(|value| !value.is_null()) {
            unit.insert(column.name.to_owned(), value.clone());
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::draft;
    use super::super::fields::RESOURCES;
    use super::*;

    fn expenses() -> &'static Resource {
        &RESOURCES[0]
    }

    fn read(document: Json) -> Draft {
        draft::read(expenses(), &document, None).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    fn lunch() -> Draft {
        read(json!({
            "occurred_on": "2026-11-20",
            "total": { "amount_minor": 4850, "currency": "EUR" },
            "lines": [{ "amount": { "amount_minor": 1200, "currency": "EUR" } }],
            "tags": [{ "tag_id": "019aa000-0000-7000-8000-000000000003" }],
        }))
    }

    #[test]
    fn an_expense_and_its_parts_are_one_group_of_whole_units() {
        let mut ids = Ids::Keyed(Uuid::from_u128(1), 0);
        let id = ids.next();
        let mut writing = Writing::new(&mut ids, 5, 0);
        writing.create(expenses(), id, &lunch());
        let ops = writing.finish();
        let kinds: Vec<&str> = ops.iter().map(|op| op.k.as_str()).collect();
        assert_eq!(kinds, ["expense", "expense_line", "expense_tag"]);
        assert!(ops.iter().all(|op| op.g.is_some() && op.g == ops[0].g));
        assert_eq!(ops[0].set["money"].v["total_minor"], json!(4850));
        assert_eq!(ops[0].set["money"].v["currency"], json!("EUR"));
        assert!(!ops[0].set.contains_key("place"));
    }

    #[test]
    fn the_same_key_makes_the_same_ops() {
        let make = || {
            let mut ids = Ids::Keyed(Uuid::from_u128(9), 0);
            let id = ids.next();
            let mut writing = Writing::new(&mut ids, 5, 0);
            writing.create(expenses(), id, &lunch());
            writing.finish()
        };
        assert_eq!(make(), make());
    }

    fn stored() -> Whole {
        let mut row = Row { k: "expense".into(), id: Uuid::from_u128(3), seq: 10, ..Row::default() };
        row.d = lunch().columns;
        Whole { row, seq: 10, ..Whole::default() }
    }

    #[test]
    fn only_units_that_changed_are_sent() {
        let whole = stored();
        let mut draft = Draft { columns: whole.row.d.clone(), ..Draft::default() };
        draft.columns.insert("notes".into(), json!("by the window"));
        let mut ids = Ids::Fresh;
        let mut writing = Writing::new(&mut ids, 5, 10);
        writing.change(expenses(), &whole, &[], &draft).unwrap();
        let ops = writing.finish();
        assert_eq!(ops.len(), 1);
        assert_eq!(ops[0].set.keys().collect::<Vec<_>>(), ["note"]);
        assert_eq!(ops[0].set["note"].b, 10);
        assert_eq!(ops[0].g, None);
    }

    #[test]
    fn a_unit_changed_by_another_since_is_refused_and_another_unit_is_not() {
        let mut whole = stored();
        whole.row.u.insert("note".into(), (11, 7));
        let mut draft = Draft { columns: whole.row.d.clone(), ..Draft::default() };
        draft.columns.insert("party_size".into(), json!(2));
        let mut ids = Ids::Fresh;
        let mut writing = Writing::new(&mut ids, 5, 10);
        assert_eq!(writing.change(expenses(), &whole, &[], &draft), Ok(()));
        draft.columns.insert("notes".into(), json!("other"));
        assert_eq!(writing.change(expenses(), &whole, &[], &draft), Err(ChangedSince));
    }
}
