//! Reading catalogues: with figures for their screens, short and ranked for pickers.

use std::collections::HashMap;

use domain::PlaceId;
use domain::expense::Named;
use domain::fold::fold;
use domain::read::{CatalogueEntry, CatalogueInput, CatalogueKind, CatalogueRef};
use store::Shown;
use uuid::Uuid;
use wire::call::{GetCatalogueEntry, ListCatalogue, PickCatalogue};

use crate::dispatch::Handle;
use crate::{App, Error, Result};

/// Rows a picker offers.
const PICKS_MAX: usize = 50;

impl Handle for ListCatalogue {
    async fn handle(self, app: &App) -> Result<Vec<CatalogueEntry>> {
        let shown = if self.with_archived { Shown::WithArchived } else { Shown::Active };
        let mut entries = app.store().catalogue(app.workspace(), self.kind, shown).await?;
        let wanted = fold(&self.text);
        if !wanted.is_empty() {
            entries.retain(|entry| rank(&entry.input.name, &wanted).is_some());
        }
        Ok(entries)
    }
}

impl Handle for GetCatalogueEntry {
    async fn handle(self, app: &App) -> Result<CatalogueEntry> {
        find_entry(app, self.kind, self.id).await?.ok_or(Error::NotFound)
    }
}

impl Handle for PickCatalogue {
    async fn handle(self, app: &App) -> Result<Vec<CatalogueRef>> {
        let wanted = fold(&self.text);
        let uses = uses(app, self.kind).await?;
        let mut ranked = Vec::new();
        for row in app.store().catalogue_refs(app.workspace(), self.kind).await? {
            let detail =
                row.detail.as_deref().and_then(|detail| rank(detail, &wanted)).map(|_| Match::Inside);
            if let Some(rank) = rank(&row.name, &wanted).or(detail) {
                ranked.push((rank, std::cmp::Reverse(uses.get(&row.id).copied().unwrap_or(0)), row));
            }
        }
        // Rows came by name, and the sort is stable.
        ranked.sort_by_key(|(rank, uses, _)| (*rank, *uses));
        Ok(ranked.into_iter().take(PICKS_MAX).map(|(_, _, row)| row).collect())
    }
}

/// How well a name fits what was typed, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    /// The name begins with it.
    Start,
    /// One of its words does.
    WordStart,
    /// It stands somewhere inside.
    Inside,
}

/// `wanted` is folded already; an empty one fits every name equally.
fn rank(name: &str, wanted: &str) -> Option<Match> {
    let name = fold(name);
    if name.starts_with(wanted) {
        return Some(Match::Start);
    }
    if name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(wanted)) {
        return Some(Match::WordStart);
    }
    name.contains(wanted).then_some(Match::Inside)
}

async fn uses(app: &App, kind: CatalogueKind) -> Result<HashMap<Uuid, u64>> {
    Ok(app.store().catalogue_uses(kind).await?)
}

/// One row with its figures.
pub(crate) async fn find_entry(app: &App, kind: CatalogueKind, id: Uuid) -> Result<Option<CatalogueEntry>> {
    Ok(app.store().catalogue_entry(app.workspace(), kind, id).await?)
}

/// What a person may edit on one live row, without its figures.
pub(crate) async fn find_input(app: &App, kind: CatalogueKind, id: Uuid) -> Result<Option<CatalogueInput>> {
    Ok(app.store().catalogue_input(app.workspace(), kind, id).await?)
}

/// A place as a form names it.
pub(crate) async fn place_named(app: &App, place: PlaceId) -> Result<Option<Named<PlaceId>>> {
    let input = find_input(app, CatalogueKind::Place, place.0).await?;
    Ok(input.map(|input| Named { id: Some(place), name: input.name }))
}

/// The rows of a catalogue, most used first, at most `limit`.
pub(crate) async fn most_used(app: &App, kind: CatalogueKind, limit: usize) -> Result<Vec<CatalogueRef>> {
    let uses = uses(app, kind).await?;
    let mut rows = app.store().catalogue_refs(app.workspace(), kind).await?;
    rows.sort_by_key(|row| std::cmp::Reverse(uses.get(&row.id).copied().unwrap_or(0)));
    rows.truncate(limit);
    Ok(rows)
}

/// The other rows of that folded name.
pub(super) async fn same_names(
    app: &App,
    kind: CatalogueKind,
    folded: &str,
    except: Uuid,
) -> Result<Vec<CatalogueRef>> {
    let mut rows = app.store().catalogue_refs(app.workspace(), kind).await?;
    rows.retain(|row| row.id != except && fold(&row.name) == folded);
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_beats_a_word_and_a_word_beats_the_inside() {
        assert_eq!(rank("Café Aurora", "caf"), Some(Match::Start));
        assert_eq!(rank("Café Aurora", "aur"), Some(Match::WordStart));
        assert_eq!(rank("Café Aurora", "ror"), Some(Match::Inside));
        assert_eq!(rank("Café Aurora", "tacos"), None);
        assert_eq!(rank("東京ラーメン", "ラーメン"), Some(Match::Inside));
    }
}
