//! The figures of one month.

use domain::civil::{month_start, next_month_start};
use domain::read::Dashboard;
use wire::call::GetDashboard;

use crate::dispatch::Handle;
use crate::{App, Result, settings};

impl Handle for GetDashboard {
    async fn handle(self, app: &App) -> Result<Dashboard> {
        let today = app.env().today();
        // A month that is over is shown to its last day, the present one to today.
        let day = match self.day {
            Some(day) if month_start(day) < month_start(today) => {
                next_month_start(day).pred_opt().unwrap_or(day)
            }
            Some(day) if month_start(day) > month_start(today) => day,
            Some(_) | None => today,
        };
        let home = settings::load(app).await?.home_currency;
        Ok(app.store().dashboard(app.workspace(), day, home).await?)
    }
}
