//! Showing another workspace.

use wire::call::SwitchWorkspace;

use super::list;
use crate::app::Places;
use crate::dispatch::Handle;
use crate::start::{CURRENT, HOME};
use crate::{App, Result};

impl Handle for SwitchWorkspace {
    async fn handle(self, app: &App) -> Result<()> {
        list::get(app, self.id).await?;
        go(app, Places { current: self.id, ..app.places() }).await
    }
}

/// From now on, and after the next start.
pub(crate) async fn go(app: &App, places: Places) -> Result<()> {
    app.store().put_local_meta(CURRENT, &places.current.to_string()).await?;
    app.store().put_local_meta(HOME, &places.home.to_string()).await?;
    app.set_places(places);
    Ok(())
}
