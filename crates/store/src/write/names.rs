//! What a change of one row means for expenses: which expense it belongs to, which names it sorts and is found by.

use domain::fold::fold;
use domain::schema::{Patch, Table, Value};
use sqlx::Row;
use uuid::Uuid;

use super::WriteTx;
use crate::Result;
use crate::sql::Params;

/// The names a row of a catalogue lends to expenses.
#[derive(Debug, Clone, Default)]
pub(super) struct Label {
    /// The folded name.
    fold: String,
    /// All texts the expense is found by.
    words: String,
}

/// The local sort keys of an expense and the text it is found by.
pub(super) struct ExpenseLabels {
    pub place_fold: String,
    pub category_fold: String,
    pub text: String,
}

/// Whether an expense is found by texts of this table.
pub(super) fn is_searched(table: &Table) -> bool {
    matches!(table.name, "expense" | "expense_line" | "expense_tag" | "expense_attendee")
}

/// The column that names rows of a catalogue whose names are searched or sorted by.
pub(super) fn name_column(table: &Table) -> Option<&'static str> {
    match table.name {
        "place" | "merchant" | "category" | "tag" | "person" => Some("name_fold"),
        _ => None,
    }
}

/// The expense a row belongs to.
pub(super) fn expense_of(table: &Table, id: Uuid, value: impl Fn(&str) -> Option<Value>) -> Option<Uuid> {
    if table.name == "expense" {
        return Some(id);
    }
    match value(table.expense_column?) {
        Some(Value::Id(expense)) => Some(expense),
        _ => None,
    }
}

/// Whether changes of this row are for a server: settings of this device are not.
pub(super) fn is_sent(table: &Table, value: impl Fn(&str) -> Option<Value>) -> bool {
    table.name != "setting" || value("scope") != Some(Value::Text("device".to_owned()))
}

impl WriteTx {
    /// The sort keys and the text of a new expense with the values of `patch`; the same as `index` would read.
    pub(super) async fn expense_labels(&mut self, patch: &Patch) -> Result<ExpenseLabels> {
        let place = self.label("place", patch.get("place_id")).await?;
        let merchant = self.label("merchant", patch.get("merchant_id")).await?;
        let category = self.label("category", patch.get("category_id")).await?;
        let mut text = String::new();
        for label in [&place, &merchant, &category].into_iter().flatten() {
            text.push_str(&label.words);
        }
        for column in ["place_name_snapshot", "purpose", "notes"] {
            if let Some(Value::Text(part)) = patch.get(column) {
                text.push_str(part);
                text.push('\n');
            }
        }
        let place_fold = match (place.or(merchant), patch.get("place_name_snapshot")) {
            (Some(label), _) => label.fold,
            (None, Some(Value::Text(name))) => fold(name),
            (None, _) => String::new(),
        };
        Ok(ExpenseLabels {
            place_fold,
            category_fold: category.map_or(String::new(), |label| label.fold),
            text,
        })
    }

    /// The texts a line, a tag or a person adds to its expense.
    pub(super) async fn part_words(&mut self, table: &'static Table, patch: &Patch) -> Result<String> {
        let label = match table.name {
            "expense_tag" => self.label("tag", patch.get("tag_id")).await?,
            "expense_attendee" => self.label("person", patch.get("person_id")).await?,
            _ => None,
        };
        match (label, patch.get("description")) {
            (Some(label), _) => Ok(label.words),
            (None, Some(Value::Text(text))) => Ok(text.clone()),
            (None, _) => Ok(String::new()),
        }
    }

    async fn label(&mut self, table: &'static str, id: Option<&Value>) -> Result<Option<Label>> {
        let Some(Value::Id(id)) = id else { return Ok(None) };
        if let Some(found) = self.labels.get(&(table, *id)) {
            return Ok(Some(found.clone()));
        }
        let sql = match table {
            "place" => include_str!("label_place.sql"),
            "merchant" => "select name_fold, name, null, null from merchant where id = ?1",
            "category" => "select name_fold, name, null, null from category where id = ?1",
            "tag" => "select name_fold, name, null, null from tag where id = ?1 and deleted_at is null",
            _ => {
                "select name_fold, display_name, null, null from person where id = ?1 and deleted_at is null"
            }
        };
        let row = sqlx::query_with(sql, Params::new().id(*id).take()).fetch_optional(&mut *self.tx).await?;
        let mut label = Label::default();
        if let Some(row) = row {
            label.fold = row.try_get(0)?;
            for at in 1..=3 {
                if let Some(part) = row.try_get::<Option<&str>, _>(at)? {
                    label.words.push_str(part);
                    label.words.push('\n');
                }
            }
        }
        self.labels.insert((table, *id), label.clone());
        Ok(Some(label))
    }
}
