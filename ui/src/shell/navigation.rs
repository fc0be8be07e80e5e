//! Getting around: a rail at the side on wide windows, a bar at the top and one at the bottom on phones.

use domain::read::CatalogueKind;
use wire::call::{GetUndoState, ListDrafts};
use yew::prelude::*;

use super::screen::title_of;
use super::sync::SyncMark;
use super::workspaces::{WorkspaceMenu, use_workspaces};
use crate::backend::{self, File};
use crate::components::{Icon, IconButton, IconName, Menu, MenuItem};
use crate::handover::use_handover;
use crate::hooks::{use_query, use_undo};
use crate::route::{Link, Navigate, Route, use_here};
use crate::words::use_words;

/// The main places, in order.
fn places() -> [(Route, IconName); 4] {
    [
        (Route::Timeline, IconName::List),
        (Route::Dashboard, IconName::Chart),
        (Route::Calendar, IconName::Calendar),
        (Route::Search(String::new()), IconName::Search),
    ]
}

/// The catalogues and the rest, in order.
fn more_places() -> [(Route, IconName); 9] {
    let catalogue = |kind| (Route::Catalogue(kind), IconName::of_catalogue(kind));
    [
        catalogue(CatalogueKind::Place),
        catalogue(CatalogueKind::Category),
        catalogue(CatalogueKind::Tag),
        catalogue(CatalogueKind::Person),
        catalogue(CatalogueKind::Trip),
        catalogue(CatalogueKind::PaymentMethod),
        (Route::Import, IconName::Import),
        (Route::Trash, IconName::Trash),
        (Route::Settings, IconName::Settings),
    ]
}

/// Whether `route` is, or lies below, the entry `place`.
fn is_within(route: &Route, place: &Route) -> bool {
    match (route, place) {
        (Route::Search(_), Route::Search(_)) => true,
        // Brands are reached through the places they have.
        (
            Route::Catalogue(CatalogueKind::Merchant) | Route::CatalogueEntry(CatalogueKind::Merchant, _),
            Route::Catalogue(of),
        ) => *of == CatalogueKind::Place,
        (Route::CatalogueEntry(kind, _), Route::Catalogue(of)) => kind == of,
        _ => route == place,
    }
}

/// The rail at the side: icons, with words where there is room for them.
#[yew_autoprops::autoprops]
#[component]
pub fn Rail(open_palette: &Callback<()>, labels: bool) -> Html {
    let words = use_words();
    let here = use_here();
    let drafts = use_query(ListDrafts {}).ready().map_or(0, |drafts| drafts.len());
    let entry = |(route, icon): (Route, IconName)| {
        let name = title_of(&route, &words);
        let current = is_within(&here.beneath, &route);
        html! {
            <li key={route.to_hash()}>
                <Link to={route.clone()} class="rail-link" {current} label={(!labels).then(|| AttrValue::from(name.clone()))}>
                    <Icon name={icon} />
                    if labels { <span>{ &name }</span> }
                    if labels && route == Route::Timeline && drafts > 0 {
                        <span class="badge" title={words.with("drafts-count", &[("n", drafts.into())])}>{ drafts }</span>
                    }
                </Link>
            </li>
        }
    };
    html! {
        <nav class={classes!("rail", labels.then_some("rail-wide"))} aria-label={words.t("nav-main")}>
            <div class="brand"><BrandMark /><WorkspaceMenu {labels} /></div>
            <Link to={Route::add()} class="button button-primary rail-add" label={(!labels).then(|| AttrValue::from(words.t("add-meal")))}>
                <Icon name={IconName::Plus} />
                if labels { <span class="button-label">{ words.t("add-meal") }</span><kbd>{ "N" }</kbd> }
            </Link>
            <ul class="rail-list">{ for places().into_iter().map(entry) }</ul>
            if labels { <p class="rail-heading">{ words.t("nav-organise") }</p> } else { <hr class="rail-rule" /> }
            <ul class="rail-list">{ for more_places().into_iter().map(entry) }</ul>
            <div class="rail-foot">
                <SyncMark {labels} />
                <UndoButtons />
                <IconButton icon={IconName::Command} label={words.t("palette-open")} onclick={open_palette.reform(|_: MouseEvent| ())} />
                <Link to={Route::Help} class="icon-button" label={AttrValue::from(words.t("nav-help"))}><Icon name={IconName::Help} /></Link>
            </div>
        </nav>
    }
}

