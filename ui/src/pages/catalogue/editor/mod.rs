//! Making and changing a row of a catalogue, with all the fields its kind has.

mod fields;
mod form;
mod look;
mod reference;

use domain::expense::{Field as FieldName, Invalid};
use domain::read::{CatalogueDetails, CatalogueEntry, CatalogueInput, CatalogueKind};
use uuid::Uuid;
use wire::Fault;
use wire::call::{CatalogueSaved, SaveCatalogueEntry};
use yew::prelude::*;

use crate::components::{Button, ButtonKind, Dialog, Icon, IconName, TextField};
use crate::hooks::use_command;
use crate::words::use_words;
use fields::Fields;

/// Properties of `Editor`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which catalogue.
    pub kind: CatalogueKind,
    /// The row to change; `None` makes one.
    pub entry: Option<CatalogueEntry>,
    /// Closed without saving.
    pub on_close: Callback<()>,
    /// Saved.
    pub on_saved: Callback<Uuid>,
}

/// The dialog.
#[component]
pub fn Editor(props: &Props) -> Html {
    let words = use_words();
    let command = use_command();
    let kind = props.kind;
    let draft = {
        let entry = props.entry.clone();
        use_state(move || {
            entry.map_or_else(
                || CatalogueInput { name: String::new(), details: CatalogueDetails::blank(kind) },
                |entry| entry.input,
            )
        })
    };
    let invalid = use_state(Vec::<Invalid>::new);
    let on_name = {
        let draft = draft.clone();
        Callback::from(move |name| draft.set(CatalogueInput { name, ..(*draft).clone() }))
    };
    let on_details = {
        let draft = draft.clone();
        Callback::from(move |details| draft.set(CatalogueInput { details, ..(*draft).clone() }))
    };
    let onsubmit = {
        let (draft, invalid, id) =
            (draft.clone(), invalid.clone(), props.entry.as_ref().map(|entry| entry.id));
        let on_saved = props.on_saved.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (invalid, on_saved) = (invalid.clone(), on_saved.clone());
            let told = Callback::from(move |reply: Result<CatalogueSaved, Fault>| match reply {
                Ok(saved) => on_saved.emit(saved.id),
                Err(fault) => invalid.set(fault.invalid),
            });
            command.run(SaveCatalogueEntry { id, input: (*draft).clone() }, told);
        })
    };
    let named = |at: FieldName| {
        invalid.iter().find(|wrong| wrong.field == at).map(|wrong| words.problem(wrong.problem))
    };
    let others: Vec<String> = invalid
        .iter()
        .filter(|wrong| wrong.field != FieldName::Name)
        .map(|wrong| words.problem(wrong.problem))
        .collect();
    let table = kind.table().replace('_', "-");
    let title = words
        .t(&format!("{}-{table}", if props.entry.is_some() { "catalogue-edit" } else { "catalogue-new" }));
    html! {
        <Dialog {title} on_close={props.on_close.clone()} class="editor">
            <form class="editor-form" {onsubmit} novalidate=true>
                <TextField id="entry-name" label={words.t("detail-name")} value={draft.name.clone()} on_input={on_name} required=true
                    error={named(FieldName::Name).map(AttrValue::from)} />
                <Fields details={draft.details.clone()} {on_details} id={props.entry.as_ref().map(|entry| entry.id)} />
                if !others.is_empty() {
                    <p class="field-error" role="alert"><Icon name={IconName::Alert} />{ others.join(" ") }</p>
                }
                <footer class="editor-foot">
                    <Button onclick={props.on_close.reform(|_: MouseEvent| ())}>{ words.t("cancel") }</Button>
                    <Button kind={ButtonKind::Primary} submit=true>{ words.t("save") }</Button>
                </footer>
            </form>
        </Dialog>
    }
}
