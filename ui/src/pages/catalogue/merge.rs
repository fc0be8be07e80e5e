//! Merging one row into another: which stays, what happens, and that one undo takes it back.

use domain::read::{CatalogueEntry, CatalogueRef};
use wire::Fault;
use wire::call::{Changed, MergeCatalogueEntries, PickCatalogue};
use yew::prelude::*;

use crate::components::{Button, ButtonKind, Dialog, IconName, PickOption, Picker};
use crate::hooks::{use_command, use_query};
use crate::route::{Route, use_navigate};
use crate::words::use_words;

/// Properties of `MergeDialog`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The row that goes.
    pub entry: CatalogueEntry,
    /// The row that stays, when it is known already.
    pub target: Option<CatalogueRef>,
    /// The dialog is done with.
    pub on_close: Callback<()>,
}

/// Asks for the row that stays, and says what will happen.
#[component]
pub fn MergeDialog(props: &Props) -> Html {
    let words = use_words();
    let command = use_command();
    let navigate = use_navigate();
    let entry = &props.entry;
    let (kind, id) = (entry.input.details.kind(), entry.id);
    let text = use_state_eq(String::new);
    let target = use_state_eq(|| props.target.as_ref().map(|target| (target.id, target.name.clone())));
    let found = use_query(PickCatalogue { kind, text: (*text).clone() });
    let rows = found.ready().map(|rows| rows.as_slice()).unwrap_or_default();
    let options: Vec<PickOption> = rows
        .iter()
        .filter(|row| row.id != id)
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
    let on_pick = {
        let target = target.clone();
        Callback::from(move |option: PickOption| target.set(Some((option.id, option.name))))
    };
    let on_merge = {
        let (target, on_close) = (target.clone(), props.on_close.clone());
        Callback::from(move |_: MouseEvent| {
            let Some((into, _)) = &*target else { return };
            let (into, on_close) = (*into, on_close.clone());
            let told = Callback::from(move |reply: Result<Changed, Fault>| {
                on_close.emit(());
                if reply.is_ok() {
                    navigate.replace(&Route::CatalogueEntry(kind, into));
                }
            });
            command.run(MergeCatalogueEntries { kind, from: vec![id], into }, told);
        })
    };
    let name = entry.input.name.clone();
    let says = match &*target {
        Some((_, into)) if entry.uses == 0 => {
            words.with("merge-says-unused", &[("from", name.clone().into()), ("into", into.clone().into())])
        }
        Some((_, into)) => {
            let named =
                [("from", name.clone().into()), ("into", into.clone().into()), ("n", entry.uses.into())];
            words.with("merge-says", &named)
        }
        None => words.t("merge-choose-hint"),
    };
    let actions = html! {
        <>
            <Button onclick={props.on_close.reform(|_: MouseEvent| ())}>{ words.t("cancel") }</Button>
            <Button kind={ButtonKind::Primary} icon={Some(IconName::Merge)} disabled={target.is_none()} onclick={on_merge}>
                { words.t("merge-do") }
            </Button>
        </>
    };
    html! {
        <Dialog title={words.with("merge-title", &[("name", name.into())])} on_close={props.on_close.clone()}
            class="dialog-small merge" actions={Some(actions)}>
            <Picker id="merge-into" label={words.t("merge-into")} {options} {on_text} {on_pick}
                value={target.as_ref().map(|(_, name)| name.clone()).unwrap_or_default()} />
            <p class="merge-says" role="status">{ says }</p>
        </Dialog>
    }
}
