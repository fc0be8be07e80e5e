//! What another device recorded under a name that was merged away meanwhile ends at what remains (E-097). Whoever merged the two moves
//! it: they may change what they merged, and it happens once.

use domain::read::CatalogueKind;
use store::Stray;
use wire::v1::Role;

use super::merge::move_all;
use super::names::by_id;
use crate::{App, Result, workspaces};

/// Moves what came under names that are no more, in every workspace; answers how many rows.
pub(crate) async fn follow_merges(app: &App) -> Result<u64> {
    let mut moved = 0;
    for book in app.store().sync_books().await? {
        let is_viewer = book.role.as_deref() == Some(workspaces::role_text(Role::Viewer).as_str());
        if !is_viewer {
            moved += follow(&app.pinned_to(book.workspace)).await?;
        }
    }
    Ok(moved)
}

async fn follow(app: &App) -> Result<u64> {
    let strays = app.store().strays(app.workspace(), app.cloud().me()).await?;
    if strays.is_empty() {
        return Ok(0);
    }
    let mut tx = app.write_quietly("merge").await?;
    let mut moved = 0;
    for Stray { owner, column, row, target, merged } in strays {
        let Some(kind) = CatalogueKind::ALL.iter().copied().find(|kind| kind.table() == target.name) else {
            continue;
        };
        // What it was merged into may not be here yet: the next sync brings it.
        let Some(into) = by_id(&mut tx, kind, merged).await.ok().map(|found| found.id) else { continue };
        if into != merged && into != row {
            moved += move_all(&mut tx, owner, column, &[row], into).await?;
        }
    }
    app.finish(tx, moved).await.map(|changed| changed.rows)
}
