//! Looking at what the service holds, for the checks.

use api::push::StoredRow;
use api::view::{self, Sight};
use domain::merge::UnitValue;
use domain::schema::Table;
use uuid::Uuid;

use super::Server;
use crate::dump::{Dump, Held, KINDS, RowKey};

impl Server {
    /// Every row a person may see, as they see it.
    pub fn view(&self, person: usize) -> Dump {
        let member = &self.seats[person].member;
        self.rows()
            .filter(|row| view::sight(member, row) != Sight::Hidden)
            .map(|row| {
                let mut seen = view::row(row, member);
                seen.d.extend(seen.e.into_values().flatten());
                (row.key(), Held { rev: seen.seq, is_deleted: seen.x, columns: seen.d })
            })
            .collect()
    }

    /// Every row there is.
    pub fn everything(&self) -> Dump {
        self.rows()
            .map(|row| {
                (row.key(), Held { rev: row.seq, is_deleted: row.is_deleted(), columns: row.columns.clone() })
            })
            .collect()
    }

    fn rows(&self) -> impl Iterator<Item = &StoredRow> {
        self.loaded.rows.values().filter(|row| KINDS.contains(&row.table.name))
    }

    /// Whether the history knows such a value of a unit, given or replaced.
    pub fn is_in_history(
        &self,
        kind: &str,
        ids: &[Uuid],
        unit: &str,
        is_it: impl Fn(&UnitValue) -> bool,
    ) -> bool {
        self.log.iter().filter(|entry| entry.key.0 == kind && ids.contains(&entry.key.1)).any(|entry| {
            entry
                .units
                .get(unit)
                .is_some_and(|change| is_it(&change.new) || change.old.as_ref().is_some_and(&is_it))
        })
    }

    /// Whether a row, or the expense it belonged to, was deleted and forgotten.
    pub fn is_purged(&self, row: &RowKey) -> bool {
        self.purged.contains(row)
    }

    /// Whether a value was refused, or thrown away by its author.
    pub fn was_refused(&self, row: Uuid, unit: &str, print: u64) -> bool {
        self.refused.contains(&(row, unit.to_owned(), print))
    }

    /// Its author throws a value away.
    pub fn discard(&mut self, row: RowKey, unit: &str, print: u64) {
        debug_assert!(Table::find(row.0).is_some(), "{row:?}");
        self.refused.insert((row.1, unit.to_owned(), print));
    }
}
