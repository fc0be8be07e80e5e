//! What happened while syncing that a person must hear of: kept until dismissed.

use chrono::{DateTime, Utc};
use wire::call::{DismissNotice, NoticeKind, SyncNotice};

use super::wipe;
use crate::dispatch::Handle;
use crate::{App, Error, Result};

/// The key of the notices in the book.
const KEY: &str = "sync_notices";
/// The most notices kept; the oldest go first.
const NOTICES_MAX: usize = 20;

/// The notices, oldest first. Some this version cannot read count as none.
pub(super) async fn list(app: &App) -> Result<Vec<SyncNotice>> {
    let kept = app.store().local_meta(KEY).await?.unwrap_or_default();
    Ok(serde_json::from_str(&kept).unwrap_or_default())
}

/// Adds a notice.
pub(super) async fn add(app: &App, kind: NoticeKind) -> Result<()> {
    let mut notices = list(app).await?;
    if matches!(kind, NoticeKind::ClockOff { .. }) {
        // How wrong the clock was before is of no use to anybody.
        notices.retain(|notice| !matches!(notice.kind, NoticeKind::ClockOff { .. }));
    }
    let at: DateTime<Utc> = app.env().now();
    notices.push(SyncNotice { id: app.env().new_id(), at, kind });
    let surplus = notices.len().saturating_sub(NOTICES_MAX);
    notices.drain(..surplus);
    put(app, &notices).await
}

async fn put(app: &App, notices: &[SyncNotice]) -> Result<()> {
    let text = serde_json::to_string(notices).map_err(Error::Document)?;
    Ok(app.store().put_local_meta(KEY, &text).await?)
}

impl Handle for DismissNotice {
    async fn handle(self, app: &App) -> Result<()> {
        let mut notices = list(app).await?;
        if notices.iter().any(|notice| notice.id == self.id && notice.kind == NoticeKind::Wiped) {
            wipe::forget_wiped(app).await?;
        }
        notices.retain(|notice| notice.id != self.id);
        put(app, &notices).await
    }
}
