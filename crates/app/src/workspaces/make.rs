//! New workspaces, and other names for them.

use domain::WorkspaceId;
use domain::expense::{Field, FieldProblem};
use domain::schema::{Patch, Table};
use wire::call::{Changed, CreateWorkspace, RenameWorkspace, Role, WorkspaceRow};
use wire::v1;

use super::{kind_text, list, rename, role_text, switch};
use crate::app::Places;
use crate::dispatch::Handle;
use crate::{App, Error, Result, cloud, start};

/// The longest name of a workspace, in characters.
const NAME_CHARS_MAX: usize = 100;

impl Handle for CreateWorkspace {
    async fn handle(self, app: &App) -> Result<WorkspaceRow> {
        let name = name(&self.name)?;
        let service = app.cloud().session()?;
        cloud::must_be_attached(app)?;
        let id = WorkspaceId(app.env().new_id());
        let new = v1::NewWorkspace {
            id: id.0,
            name: name.clone(),
            kind: self.kind,
            home_currency: self.home_currency.to_string(),
            row_follows: true,
        };
        service.create_workspace(&new).await?;
        app.store().add_sync_book(id, &name, Some(&role_text(Role::Owner))).await?;
        let here = app.pinned_to(id);
        let mut tx = here.write_quietly("workspace_add").await?;
        let row = Patch::new()
            .set("name", name)
            .set("kind", kind_text(self.kind))
            .set("home_currency", self.home_currency)
            .set("month_start_day", 1i64)
            .set("fiscal_year_start", 1i64);
        tx.insert(Table::named("workspace"), id.0, row).await?;
        start::insert_defaults(&mut tx, self.language.as_deref()).await?;
        tx.commit().await?;
        switch::go(app, Places { current: id, ..app.places() }).await?;
        cloud::books_changed(app).await;
        list::get(&here, id).await
    }
}

impl Handle for RenameWorkspace {
    async fn handle(self, app: &App) -> Result<Changed> {
        let name = name(&self.name)?;
        super::row(app, self.id).await?;
        rename(app, self.id, &name).await
    }
}

fn name(text: &str) -> Result<String> {
    let name = text.trim();
    if name.is_empty() {
        return Err(Error::field(Field::Name, FieldProblem::Missing));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(Error::field(Field::Name, FieldProblem::TooLarge { limit: NAME_CHARS_MAX as i64 }));
    }
    Ok(name.to_owned())
}
