//! Templates: expenses one makes again and again.

use chrono::NaiveDate;
use domain::TemplateId;
use domain::expense::{ExpenseInput, Field, FieldProblem, NAME_CHARS_MAX};
use domain::fold::fold;
use domain::schema::{Patch, Table, Value};
use store::WriteTx;
use wire::call::{Changed, DeleteTemplate, ListTemplates, SaveTemplate, TemplateRow, TemplateSaved};

use crate::dispatch::Handle;
use crate::expenses::{cleaned, tidy};
use crate::{App, Error, Result};

impl Handle for ListTemplates {
    async fn handle(self, app: &App) -> Result<Vec<TemplateRow>> {
        let rows = app.store().templates(app.workspace()).await?;
        Ok(rows.into_iter().filter_map(template).collect())
    }
}

/// One template.
pub(crate) async fn get(app: &App, id: TemplateId) -> Result<TemplateRow> {
    let rows = app.store().templates(app.workspace()).await?;
    rows.into_iter().find(|row| row.id == id).and_then(template).ok_or(Error::NotFound)
}

/// A template whose payload a newer version wrote in another form is left out, not damaged.
fn template(row: store::TemplateRow) -> Option<TemplateRow> {
    Some(TemplateRow {
        id: row.id,
        name: row.name,
        input: serde_json::from_str::<ExpenseInput>(&row.payload).ok()?,
        uses: u64::try_from(row.uses).unwrap_or(0),
        last_used_on: row.last_used_on,
        pinned: row.is_pinned,
    })
}

impl Handle for SaveTemplate {
    async fn handle(self, app: &App) -> Result<TemplateSaved> {
        let name = cleaned(&self.name);
        check_name(&name)?;
        let input = tidy(self.input);
        input.validate().map_err(Error::Invalid)?;
        let payload = serde_json::to_string(&input).map_err(Error::Document)?;
        let mut tx = app.write("template_save").await?;
        let group = tx.context().group;
        let table = Table::named("template");
        let patch = Patch::new()
            .set("name_fold", fold(&name))
            .set("name", name)
            .set("payload", payload)
            .set("pinned", self.pinned);
        let id = match self.id {
            Some(id) => {
                tx.update(table, id.0, patch).await?;
                id
            }
            None => {
                let id = TemplateId(tx.new_id());
                tx.insert(table, id.0, patch.set("uses", 0i64)).await?;
                id
            }
        };
        let committed = tx.commit().await?;
        Ok(TemplateSaved { id, group: (committed.changes > 0).then_some(group) })
    }
}

/// Refuses an empty or very long name.
pub(crate) fn check_name(name: &str) -> Result<()> {
    match name.chars().count() {
        0 => Err(Error::field(Field::Name, FieldProblem::Missing)),
        1..=NAME_CHARS_MAX => Ok(()),
        _ => Err(Error::field(Field::Name, FieldProblem::TooLarge { limit: NAME_CHARS_MAX as i64 })),
    }
}

impl Handle for DeleteTemplate {
    async fn handle(self, app: &App) -> Result<Changed> {
        let mut tx = app.write("template_delete").await?;
        let rows = u64::from(tx.delete(Table::named("template"), self.id.0).await?);
        app.finish(tx, rows).await
    }
}

/// One more expense was made from a template.
pub(crate) async fn count_use(tx: &mut WriteTx, id: TemplateId, on: NaiveDate) -> Result<()> {
    let table = Table::named("template");
    let Some(row) = tx.find(table, id.0).await? else { return Ok(()) };
    let uses = match row.values.get("uses") {
        Some(Value::Int(uses)) => *uses,
        _ => 0,
    };
    tx.update(table, id.0, Patch::new().set("uses", uses + 1).set("last_used_on", on)).await?;
    Ok(())
}