/// Undo and redo, each naming what it would take back or do again.
#[component]
fn UndoButtons() -> Html {
    let words = use_words();
    let keys = use_undo();
    let state = use_query(GetUndoState {});
    let state = state.ready().map(|state| (**state).clone()).unwrap_or_default();
    let name = |key: &str, step: &Option<wire::call::UndoStep>| match step {
        Some(step) => format!("{}: {}", words.t(key), words.action(&step.action, step.rows)),
        None => words.t(key),
    };
    html! {
        <>
            <IconButton icon={IconName::Undo} label={name("undo", &state.undo)} disabled={state.undo.is_none()}
                onclick={keys.undo.reform(|_: MouseEvent| None)} />
            <IconButton icon={IconName::Redo} label={name("redo", &state.redo)} disabled={state.redo.is_none()}
                onclick={keys.redo.reform(|_: MouseEvent| ())} />
        </>
    }
}

/// The bar at the top of a phone: where one is, search, and everything that is not at the bottom.
#[component]
pub fn TopBar() -> Html {
    let words = use_words();
    let here = use_here();
    let keys = use_undo();
    let mut items = use_workspaces().map(|(_, items)| items).unwrap_or_default();
    items.extend(
        more_places()
            .into_iter()
            .map(|(route, icon)| MenuItem::new(title_of(&route, &words), icon, Navigate.callback(route))),
    );
    items.push(MenuItem::new(words.t("nav-help"), IconName::Help, Navigate.callback(Route::Help)));
    items.push(MenuItem::new(words.t("undo"), IconName::Undo, keys.undo.reform(|()| None)));
    items.push(MenuItem::new(words.t("redo"), IconName::Redo, keys.redo));
    html! {
        <header class="top-bar">
            <BrandMark />
            <p class="top-title">{ title_of(&here.beneath, &words) }</p>
            <SyncMark labels=false />
            <Menu label={words.t("nav-more")} {items} />
        </header>
    }
}

/// The bar at the bottom of a phone, with the camera in the middle.
#[component]
pub fn BottomBar() -> Html {
    let words = use_words();
    let here = use_here();
    let entry = |(route, icon): &(Route, IconName)| {
        html! {
            <Link to={route.clone()} class="bottom-link" current={is_within(&here.beneath, route) && !here.route.is_panel()}>
                <Icon name={*icon} /><span>{ title_of(route, &words) }</span>
            </Link>
        }
    };
    let places = places();
    html! {
        <nav class="bottom-bar" aria-label={words.t("nav-main")}>
            { for places[..2].iter().map(entry) }
            <CameraButton />
            { for places[2..].iter().map(entry) }
        </nav>
    }
}

/// Opens the camera (or the files, where there is none) and then the form with the photograph; the pencil beside it opens the form.
#[component]
fn CameraButton() -> Html {
    let words = use_words();
    let handover = use_handover();
    let input = use_node_ref();
    let press = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| backend::click(&input))
    };
    let onchange = Callback::from(move |event: Event| {
        let files: Vec<File> = backend::files_of_input(&event);
        if !files.is_empty() {
            handover.give_files(files);
            Navigate.to(&Route::add());
        }
    });
    html! {
        <div class="capture">
            <button type="button" class="capture-button" onclick={press} aria-label={words.t("add-with-camera")}>
                <Icon name={IconName::Camera} />
            </button>
            <Link to={Route::add()} class="capture-type" label={AttrValue::from(words.t("add-meal"))}><Icon name={IconName::Plus} /></Link>
            <input ref={input} type="file" accept="image/*" capture="environment" class="visually-hidden" tabindex="-1"
                aria-hidden="true" {onchange} />
        </div>
    }
}

/// The mark: a fork and a page.
#[component]
fn BrandMark() -> Html {
    html! { <img class="brand-mark" src="assets/icon.svg" alt="" width="28" height="28" /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_of_a_catalogue_lies_below_its_catalogue() {
        let entry = Route::CatalogueEntry(CatalogueKind::Place, uuid::Uuid::from_u128(1));
        assert!(is_within(&entry, &Route::Catalogue(CatalogueKind::Place)));
        assert!(!is_within(&entry, &Route::Catalogue(CatalogueKind::Tag)));
        assert!(is_within(&Route::Search("x".into()), &Route::Search(String::new())));
    }
}
