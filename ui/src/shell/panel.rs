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

/// Whether two addresses show the same panel: a new form changes its address when its draft is kept.
fn is_same(one: &Route, other: &Route) -> bool {
    one == other || matches!((one, other), (Route::Add(_), Route::Add(_)))
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
    let on_close = {
        let (beneath, route) = (here.beneath.clone(), route.clone());
        // An answer that comes late must not take the person away from where they went meanwhile.
        Callback::from(move |()| {
            if is_same(&route, &Route::of_hash(&backend::address_hash())) {
                close_panel(&beneath);
            }
        })
    };
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
        | Route::Trash
        | Route::Account
        | Route::Devices
        | Route::Workspaces
        | Route::Workspace(_)
        | Route::Conflicts
        | Route::Parked
        | Route::Duplicates => {
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

#[cfg(test)]
mod tests {
    use domain::ExpenseId;
    use wire::call::FormSource;

    use super::*;

    #[test]
    fn a_form_is_the_same_panel_once_its_draft_has_an_address() {
        let id = ExpenseId(uuid::Uuid::from_u128(1));
        assert!(is_same(&Route::add(), &Route::Add(FormSource::Draft(id))));
        assert!(is_same(&Route::Expense(id), &Route::Expense(id)));
        for elsewhere in [Route::Trash, Route::Edit(id), Route::add()] {
            assert!(!is_same(&Route::Expense(id), &elsewhere), "{elsewhere:?}");
        }
    }
}
