//! Somebody asked this device to remove its copy, because it was lost or given away.

use std::time::{Duration, SystemTime};

use store::ORPHAN_AGE_MIN;
use wire::call::NoticeKind;

use super::{notices, tie};
use crate::{App, Result, start, workspaces};

/// The key that says that the copy was removed.
const KEY: &str = "wiped";

/// Removes every workspace that has copies elsewhere, its photographs and its unsent changes, and says so at the next start.
pub(super) async fn wipe(app: &App) -> Result<()> {
    app.cloud().background.stop().await;
    if let Some(service) = app.cloud().find_service() {
        service.forget().await?;
    }
    for book in app.store().sync_books().await? {
        app.store().forget_workspace(book.workspace).await?;
    }
    tie::put(app, None).await?;
    let places = start::begin_anew(app.store(), app.env(), app.device()).await?;
    workspaces::go(app, places).await?;
    // Nothing names the photographs any more, however new their files are.
    app.store().sweep_blobs(SystemTime::now() + ORPHAN_AGE_MIN + Duration::from_secs(1)).await?;
    app.store().put_local_meta(KEY, "1").await?;
    notices::add(app, NoticeKind::Wiped).await?;
    app.tell(wire::Topic::BOOK);
    Ok(())
}

pub(super) async fn was_wiped(app: &App) -> Result<bool> {
    Ok(app.store().local_meta(KEY).await?.is_some_and(|kept| !kept.is_empty()))
}

pub(super) async fn forget_wiped(app: &App) -> Result<()> {
    Ok(app.store().put_local_meta(KEY, "").await?)
}
