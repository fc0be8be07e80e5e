//! The name of a row of a catalogue where only its id is known.

use domain::read::CatalogueKind;
use uuid::Uuid;
use wire::call::GetCatalogueEntry;
use yew::prelude::*;

use crate::hooks::use_query;

/// Its name; nothing until it is known, and nothing when the row is gone.
#[yew_autoprops::autoprops]
#[component]
pub fn EntryName(kind: &CatalogueKind, id: &Uuid) -> Html {
    let entry = use_query(GetCatalogueEntry { kind: *kind, id: *id });
    match entry.ready() {
        Some(entry) if entry.id == *id => html! { <bdi>{ &entry.input.name }</bdi> },
        _ => Html::default(),
    }
}
