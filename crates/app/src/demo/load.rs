//! Loading the demo: one transaction, one undo step.

use domain::expense::{Field, FieldProblem};
use wire::call::{DemoReply, LoadDemo};

use super::meals::{Wish, plan};
use super::{photos, rows};
use crate::dispatch::Handle;
use crate::start::{insert_defaults, language_index, put_home_currency, remember_start};
use crate::{App, Error, Result};

/// The largest demo.
const EXPENSES_MAX: u32 = 1_000_000;

impl Handle for LoadDemo {
    async fn handle(self, app: &App) -> Result<DemoReply> {
        if self.expenses > EXPENSES_MAX {
            return Err(Error::field(
                Field::Total,
                FieldProblem::TooLarge { limit: i64::from(EXPENSES_MAX) },
            ));
        }
        let now = app.env().local_now();
        let zone = app.env().zone();
        let language = language_index(self.language.as_deref());
        let wish = Wish {
            expenses: usize::try_from(self.expenses).unwrap_or(usize::MAX),
            seed: self.seed,
            currency: self.home_currency,
            language,
            today: now.date(),
            now: now.time(),
            device_zone: &zone,
        };
        let plan = plan(&wish);
        // Bytes first: no row ever names a file that is not there.
        let album = photos::draw(app, &plan, self.seed).await?;
        let mut tx = app.write("demo").await?;
        put_home_currency(app, &mut tx, self.home_currency).await?;
        let categories = insert_defaults(&mut tx, self.language.as_deref()).await?;
        let book = rows::insert_catalogues(&mut tx, &plan, &categories, language).await?;
        let ids = rows::insert_meals(&mut tx, &plan, &book).await?;
        photos::attach_album(&mut tx, &ids, &album).await?;
        rows::insert_shortcuts(&mut tx, &plan, &book, language).await?;
        tx.commit().await?;
        remember_start(app, "demo").await?;
        app.store().optimize().await?;
        for photo in &album {
            app.make_pictures_later(photo.photo.blob);
        }
        Ok(DemoReply { expenses: ids.len() as u64 })
    }
}
