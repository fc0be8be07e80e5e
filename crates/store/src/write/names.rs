//! What a change of one row means for expenses: which expense it belongs to, which names it sorts and is found by.

use domain::fold::fold;
use domain::schema::{Patch, Table, Value};
use uuid::Uuid;

use super::WriteTx;
use crate::Result;
use crate::sql::Params;

/// The local sort keys of an expense.
pub(super) struct Folds {
    pub place: String,
    pub category: String,
}

/// Whether an expense is found by texts of this table.
pub(super) fn is_searched(table: &Table) -> bool {
    matches!(table.name, "expense" | "expense_line" | "expense_tag" | "expense_attendee")
}

/// The column that names rows of a catalogue whose names are searched or sorted by.
pub(super) fn name_column(table: &Table) -> Option<&'static str> {
    match table.name {
        "place" | "merchant" | "category" | "tag" => Some("name_fold"),
        "person" => Some("name_fold"),
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
    /// The sort keys of an expense with the values of `patch`.
    pub(super) async fn expense_folds(&mut self, patch: &Patch) -> Result<Folds> {
        let place = match (patch.get("place_id"), patch.get("merchant_id"), patch.get("place_name_snapshot")) {
            (Some(Value::Id(id)), _, _) => self.name_fold("place", *id).await?,
            (_, Some(Value::Id(id)), _) => self.name_fold("merchant", *id).await?,
            (_, _, Some(Value::Text(name))) => fold(name),
            _ => String::new(),
        };
        let category = match patch.get("category_id") {
            Some(Value::Id(id)) => self.name_fold("category", *id).await?,
            _ => String::new(),
        };
        Ok(Folds { place, category })
    }

    async fn name_fold(&mut self, table: &'static str, id: Uuid) -> Result<String> {
        if let Some(found) = self.name_folds.get(&(table, id)) {
            return Ok(found.clone());
        }
        let sql = format!("select name_fold from {table} where id = ?1");
        let found: Option<String> =
            sqlx::query_scalar_with(&sql, Params::new().id(id).take()).fetch_optional(&mut *self.tx).await?;
        let found = found.unwrap_or_default();
        self.name_folds.insert((table, id), found.clone());
        Ok(found)
    }
}
