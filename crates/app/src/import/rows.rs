//! The rows of one piece of a file as rows of the book.

use domain::expense::{ExpenseInput, NOTE_CHARS_MAX};
use domain::schema::Patch;
use domain::{CategoryId, ExpenseSource, ReceiptState, link_id};
use exchange::ImportRow;
use store::WriteTx;
use uuid::Uuid;

use super::names::Names;
use crate::Result;
use crate::expenses::{Resolved, columns, tidy, with_origin};

/// Rows to insert.
pub(super) struct Batch {
    pub expenses: Vec<(Uuid, Patch)>,
    pub tags: Vec<(Uuid, Patch)>,
}

impl Batch {
    /// Room for so many expenses.
    pub fn with_capacity(rows: usize) -> Self {
        Self { expenses: Vec::with_capacity(rows), tags: Vec::new() }
    }

    /// One expense and its tags.
    pub async fn add(
        &mut self,
        tx: &mut WriteTx,
        names: &mut Names,
        row: ImportRow,
        day_end_minutes: u32,
    ) -> Result<()> {
        let id = tx.new_id();
        let place = row.place_name.as_deref().map(|name| names.place(tx, name));
        let merchant = match row.merchant_name.as_deref() {
            Some(name) => Some(names.merchant(tx, name).await?),
            None => None,
        };
        let category = row.category.as_ref().map(|category| CategoryId(names.category(tx, category)));
        for name in &row.tags {
            let tag = names.tag(tx, name);
            let link = link_id("expense_tag", id, tag);
            if self
                .tags
                .iter()
                .rev()
                .take_while(|(_, patch)| patch.get("expense_id") == Some(&id.into()))
                .all(|(other, _)| *other != link)
            {
                let position = i64::try_from(self.tags_of(id)).unwrap_or(0);
                let patch = Patch::new().set("expense_id", id).set("tag_id", tag).set("position", position);
                self.tags.push((link, patch));
            }
        }
        let found = Resolved {
            place,
            merchant,
            place_name: row.place_name.clone().or_else(|| row.merchant_name.clone()),
        };
        let fingerprint = row.fingerprint.clone();
        let patch = columns(&input(row, category), &found, day_end_minutes);
        let patch =
            with_origin(patch, ExpenseSource::Import, ReceiptState::NotNeeded).set("import_key", fingerprint);
        self.expenses.push((id, patch));
        Ok(())
    }

    fn tags_of(&self, expense: Uuid) -> usize {
        self.tags
            .iter()
            .rev()
            .take_while(|(_, patch)| patch.get("expense_id") == Some(&expense.into()))
            .count()
    }
}

fn input(row: ImportRow, category: Option<CategoryId>) -> ExpenseInput {
    let mut input = ExpenseInput::blank(row.occurred_on, row.currency);
    input.kind = row.kind;
    input.occurred_time = row.occurred_time;
    input.total_minor = row.total_minor;
    input.tip_minor = row.tip_minor;
    input.tax_minor = row.tax_minor;
    input.meal_type = row.meal_type;
    input.order_type = row.order_type;
    input.party_size = row.party_size;
    input.cleared_on = row.cleared_on;
    input.category = category;
    input.notes = row.notes;
    // A cell that could not be read is not lost: it stands in the note as it was written.
    for cell in &row.warnings {
        let left = format!("\n{}: {}", cell.field.as_str(), cell.text);
        if input.notes.chars().count() + left.chars().count() <= NOTE_CHARS_MAX {
            input.notes.push_str(&left);
        }
    }
    tidy(input)
}
