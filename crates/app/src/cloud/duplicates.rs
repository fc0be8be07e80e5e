//! Pairs of expenses that may be one meal recorded twice, after a local history was merged into an account's. They are proposed;
//! nothing is deleted by itself.

use std::collections::BTreeSet;

use domain::{ExpenseId, WorkspaceId};
use serde::{Deserialize, Serialize};
use wire::call::{DismissDuplicate, DuplicatePair, ListDuplicates};

use crate::dispatch::Handle;
use crate::{App, Error, Result};

/// The key of what is watched.
const KEY: &str = "duplicates";
/// The most pairs shown at once.
const PAIRS_MAX: u32 = 200;

/// Which expenses are compared, and which pairs were dismissed.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Watch {
    /// The workspace merged into.
    workspace: WorkspaceId,
    /// Rows made on this device until then came from here.
    until_ms: i64,
    /// Pairs that are two meals.
    dismissed: BTreeSet<(ExpenseId, ExpenseId)>,
}

async fn load(app: &App) -> Result<Option<Watch>> {
    let kept = app.store().local_meta(KEY).await?.unwrap_or_default();
    Ok(serde_json::from_str::<Watch>(&kept).ok().filter(|watch| watch.workspace == app.workspace()))
}

async fn put(app: &App, watch: &Watch) -> Result<()> {
    let text = serde_json::to_string(watch).map_err(Error::Document)?;
    Ok(app.store().put_local_meta(KEY, &text).await?)
}

/// From now on what was made here before is compared with what the account had.
pub(super) async fn watch(app: &App, workspace: WorkspaceId) -> Result<()> {
    put(app, &Watch { workspace, until_ms: app.env().now_ms(), dismissed: BTreeSet::new() }).await
}

async fn pairs(app: &App) -> Result<Vec<(ExpenseId, ExpenseId)>> {
    let Some(watch) = load(app).await? else { return Ok(Vec::new()) };
    let dismissed = u32::try_from(watch.dismissed.len()).unwrap_or(u32::MAX);
    let found = app
        .store()
        .duplicates(watch.workspace, app.device(), watch.until_ms, PAIRS_MAX.saturating_add(dismissed))
        .await?;
    let is_open = |pair: &(ExpenseId, ExpenseId)| !watch.dismissed.contains(&ordered(*pair));
    Ok(found.into_iter().filter(is_open).take(PAIRS_MAX as usize).collect())
}

/// How many pairs wait to be looked at.
pub(super) async fn count(app: &App) -> Result<u64> {
    Ok(pairs(app).await?.len() as u64)
}

impl Handle for ListDuplicates {
    async fn handle(self, app: &App) -> Result<Vec<DuplicatePair>> {
        let pairs = pairs(app).await?;
        let ids: Vec<ExpenseId> = pairs.iter().flat_map(|(first, second)| [*first, *second]).collect();
        let rows = app.store().expense_rows(app.workspace(), &ids).await?;
        let row = |id: ExpenseId| rows.iter().find(|row| row.id == id).cloned();
        Ok(pairs
            .into_iter()
            .filter_map(|(first, second)| Some(DuplicatePair { first: row(first)?, second: row(second)? }))
            .collect())
    }
}

impl Handle for DismissDuplicate {
    async fn handle(self, app: &App) -> Result<()> {
        let Some(mut watch) = load(app).await? else { return Err(Error::NotFound) };
        watch.dismissed.insert(ordered((self.first, self.second)));
        put(app, &watch).await
    }
}

fn ordered((one, other): (ExpenseId, ExpenseId)) -> (ExpenseId, ExpenseId) {
    if one <= other { (one, other) } else { (other, one) }
}
