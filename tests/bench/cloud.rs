//! The cloud service and the devices that sync with it: what SYNC.md section 12 asks to be measured (B1 to B12).

mod devices;
mod line;
mod polls;
mod pushes;

use anyhow::Result;

use crate::table::Table;

/// Measures, and adds lines to the table. Each part has a cluster and a service of its own.
pub async fn measure(table: &mut Table, expenses: u32) -> Result<()> {
    eprintln!("pushes beside pgbench");
    pushes::measure(table).await?;
    eprintln!("polls and small pulls");
    polls::measure(table, expenses).await?;
    eprintln!("devices");
    devices::measure(table, expenses).await
}
