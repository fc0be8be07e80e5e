//! The frame around the screens: navigation, the panel beside or above them, messages, the palette, and dropped photographs.

mod first_run;
mod navigation;
mod notice;
mod palette;
mod panel;
mod screen;
pub mod shortcuts;
mod sync;
mod workspaces;

use yew::prelude::*;

use crate::backend::{self, File};
use crate::components::{Icon, IconName, ToastStack};
use crate::handover::Handover;
use crate::hooks::{Layout, use_layout, use_session};
use crate::route::{Navigate, Route, use_here};
use crate::words::use_words;

use first_run::FirstRun;
use navigation::{BottomBar, Rail, TopBar};
use notice::OpeningNotice;
use palette::Palette;
use panel::Panel;
use screen::Screen;
use sync::SyncNotices;

/// The frame, or the first question of all.
#[component]
pub fn Shell() -> Html {
    let session = use_session();
    if session.start.is_first_start {
        return html! { <><FirstRun /><ToastStack /></> };
    }
    html! { <Frame /> }
}

#[component]
fn Frame() -> Html {
    let words = use_words();
    let here = use_here();
    let layout = use_layout();
    let palette = use_state_eq(|| false);
    let open_palette = {
        let palette = palette.clone();
        Callback::from(move |()| palette.set(true))
    };
    let close_palette = {
        let palette = palette.clone();
        Callback::from(move |()| palette.set(false))
    };
    shortcuts::use_global_shortcuts(open_palette.clone());
    let has_panel = here.route.is_panel();
    let lists = matches!(here.beneath, Route::Timeline | Route::Search(_) | Route::Trash);
    let class = classes!(
        "frame",
        has_panel.then_some("frame-panel"),
        (lists && layout == Layout::Desktop).then_some("frame-split"),
    );
    html! {
        <DropZone>
            <a class="skip-link" href="#main" onclick={Callback::from(|event: MouseEvent| {
                // The address after # is ours; the link only moves the focus.
                event.prevent_default();
                backend::focus_id("main");
            })}>{ words.t("skip-to-content") }</a>
            <div {class}>
                if layout == Layout::Phone { <TopBar /> } else { <Rail {open_palette} labels={layout == Layout::Desktop} /> }
                <main id="main" class="main" tabindex="-1" inert={has_panel && layout == Layout::Phone}>
                    <Screen route={here.beneath.clone()} />
                </main>
                <Panel route={here.route.clone()} {lists} />
                if layout == Layout::Phone { <BottomBar /> }
            </div>
            <ToastStack><SyncNotices /></ToastStack>
            <OpeningNotice />
            if *palette { <Palette on_close={close_palette} /> }
        </DropZone>
    }
}

/// Takes photographs dropped anywhere, or pasted where nobody types, and opens a new meal with them.
#[component]
fn DropZone(props: &yew::html::ChildrenProps) -> Html {
    let words = use_words();
    let handover = use_context::<Handover>().expect("the frame is inside HandoverProvider");
    let depth = use_mut_ref(|| 0i32);
    let over = use_state_eq(|| false);
    let take = move |files: Vec<File>| {
        let pictures: Vec<File> = files.into_iter().filter(backend::is_picture).collect();
        if pictures.is_empty() {
            return false;
        }
        handover.give_files(pictures);
        let here = Route::of_hash(&backend::address_hash());
        if !matches!(here, Route::Add(_) | Route::Edit(_)) {
            Navigate.to(&Route::add());
        }
        true
    };
    {
        let take = take.clone();
        use_effect_with((), move |()| {
            let listener = backend::on_window::<Event>("paste", move |event| {
                if take(backend::files_of_paste(&event)) {
                    event.prevent_default();
                }
            });
            move || drop(listener)
        });
    }
    let ondragenter = {
        let (depth, over) = (depth.clone(), over.clone());
        Callback::from(move |event: DragEvent| {
            if backend::drag_has_files(&event) {
                *depth.borrow_mut() += 1;
                over.set(true);
            }
        })
    };
    let ondragleave = {
        let (depth, over) = (depth.clone(), over.clone());
        Callback::from(move |_: DragEvent| {
            let mut depth = depth.borrow_mut();
            *depth = (*depth - 1).max(0);
            over.set(*depth > 0);
        })
    };
    let ondragover = Callback::from(|event: DragEvent| {
        if backend::drag_has_files(&event) {
            event.prevent_default();
        }
    });
    let ondrop = {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            *depth.borrow_mut() = 0;
            over.set(false);
            if backend::drag_has_files(&event) {
                event.prevent_default();
                take(backend::files_of_drag(&event));
            }
        })
    };
    html! {
        <div class="app" {ondragenter} {ondragleave} {ondragover} {ondrop}>
            { props.children.clone() }
            if *over {
                <div class="drop-cover" aria-hidden="true">
                    <div class="drop-card"><Icon name={IconName::Image} /><span>{ words.t("drop-here") }</span></div>
                </div>
            }
        </div>
    }
}
