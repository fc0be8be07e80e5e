//! What a patch must satisfy before it is written: columns, types, limits, references of the same workspace.

use domain::money::checked_minor;
use domain::schema::{Column, ColumnKind, Patch, Table, Value};
use uuid::Uuid;

use super::WriteTx;
use crate::sql::Params;
use crate::{Error, InvalidWrite, Result, WriteProblem};

/// Checks every value of `patch`.
pub(super) fn check_patch(table: &'static Table, patch: &Patch) -> Result<()> {
    for (name, value) in patch.iter() {
        let Some(column) = table.column(name) else {
            return Err(refuse(table, name, WriteProblem::UnknownColumn));
        };
        check_value(column, value).map_err(|problem| refuse(table, column.name, problem))?;
    }
    Ok(())
}

pub(super) fn refuse(table: &'static Table, column: &'static str, problem: WriteProblem) -> Error {
    Error::Invalid(InvalidWrite { table: table.name, column, problem })
}

pub(crate) fn check_value(column: &Column, value: &Value) -> std::result::Result<(), WriteProblem> {
    let fits = match (column.kind, value) {
        (_, Value::Null) => return if column.nullable { Ok(()) } else { Err(WriteProblem::Missing) },
        (ColumnKind::Int, Value::Int(number)) if column.name.ends_with("_minor") => {
            return checked_minor(*number).map(|_| ()).map_err(|_| WriteProblem::TooLarge);
        }
        (ColumnKind::Int | ColumnKind::Instant, Value::Int(_)) => true,
        (ColumnKind::Bool, Value::Int(number)) => (0..=1).contains(number),
        (ColumnKind::Text, Value::Text(text)) if column.name.ends_with("currency") => text.len() == 3,
        (ColumnKind::Text, Value::Text(_)) => true,
        (ColumnKind::Json, Value::Text(text)) => serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok(),
        (ColumnKind::Date, Value::Text(text)) => {
            text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok()
        }
        (ColumnKind::Time, Value::Text(text)) => text.len() == 8 && text.parse::<chrono::NaiveTime>().is_ok(),
        (ColumnKind::Ref(_) | ColumnKind::Id, Value::Id(_)) => true,
        _ => false,
    };
    if fits { Ok(()) } else { Err(WriteProblem::WrongType) }
}

impl WriteTx {
    /// Checks that every row `patch` newly refers to is in this workspace; each is looked up once a transaction. What a row named
    /// before stays even if that one never came here.
    pub(super) async fn check_references(
        &mut self,
        table: &'static Table,
        patch: &Patch,
        differs: impl Fn(&str) -> bool,
    ) -> Result<()> {
        for (name, value) in patch.iter().filter(|(name, _)| differs(name)) {
            let (Some(Column { kind: ColumnKind::Ref(target), .. }), Value::Id(id)) =
                (table.column(name), value)
            else {
                continue;
            };
            if !self.exists(Table::named(target), *id).await? {
                return Err(refuse(table, name, WriteProblem::UnknownReference));
            }
        }
        Ok(())
    }

    /// Whether a row of that id is in this workspace, in the trash or not.
    pub async fn exists(&mut self, table: &'static Table, id: Uuid) -> Result<bool> {
        if self.known.contains(&(table.name, id)) {
            return Ok(true);
        }
        let sql = format!("select 1 from {} where id = ?1 and workspace_id = ?2", table.name);
        let args = Params::new().id(id).id(self.ctx.workspace.0).take();
        let found = sqlx::query_with(&sql, args).fetch_optional(&mut *self.tx).await?.is_some();
        if found {
            self.known.insert((table.name, id));
        }
        Ok(found)
    }
}
