//! The order of categories: however many change places, it is one step to undo.

use domain::expense::{Field, FieldProblem};
use domain::schema::{Patch, Table};
use wire::call::{ARRANGE_MAX, ArrangeCategories, Changed};

use crate::dispatch::Handle;
use crate::{App, Error, Result};

impl Handle for ArrangeCategories {
    async fn handle(self, app: &App) -> Result<Changed> {
        if self.positions.len() > ARRANGE_MAX {
            let limit = i64::try_from(ARRANGE_MAX).unwrap_or(i64::MAX);
            return Err(Error::field(Field::Category, FieldProblem::TooLarge { limit }));
        }
        let table = Table::named("category");
        let mut tx = app.write("categories_arrange").await?;
        let mut rows = 0;
        for (id, position) in self.positions {
            rows += u64::from(tx.update(table, id, Patch::new().set("position", position)).await?);
        }
        app.finish(tx, rows).await
    }
}
