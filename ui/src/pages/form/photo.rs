//! One photograph of a form: what it shows, its caption, and where it stands among the others.

use std::cell::RefCell;
use std::rc::Rc;

use domain::AttachmentKind;
use domain::read::AttachmentRow;
use wire::call::{DeleteAttachment, EditAttachment, Variant};
use yew::prelude::*;

use super::Form;
use super::photos::Move;
use super::state::FormAction;
use crate::backend;
use crate::components::{IconButton, IconName, Select};
use crate::hooks::use_command;
use crate::pages::viewer::{is_tall, photo_name};
use crate::words::{Words, use_words};

/// The photograph at `at` of `count`.
#[yew_autoprops::autoprops]
#[component]
pub fn PhotoRow(
    row: &AttachmentRow,
    at: usize,
    count: usize,
    form: &Form,
    view: &Callback<()>,
    on_edit: &Callback<EditAttachment>,
    on_move: &Callback<Move>,
    /// It is being dragged, or not any more.
    on_drag: &Callback<bool>,
    on_drop: &Callback<()>,
    takes_drop: bool,
) -> Html {
    let words = use_words();
    let command = use_command();
    let over = use_state_eq(|| false);
    let is_typed = use_mut_ref(|| false);
    let id = row.id;
    let remove = {
        let form = form.0.clone();
        Callback::from(move |_: MouseEvent| {
            form.dispatch(FormAction::Detached(id));
            command.run(DeleteAttachment { id }, Callback::noop());
        })
    };
    let name = photo_name(row, &words);
    let step = |to: Option<usize>| {
        let on_move = on_move.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(to) = to {
                on_move.emit((id, to));
            }
        })
    };
    let (earlier, later) = (at.checked_sub(1), (at + 1 < count).then_some(at + 1));
    let onkeydown = {
        let on_move = on_move.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowUp" if event.alt_key() => earlier,
                "ArrowDown" if event.alt_key() => later,
                _ => return,
            };
            event.prevent_default();
            if let Some(to) = to {
                on_move.emit((id, to));
            }
        })
    };
    let ondragstart = {
        let on_drag = on_drag.clone();
        Callback::from(move |event: DragEvent| {
            backend::begin_drag(&event);
            on_drag.emit(true);
        })
    };
    let ondragend = on_drag.reform(|_: DragEvent| false);
    let set_over = |is_over: bool| {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            if takes_drop {
                event.prevent_default();
                over.set(is_over);
            }
        })
    };
    let ondrop = {
        let (over, on_drop) = (over.clone(), on_drop.clone());
        Callback::from(move |event: DragEvent| {
            if takes_drop {
                event.prevent_default();
                over.set(false);
                on_drop.emit(());
            }
        })
    };
    let is_target = takes_drop && *over;
    html! {
        <li class={classes!("photo-row", is_target.then_some("photo-target"))} {onkeydown} ondragover={set_over(true)} ondragleave={set_over(false)} {ondrop}>
            <div class={classes!("photo-thumb", is_tall(row).then_some("photo-tall"))} draggable={(count > 1).then_some("true")} {ondragstart} {ondragend}>
                <button type="button" class="photo-face" id={format!("photo-view-{id}")} onclick={view.reform(|_: MouseEvent| ())} aria-label={words.with("photo-view", &[("kind", name.as_str().into())])}>
                    <img src={backend::media_url(row.blob, Variant::Thumb)} alt={name.clone()} loading="lazy" draggable="false" />
                </button>
            </div>
            <div class="photo-said">
                <div class="photo-tools">
                    { kind_field(row, at, on_edit, &words) }
                    if count > 1 {
                        <IconButton id={Some(AttrValue::from(format!("photo-earlier-{id}")))} icon={IconName::ChevronUp} label={words.with("photo-earlier", &[("kind", name.as_str().into())])} disabled={earlier.is_none()} onclick={step(earlier)} />
                        <IconButton id={Some(AttrValue::from(format!("photo-later-{id}")))} icon={IconName::ChevronDown} label={words.with("photo-later", &[("kind", name.as_str().into())])} disabled={later.is_none()} onclick={step(later)} />
                    }
                    <IconButton icon={IconName::Trash} label={words.with("remove-named", &[("name", name.as_str().into())])} onclick={remove} />
                </div>
                { caption_field(row, at, form, on_edit, &is_typed, &words) }
            </div>
        </li>
    }
}

fn kind_field(row: &AttachmentRow, at: usize, on_edit: &Callback<EditAttachment>, words: &Words) -> Html {
    let id = row.id;
    let on_change = on_edit.reform(move |kind: String| EditAttachment {
        id,
        kind: Some(AttachmentKind::of(&kind)),
        caption: None,
        position: None,
    });
    let options: Vec<(AttrValue, AttrValue)> = AttachmentKind::ALL
        .iter()
        .map(|kind| (AttrValue::Static(kind.as_str()), AttrValue::from(words.photo_kind(*kind))))
        .collect();
    let label = words.with("photo-kind-nth", &[("n", (at + 1).into())]);
    html! { <Select id={format!("photo-kind-{id}")} class="photo-kind" {label} hide_label=true {options} value={AttrValue::Static(row.kind.as_str())} {on_change} /> }
}

/// The caption, told to the core when the field is left, so that one caption is one step of undo.
fn caption_field(
    row: &AttachmentRow,
    at: usize,
    form: &Form,
    on_edit: &Callback<EditAttachment>,
    is_typed: &Rc<RefCell<bool>>,
    words: &Words,
) -> Html {
    let id = row.id;
    let is_typed = is_typed.clone();
    let oninput = {
        let (form, is_typed) = (form.0.clone(), is_typed.clone());
        Callback::from(move |event: InputEvent| {
            is_typed.replace(true);
            form.dispatch(FormAction::Caption(id, backend::input_value(&event)));
        })
    };
    let tell = {
        let (on_edit, caption) = (on_edit.clone(), row.caption.clone());
        Callback::from(move |()| {
            if is_typed.replace(false) {
                on_edit.emit(EditAttachment {
                    id,
                    kind: None,
                    caption: Some(caption.clone()),
                    position: None,
                });
            }
        })
    };
    let onkeydown = {
        let tell = tell.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() && !event.is_composing() {
                event.prevent_default();
                tell.emit(());
            }
        })
    };
    let label = words.with("photo-caption-nth", &[("n", (at + 1).into())]);
    html! {
        <input id={format!("photo-caption-{id}")} class="input photo-caption" type="text" dir="auto" autocomplete="off" maxlength="1000" aria-label={label}
            placeholder={words.t("photo-caption")} value={row.caption.clone()} {oninput} {onkeydown} onblur={tell.reform(|_: FocusEvent| ())} />
    }
}
