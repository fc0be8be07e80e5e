//! What stands beside the list on a desktop and above everything on a phone: one expense, or the form.

use yew::prelude::*;

use super::screen::title_of;
use super::shortcuts::{Shortcut, use_shortcuts};
use crate::backend;
use crate::hooks::{Layout, use_layout};
use crate::pages::beside::Beside;
use crate::pages::expense::ExpensePage;
use crate::pages::form::FormPage;
use crate::route::{Navigate, Route, use_here};
use crate::words::use_words;

/// Closes the panel: back to the screen beneath.
pub fn close_panel(beneath: &Route) {
    Navigate.to(beneath);
}

/// The panel of an address. Beside a list on a desktop it is always there; elsewhere it comes and goes.
#[yew_autoprops::autoprops]
#[component]
pub fn Panel(route: &Route, lists: bool) -> Html {
    let words = use_words();
    let here = use_here();
    let layout = use_layout();
    let is_open = route.is_panel();
    let title = title_of(route, &words);
    {
        let title = title.clone();
        use_effect_with((route.to_hash(), is_open), move |(_, is_open)| {
            if *is_open {
                backend::set_title(&format!("{title} · Mealbook"));
                if layout != Layout::Desktop {
                    backend::focus_id("panel");
                }
            }
        });
    }
    {
        let beneath = here.beneath.clone();
        use_shortcuts(move |shortcut| {
            let closes = shortcut == Shortcut::Close && is_open;
            if closes {
                close_panel(&beneath);
            }
            closes
        });
    }
    let beneath = here.beneath.clone();
    let on_close = Callback::from(move |()| close_panel(&beneath));
    let content = match route {
        Route::Add(source) => html! { <FormPage key={route.to_hash()} source={source.clone()} {on_close} /> },
        Route::Edit(id) => {
            html! { <FormPage key={route.to_hash()} source={wire::call::FormSource::Edit(*id)} {on_close} /> }
        }
        Route::Expense(id) => html! { <ExpensePage id={*id} {on_close} /> },
        Route::Timeline
        | Route::Calendar
        | Route::Dashboard
        | Route::Catalogue(_)
        | Route::CatalogueEntry(..)
        | Route::Search(_)
        | Route::Settings
        | Route::Help
        | Route::Import
        | Route::Trash => {
            if layout != Layout::Desktop || !lists {
                return Html::default();
            }
            return html! { <aside class="panel panel-idle" aria-label={words.t("beside-title")}><Beside /></aside> };
        }
    };
    html! {
        <>
            if layout != Layout::Phone && !(lists && layout == Layout::Desktop) { <div class="panel-cover"></div> }
            <section id="panel" class="panel panel-open" tabindex="-1" aria-label={title}>{ content }</section>
        </>
    }
}
