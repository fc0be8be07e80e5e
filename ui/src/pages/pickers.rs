//! Pickers over the catalogues: they ask the core for what matches while something is typed.

use domain::read::{CatalogueKind, CatalogueRef};
use wire::call::PickCatalogue;
use yew::prelude::*;

use crate::components::{Chip, PickOption, Picker};
use crate::hooks::{use_query_when, use_rested};
use crate::words::use_words;

/// How long typing rests before the core is asked, in milliseconds.
const REST_MS: u32 = 40;

fn option(row: &CatalogueRef) -> PickOption {
    PickOption { id: row.id, name: row.name.clone(), detail: row.detail.clone(), color: row.color.clone() }
}

/// One row of a catalogue.
#[yew_autoprops::autoprops]
#[component]
pub fn CataloguePicker(
    id: &AttrValue,
    kind: &CatalogueKind,
    label: &AttrValue,
    value: &AttrValue,
    on_pick: &Callback<PickOption>,
    #[prop_or_default] on_create: &Option<Callback<String>>,
    #[prop_or_default] on_clear: &Option<Callback<()>>,
    #[prop_or_default] hint: &Option<AttrValue>,
    #[prop_or_default] error: &Option<AttrValue>,
    #[prop_or_default] placeholder: &Option<AttrValue>,
    #[prop_or_default] class: &Classes,
) -> Html {
    let text = use_state_eq(|| None::<String>);
    let rested = use_rested((*text).clone(), REST_MS);
    let found = use_query_when(rested.map(|text| PickCatalogue { kind: *kind, text }));
    let options: Vec<PickOption> =
        found.ready().map(|rows| rows.iter().map(option).collect()).unwrap_or_default();
    let on_text = use_callback((), move |typed: String, ()| text.set(Some(typed)));
    html! {
        <Picker {id} {label} {value} {options} {on_text} on_pick={on_pick.clone()} on_create={on_create.clone()}
            on_clear={on_clear.clone()} hint={hint.clone()} error={error.clone()} placeholder={placeholder.clone()} class={class.clone()} />
    }
}

/// Several rows of a catalogue, as chips before the field. What is chosen is named by the page.
#[yew_autoprops::autoprops]
#[component]
pub fn CatalogueManyPicker(
    id: &AttrValue,
    kind: &CatalogueKind,
    label: &AttrValue,
    chosen: &Vec<String>,
    on_pick: &Callback<PickOption>,
    on_create: &Callback<String>,
    on_remove: &Callback<usize>,
    #[prop_or_default] hint: &Option<AttrValue>,
    #[prop_or_default] error: &Option<AttrValue>,
    #[prop_or_default] placeholder: &Option<AttrValue>,
    #[prop_or_default] class: &Classes,
) -> Html {
    let words = use_words();
    let text = use_state_eq(|| None::<String>);
    let rested = use_rested((*text).clone(), REST_MS);
    let found = use_query_when(rested.map(|text| PickCatalogue { kind: *kind, text }));
    let folded: Vec<String> = chosen.iter().map(|name| crate::fold::fold(name)).collect();
    let options: Vec<PickOption> = found
        .ready()
        .map(|rows| {
            rows.iter().map(option).filter(|row| !folded.contains(&crate::fold::fold(&row.name))).collect()
        })
        .unwrap_or_default();
    let on_text = use_callback((), move |typed: String, ()| text.set(Some(typed)));
    let chip = |(at, name): (usize, &String)| {
        let remove = on_remove.reform(move |_: MouseEvent| at);
        html! {
            <Chip key={name.clone()} on_remove={Some(remove)} remove_label={words.with("remove-named", &[("name", name.as_str().into())])}>
                <bdi>{ name }</bdi>
            </Chip>
        }
    };
    html! {
        <Picker {id} {label} value="" {options} {on_text} on_pick={on_pick.clone()} on_create={Some(on_create.clone())} many=true
            hint={hint.clone()} error={error.clone()} placeholder={placeholder.clone().filter(|_| chosen.is_empty())} class={class.clone()}>
            { for chosen.iter().enumerate().map(chip) }
        </Picker>
    }
}

/// One row of a catalogue, held by its id; its name is looked up.
#[yew_autoprops::autoprops]
#[component]
pub fn NamedPicker(
    id: &AttrValue,
    kind: &CatalogueKind,
    label: &AttrValue,
    value: &Option<uuid::Uuid>,
    on_change: &Callback<Option<uuid::Uuid>>,
    #[prop_or_default] hint: &Option<AttrValue>,
    #[prop_or_default] error: &Option<AttrValue>,
) -> Html {
    let found = use_query_when(value.map(|id| wire::call::GetCatalogueEntry { kind: *kind, id }));
    let command = crate::hooks::use_command();
    let name = match (value, found.ready()) {
        (Some(id), Some(entry)) if entry.id == *id => match (&entry.parent_name, kind) {
            (Some(parent), CatalogueKind::Category) => format!("{parent} › {}", entry.input.name),
            _ => entry.input.name.clone(),
        },
        _ => String::new(),
    };
    let on_pick = on_change.reform(|option: PickOption| Some(option.id));
    let on_clear = on_change.reform(|()| None);
    let on_create = {
        let (on_change, kind) = (on_change.clone(), *kind);
        Callback::from(move |name: String| {
            let on_change = on_change.clone();
            let input =
                domain::read::CatalogueInput { name, details: domain::read::CatalogueDetails::blank(kind) };
            let saved = Callback::from(move |reply: Result<wire::call::CatalogueSaved, _>| {
                if let Ok(saved) = reply {
                    on_change.emit(Some(saved.id));
                }
            });
            command.run(wire::call::SaveCatalogueEntry { id: None, input }, saved);
        })
    };
    html! {
        <CataloguePicker {id} kind={*kind} {label} value={name} {on_pick} on_clear={Some(on_clear)} on_create={Some(on_create)}
            hint={hint.clone()} error={error.clone()} />
    }
}
