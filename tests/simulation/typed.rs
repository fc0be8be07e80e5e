//! What people typed, and what each of them had before their eyes when they did: the truth the service and the devices are
//! measured by. Nothing here looks at bases, stamps or clocks.

use std::collections::{BTreeMap, BTreeSet};

use domain::merge::UnitValue;
use domain::schema::{LOCAL_UNIT, Table};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::dump::{Dump, Held, RowKey, print_of};

/// A unit of a row.
pub type UnitKey = (RowKey, &'static str);

/// A value somebody typed.
#[derive(Debug, Clone)]
pub struct Edit {
    /// On which device.
    pub device: usize,
    /// Which unit of which row.
    pub unit: UnitKey,
    /// The value.
    pub value: UnitValue,
    /// What tells the value from others.
    pub print: u64,
    /// The values of this unit its author had seen.
    pub seen: BTreeSet<u64>,
    /// Whether the service or the device lost it in a way nobody can mend (the only copy went with a disk).
    pub is_excused: bool,
}

/// What a device's person had seen of each unit. It goes back in time with the device's file: a person remembers, but an edit made
/// on a file that forgot is made on what the file shows.
#[derive(Debug, Clone, Default)]
pub struct Seen(BTreeMap<UnitKey, BTreeSet<u64>>);

impl Seen {
    /// The person looks at everything the device holds.
    pub fn look(&mut self, dump: &Dump) {
        self.look_at(dump.iter());
    }

    fn look_at<'a>(&mut self, rows: impl Iterator<Item = (&'a RowKey, &'a Held)>) {
        for (key, held) in rows {
            let Some(table) = Table::find(key.0) else { continue };
            for (unit, value) in held.units(table) {
                self.0.entry((*key, unit)).or_default().insert(print_of(key.0, unit, &value));
            }
        }
    }

    /// The person, who had looked at `before`, looks at what became of it.
    pub fn look_again(&mut self, before: &Dump, dump: &Dump) {
        let changed = dump.iter().filter(|(key, held)| before.get(*key) != Some(*held));
        self.look_at(changed);
    }

    fn of(&self, unit: &UnitKey) -> BTreeSet<u64> {
        self.0.get(unit).cloned().unwrap_or_default()
    }

    /// A row is known by another id from now on.
    pub fn remap(&mut self, from: Uuid, to: Uuid) {
        let moved: Vec<(UnitKey, BTreeSet<u64>)> = self
            .0
            .iter()
            .filter(|(key, _)| key.0.1 == from)
            .map(|(key, seen)| (*key, seen.clone()))
            .collect();
        for (((kind, _), unit), seen) in moved {
            self.0.entry(((kind, to), unit)).or_default().extend(seen);
        }
    }
}

/// Everything typed in a run.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// In the order it was typed.
    pub edits: Vec<Edit>,
    /// Whether the service went back in time since.
    pub is_restored: bool,
    by_value: BTreeMap<(UnitKey, u64), Vec<usize>>,
    aliases: BTreeMap<Uuid, Uuid>,
}

impl Typed {
    /// Enters what a person changed between two looks at their device; answers how many units.
    pub fn compare(&mut self, device: usize, before: &Dump, after: &Dump, seen: &Seen) -> usize {
        let mut count = 0;
        for (key, held) in after {
            let Some(table) = Table::find(key.0) else { continue };
            if before.get(key) == Some(held) {
                continue;
            }
            for (unit, value) in held.units(table) {
                let old = before.get(key).map(|row| row.unit(table, unit));
                let is_typed = old.as_ref().map_or(!value.is_empty(), |old| *old != value);
                if is_typed && unit != LOCAL_UNIT {
                    self.enter(device, (*key, unit), value, seen.of(&(*key, unit)));
                    count += 1;
                }
            }
        }
        count
    }

    fn enter(&mut self, device: usize, unit: UnitKey, value: UnitValue, seen: BTreeSet<u64>) {
        let print = print_of(unit.0.0, unit.1, &value);
        self.by_value.entry((unit, print)).or_default().push(self.edits.len());
        self.edits.push(Edit { device, unit, value, print, seen, is_excused: false });
    }

    /// Enters what a newer program wrote over a value it had seen.
    pub fn enter_newer(&mut self, device: usize, unit: UnitKey, value: UnitValue, seen: &UnitValue) {
        let seen = BTreeSet::from([print_of(unit.0.0, unit.1, seen)]);
        self.enter(device, unit, value, seen);
    }

    /// The edit that gave this unit this value, when exactly one did.
    pub fn only(&self, unit: &UnitKey, print: u64) -> Option<&Edit> {
        let ((kind, id), name) = *unit;
        match self.by_value.get(&(((kind, self.now(id)), name), print)).map(Vec::as_slice) {
            Some([one]) => Some(&self.edits[*one]),
            _ => None,
        }
    }

    /// A person sends again what was refused, having seen what the service has now.
    pub fn sent_again(&mut self, device: usize, unit: &UnitKey, seen: &Seen) {
        let now = seen.of(unit);
        for edit in self.edits.iter_mut().filter(|edit| edit.device == device && edit.unit == *unit) {
            edit.seen.extend(now.iter().copied().filter(|print| *print != edit.print));
        }
    }

    /// All edits of a unit.
    pub fn of_unit(&self, unit: &UnitKey) -> impl Iterator<Item = &Edit> {
        self.by_value
            .range((*unit, 0)..=(*unit, u64::MAX))
            .flat_map(|(_, edits)| edits.iter().map(|at| &self.edits[*at]))
    }

    /// A row is known by another id from now on.
    pub fn remap(&mut self, from: Uuid, to: Uuid) {
        if from == to || self.aliases.insert(from, to).is_some() {
            return;
        }
        let keys: Vec<(UnitKey, u64)> =
            self.by_value.keys().filter(|((row, _), _)| row.1 == from).copied().collect();
        for (((kind, _), unit), print) in keys {
            let moved = self.by_value.get(&(((kind, from), unit), print)).cloned().unwrap_or_default();
            self.by_value.entry((((kind, to), unit), print)).or_default().extend(moved);
        }
    }

    /// The value with the ids rows are known by now.
    pub fn value_now(&self, value: &UnitValue) -> UnitValue {
        let now = |json: &Json| match json.as_str().and_then(|text| Uuid::parse_str(text).ok()) {
            Some(id) => Json::from(self.now(id).to_string()),
            None => json.clone(),
        };
        value.iter().map(|(name, json)| (name.clone(), now(json))).collect()
    }

    /// The id a row is known by now.
    pub fn now(&self, id: Uuid) -> Uuid {
        let mut id = id;
        for _ in 0..16 {
            match self.aliases.get(&id) {
                Some(to) => id = *to,
                None => break,
            }
        }
        id
    }
}
