//! Ctrl+K: everything by name. What is typed is matched against places and actions, and offered as a sentence to add or a search.

use domain::read::CatalogueKind;
use wire::call::{ListExpenses, PickCatalogue, QueryText};
use yew::prelude::*;

use super::screen::title_of;
use crate::backend;
use crate::components::{AmountText, Dialog, Icon, IconName};
use crate::format::use_format;
use crate::handover::use_handover;
use crate::hooks::{use_query_when, use_rested, use_undo};
use crate::route::{Navigate, Route};
use crate::words::use_words;

/// How many expenses and places are offered.
const OFFERED: usize = 5;

struct Offer {
    icon: IconName,
    name: String,
    detail: Option<Html>,
    keys: &'static str,
    action: Callback<()>,
}

/// The palette; it closes itself when something is chosen.
#[yew_autoprops::autoprops]
#[component]
pub fn Palette(on_close: &Callback<()>) -> Html {
    let words = use_words();
    let format = use_format();
    let handover = use_handover();
    let undo = use_undo();
    let text = use_state_eq(String::new);
    let active = use_state_eq(|| 0usize);
    let rested = use_rested((*text).clone(), 80);
    let asked = (!rested.trim().is_empty()).then(|| rested.trim().to_owned());
    let found = use_query_when(asked.clone().map(|text| ListExpenses {
        query: QueryText::Text(text),
        limit: OFFERED as u32,
        ..ListExpenses::default()
    }));
    let places = use_query_when(asked.map(|text| PickCatalogue { kind: CatalogueKind::Place, text }));

    let typed = text.trim().to_owned();
    let mut offers: Vec<Offer> = Vec::new();
    let folded = crate::fold::fold(&typed);
    let mut offer = |icon, name: String, keys, action: Callback<()>| {
        if crate::fold::fold(&name).contains(&folded) {
            offers.push(Offer { icon, name, detail: None, keys, action });
        }
    };
    offer(IconName::Plus, words.t("add-meal"), "N", Navigate.callback(Route::add()));
    offer(
        IconName::Copy,
        words.t("same-as-last"),
        "",
        Navigate.callback(Route::Add(wire::call::FormSource::Last)),
    );
    for (route, icon) in [
        (Route::Timeline, IconName::List),
        (Route::Dashboard, IconName::Chart),
        (Route::Calendar, IconName::Calendar),
        (Route::Search(String::new()), IconName::Search),
    ] {
        offer(icon, title_of(&route, &words), "", Navigate.callback(route));
    }
    for kind in CatalogueKind::ALL {
        offer(
            IconName::of_catalogue(*kind),
            words.catalogue(*kind),
            "",
            Navigate.callback(Route::Catalogue(*kind)),
        );
    }
    offer(IconName::Undo, words.t("undo"), "Ctrl Z", undo.undo.reform(|()| None));
    offer(IconName::Redo, words.t("redo"), "Ctrl ⇧ Z", undo.redo);
    for (route, icon, keys) in [
        (Route::Import, IconName::Import, ""),
        (Route::Trash, IconName::Trash, ""),
        (Route::Settings, IconName::Settings, "Ctrl ,"),
        (Route::Account, IconName::Cloud, ""),
        (Route::Workspaces, IconName::People, ""),
        (Route::Conflicts, IconName::Split, ""),
        (Route::Help, IconName::Help, "?"),
    ] {
        offer(icon, title_of(&route, &words), keys, Navigate.callback(route));
    }
    if !typed.is_empty() {
        let sentence = typed.clone();
        let action = Callback::from(move |()| {
            handover.give_sentence(sentence.clone());
            Navigate.to(&Route::add());
        });
        let name = words.with("palette-add", &[("text", typed.as_str().into())]);
        offers.push(Offer { icon: IconName::Sparkle, name, detail: None, keys: "", action });
        let name = words.with("palette-search", &[("text", typed.as_str().into())]);
        let action = Navigate.callback(Route::Search(typed.clone()));
        offers.push(Offer { icon: IconName::Search, name, detail: None, keys: "", action });
        for place in places.ready().map(|places| &places[..places.len().min(OFFERED)]).unwrap_or_default() {
            let action = Navigate.callback(Route::CatalogueEntry(CatalogueKind::Place, place.id));
            let detail = place.detail.clone().map(|detail| html! { detail });
            offers.push(Offer { icon: IconName::Store, name: place.name.clone(), detail, keys: "", action });
        }
        for row in found.ready().map(|window| window.rows.as_slice()).unwrap_or_default() {
            let name = row.place_name.clone().unwrap_or_else(|| words.t("no-place"));
            let amount =
                html! { <AmountText minor={row.total_minor} currency={row.currency} kind={row.kind} /> };
            let detail = html! { <>{ format.date_short(row.occurred_on) }{ " · " }{ amount }</> };
            let icon = row.meal_type.map_or(IconName::Receipt, IconName::of_meal);
            let action = Navigate.callback(Route::Expense(row.id));
            offers.push(Offer { icon, name, detail: Some(detail), keys: "", action });
        }
    }
    let at = (*active).min(offers.len().saturating_sub(1));
    let actions: Vec<Callback<()>> = offers.iter().map(|offer| offer.action.clone()).collect();
    let choose = {
        let (on_close, actions) = (on_close.clone(), actions);
        Callback::from(move |at: usize| {
            on_close.emit(());
            if let Some(action) = actions.get(at) {
                action.emit(());
            }
        })
    };
    let onkeydown = {
        let (active, choose, count) = (active.clone(), choose.clone(), offers.len().max(1));
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            let next = match event.key().as_str() {
                "ArrowDown" => (at + 1) % count,
                "ArrowUp" => (at + count - 1) % count,
                "Enter" => {
                    event.prevent_default();
                    return choose.emit(at);
                }
                _ => return,
            };
            event.prevent_default();
            active.set(next);
            backend::scroll_to_id(&format!("palette-{next}"));
        })
    };
    let oninput = {
        let (text, active) = (text.clone(), active.clone());
        Callback::from(move |event: InputEvent| {
            active.set(0);
            text.set(backend::input_value(&event));
        })
    };
    let row = |(index, offer): (usize, &Offer)| {
        let onclick = {
            let choose = choose.clone();
            Callback::from(move |_: MouseEvent| choose.emit(index))
        };
        html! {
            <li key={index} id={format!("palette-{index}")} role="option" class="palette-row" {onclick}
                aria-selected={if index == at { "true" } else { "false" }}>
                <Icon name={offer.icon} />
                <bdi class="palette-name">{ &offer.name }</bdi>
                if let Some(detail) = &offer.detail { <span class="palette-detail">{ detail.clone() }</span> }
                if !offer.keys.is_empty() { <kbd>{ offer.keys }</kbd> }
            </li>
        }
    };
    html! {
        <Dialog title={words.t("palette-title")} on_close={on_close.clone()} class="palette" bare=true>
            <div class="palette-field">
                <Icon name={IconName::Search} />
                <input type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list"
                    aria-activedescendant={format!("palette-{at}")} aria-label={words.t("palette-title")} autofocus=true autocomplete="off"
                    placeholder={words.t("palette-placeholder")} value={(*text).clone()} {oninput} {onkeydown} />
            </div>
            <ul id="palette-list" role="listbox" class="palette-list" aria-label={words.t("palette-title")}>
                { for offers.iter().enumerate().map(row) }
            </ul>
        </Dialog>
    }
}
