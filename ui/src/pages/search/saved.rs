//! Searches worth keeping.

use wire::call::{DeleteSavedFilter, ListSavedFilters, SaveFilter, SavedFilterRow};
use yew::prelude::*;

use crate::components::{Button, ButtonKind, Chip, Dialog, IconName, TextField};
use crate::hooks::{use_command, use_query};
use crate::words::use_words;

/// The saved searches, and a way to save the present one.
#[yew_autoprops::autoprops]
#[component]
pub fn SavedFilters(text: &String, on_text: &Callback<String>) -> Html {
    let words = use_words();
    let command = use_command();
    let saved = use_query(ListSavedFilters {});
    let naming = use_state_eq(|| None::<String>);
    let rows = saved.ready().map(|rows| (**rows).clone()).unwrap_or_default();
    let can_save = !text.trim().is_empty() && rows.iter().all(|row| row.query.trim() != text.trim());
    if rows.is_empty() && !can_save {
        return Html::default();
    }
    let chip = |row: &SavedFilterRow| {
        let press = on_text.reform({
            let query = row.query.clone();
            move |_: MouseEvent| query.clone()
        });
        let remove = {
            let (command, id) = (command.clone(), row.id);
            Callback::from(move |_: MouseEvent| command.run(DeleteSavedFilter { id }, Callback::noop()))
        };
        let icon = if row.pinned { IconName::Pin } else { IconName::Filter };
        html! {
            <Chip key={row.id.to_string()} {icon} on_press={Some(press)} on_remove={Some(remove)} selected={row.query.trim() == text.trim()}
                remove_label={words.with("remove-named", &[("name", row.name.as_str().into())])} title={AttrValue::from(row.query.clone())}>
                <bdi>{ &row.name }</bdi>
            </Chip>
        }
    };
    let ask = {
        let naming = naming.clone();
        Callback::from(move |_: MouseEvent| naming.set(Some(String::new())))
    };
    let on_input = {
        let naming = naming.clone();
        Callback::from(move |name| naming.set(Some(name)))
    };
    let close = {
        let naming = naming.clone();
        Callback::from(move |()| naming.set(None))
    };
    let save = {
        let (command, naming, query) = (command.clone(), naming.clone(), text.trim().to_owned());
        Callback::from(move |()| {
            let name = naming.as_deref().unwrap_or_default().trim().to_owned();
            if !name.is_empty() {
                command.run(
                    SaveFilter { id: None, name, query: query.clone(), pinned: false },
                    Callback::noop(),
                );
                naming.set(None);
            }
        })
    };
    let onsubmit = {
        let save = save.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save.emit(());
        })
    };
    html! {
        <div class="saved" role="group" aria-label={words.t("saved-filters")}>
            if can_save { <Button kind={ButtonKind::Quiet} icon={IconName::Star} onclick={ask}>{ words.t("filter-save") }</Button> }
            { for rows.iter().map(chip) }
            if let Some(name) = &*naming {
                <Dialog title={words.t("filter-save")} on_close={close} class="dialog-small"
                    actions={html! { <Button kind={ButtonKind::Primary} onclick={save.reform(|_: MouseEvent| ())}>{ words.t("save") }</Button> }}>
                    <form {onsubmit}><TextField id="filter-name" label={words.t("filter-name")} value={name.clone()} {on_input} hint={AttrValue::from(text.clone())} /></form>
                </Dialog>
            }
        </div>
    }
}
