//! Which book is shown, and the others there are; nothing where there is only one.

use wire::call::{ListWorkspaces, SwitchWorkspace};
use yew::prelude::*;

use crate::components::{IconName, Menu, MenuItem};
use crate::hooks::{use_command, use_query};
use crate::route::{Navigate, Route};
use crate::words::use_words;

/// The name of the present workspace and the choices; nothing when there is no choice.
#[hook]
pub fn use_workspaces() -> Option<(String, Vec<MenuItem>)> {
    let command = use_command();
    let all = use_query(ListWorkspaces {});
    let all = all.ready().filter(|all| all.len() > 1)?;
    let item = |row: &wire::call::WorkspaceRow| {
        let (command, id) = (command.clone(), row.id);
        let show = Callback::from(move |()| command.run(SwitchWorkspace { id }, Callback::noop()));
        MenuItem::choice(row.name.clone(), row.is_current, show)
    };
    let current = all.iter().find(|row| row.is_current).map(|row| row.name.clone()).unwrap_or_default();
    Some((current, all.iter().map(item).collect()))
}

/// The switcher: the name of the book in the place of the program's.
#[yew_autoprops::autoprops]
#[component]
pub fn WorkspaceMenu(labels: bool) -> Html {
    let words = use_words();
    match use_workspaces() {
        Some((name, mut items)) => {
            items.push(MenuItem::new(
                words.t("workspaces-title"),
                IconName::Settings,
                Navigate.callback(Route::Workspaces),
            ));
            let text = labels.then(|| AttrValue::from(name));
            html! { <Menu class="workspace-menu" label={words.t("workspace-choose")} icon={IconName::ChevronDown} {text} {items} /> }
        }
        None if labels => html! { <span class="brand-name">{ "Mealbook" }</span> },
        None => Html::default(),
    }
}
