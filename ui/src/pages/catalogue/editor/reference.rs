//! A field that names a row of another catalogue.

use domain::read::CatalogueKind;
use uuid::Uuid;
use wire::call::{GetCatalogueEntry, PickCatalogue};
use yew::prelude::*;

use crate::components::{PickOption, Picker};
use crate::hooks::{use_query, use_query_when};

/// Properties of `ReferenceField`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The field's id.
    pub id: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// Which catalogue the row is of.
    pub kind: CatalogueKind,
    /// The row; `None` = none.
    pub value: Option<Uuid>,
    /// A row that cannot be chosen: a category is not its own parent.
    #[prop_or_default]
    pub except: Option<Uuid>,
    /// Whether only rows of the upper level can be chosen.
    #[prop_or_default]
    pub roots_only: bool,
    /// Another row, or none.
    pub on_change: Callback<Option<Uuid>>,
}

/// A picker over another catalogue.
#[component]
pub fn ReferenceField(props: &Props) -> Html {
    let text = use_state_eq(String::new);
    let found = use_query(PickCatalogue { kind: props.kind, text: (*text).clone() });
    let chosen = use_query_when(props.value.map(|id| GetCatalogueEntry { kind: props.kind, id }));
    let name = match (props.value, chosen.ready()) {
        (Some(id), Some(entry)) if entry.id == id => entry.input.name.clone(),
        _ => String::new(),
    };
    let rows = found.ready().map(|rows| rows.as_slice()).unwrap_or_default();
    let options: Vec<PickOption> = rows
        .iter()
        .filter(|row| Some(row.id) != props.except && !(props.roots_only && row.parent.is_some()))
        .map(|row| PickOption {
            id: row.id,
            name: row.name.clone(),
            detail: row.detail.clone(),
            color: row.color.clone(),
        })
        .collect();
    let on_text = {
        let text = text.clone();
        Callback::from(move |typed| text.set(typed))
    };
    html! {
        <Picker id={props.id.clone()} label={props.label.clone()} value={name} {options} {on_text}
            on_pick={props.on_change.reform(|option: PickOption| Some(option.id))}
            on_clear={Some(props.on_change.reform(|()| None))} />
    }
}
