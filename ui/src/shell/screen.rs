//! Which screen an address shows.

use yew::prelude::*;

use crate::backend;
use crate::pages::account::AccountPage;
use crate::pages::calendar::CalendarPage;
use crate::pages::catalogue::{CatalogueEntryPage, CataloguePage};
use crate::pages::conflicts::ConflictsPage;
use crate::pages::dashboard::DashboardPage;
use crate::pages::devices::DevicesPage;
use crate::pages::duplicates::DuplicatesPage;
use crate::pages::help::HelpPage;
use crate::pages::import::ImportPage;
use crate::pages::parked::ParkedPage;
use crate::pages::search::SearchPage;
use crate::pages::settings::SettingsPage;
use crate::pages::timeline::TimelinePage;
use crate::pages::trash::TrashPage;
use crate::pages::workspaces::{WorkspacePage, WorkspacesPage};
use crate::route::Route;
use crate::words::{Words, use_words};

/// The name of a screen, for the window's title, the navigation and the heading.
pub fn title_of(route: &Route, words: &Words) -> String {
    match route {
        Route::Timeline => words.t("nav-timeline"),
        Route::Add(_) => words.t("form-title-new"),
        Route::Edit(_) => words.t("form-title-edit"),
        Route::Expense(_) => words.t("expense-title"),
        Route::Calendar => words.t("nav-calendar"),
        Route::Dashboard => words.t("nav-dashboard"),
        Route::Catalogue(kind) | Route::CatalogueEntry(kind, _) => words.catalogue(*kind),
        Route::Search(_) => words.t("nav-search"),
        Route::Settings => words.t("nav-settings"),
        Route::Help => words.t("nav-help"),
        Route::Import => words.t("nav-import"),
        Route::Trash => words.t("nav-trash"),
        Route::Account => words.t("account-title"),
        Route::Devices => words.t("devices-title"),
        Route::Workspaces | Route::Workspace(_) => words.t("workspaces-title"),
        Route::Conflicts => words.t("conflicts-title"),
        Route::Parked => words.t("parked-title"),
        Route::Duplicates => words.t("duplicates-title"),
    }
}

/// The screen of an address; a panel's address shows nothing here.
#[yew_autoprops::autoprops]
#[component]
pub fn Screen(route: &Route) -> Html {
    let words = use_words();
    let title = title_of(route, &words);
    use_effect_with(title, |title| backend::set_title(&format!("{title} · Mealbook")));
    match route {
        Route::Timeline | Route::Add(_) | Route::Edit(_) | Route::Expense(_) => html! { <TimelinePage /> },
        Route::Calendar => html! { <CalendarPage /> },
        Route::Dashboard => html! { <DashboardPage /> },
        Route::Catalogue(kind) => html! { <CataloguePage kind={*kind} /> },
        Route::CatalogueEntry(kind, id) => html! { <CatalogueEntryPage kind={*kind} id={*id} /> },
        Route::Search(query) => html! { <SearchPage query={query.clone()} /> },
        Route::Settings => html! { <SettingsPage /> },
        Route::Help => html! { <HelpPage /> },
        Route::Import => html! { <ImportPage /> },
        Route::Trash => html! { <TrashPage /> },
        Route::Account => html! { <AccountPage /> },
        Route::Devices => html! { <DevicesPage /> },
        Route::Workspaces => html! { <WorkspacesPage /> },
        Route::Workspace(id) => html! { <WorkspacePage key={id.to_string()} id={*id} /> },
        Route::Conflicts => html! { <ConflictsPage /> },
        Route::Parked => html! { <ParkedPage /> },
        Route::Duplicates => html! { <DuplicatesPage /> },
    }
}
