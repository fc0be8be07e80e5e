//! Photographs of a form: chosen, taken, pasted or dropped. Each is safe on the disk before it appears here.

use domain::read::AttachmentRow;
use domain::{AttachmentId, AttachmentKind};
use wire::call::{EditAttachment, GetExpense, Upload, UploadReply};
use yew::prelude::*;

use super::photo::PhotoRow;
use super::state::FormAction;
use super::{Form, Shared};
use crate::backend::{self, File};
use crate::components::{Button, Icon, IconName};
use crate::handover::use_handover;
use crate::hooks::{ToastMessage, publish, use_command, use_query_when, use_toasts};
use crate::pages::viewer::PhotoViewer;
use crate::words::use_words;

/// The photographs, and the ways to add one.
#[yew_autoprops::autoprops]
#[component]
pub fn Photos(state: &Shared, form: &Form) -> Html {
    let words = use_words();
    let toasts = use_toasts();
    let handover = use_handover();
    let waiting = use_mut_ref(|| 0usize);
    let shown_waiting = use_state_eq(|| 0usize);
    let viewed = use_state_eq(|| None::<usize>);
    let (files, camera) = (use_node_ref(), use_node_ref());
    let expense = state.0.id;
    let add = {
        let (form, waiting, shown) = (form.0.clone(), waiting, shown_waiting.clone());
        Callback::from(move |chosen: Vec<File>| {
            let (form, waiting, shown, toasts) =
                (form.clone(), waiting.clone(), shown.clone(), toasts.clone());
            *waiting.borrow_mut() += chosen.len();
            shown.set(*waiting.borrow());
            backend::spawn(async move {
                for file in chosen {
                    let name = backend::file_name(&file);
                    let file_name = (!name.is_empty()).then_some(name);
                    let what = Upload::Photo { expense, kind: AttachmentKind::Receipt, file_name };
                    match backend::upload(&what, &file).await {
                        Ok(UploadReply::Photo(row)) => {
                            form.dispatch(FormAction::Attached(row));
                            publish(&[wire::Topic::Photos, wire::Topic::Drafts]);
                        }
                        Ok(UploadReply::Import(_)) => {}
                        Err(fault) => toasts.show(ToastMessage::Fault(fault)),
                    }
                    *waiting.borrow_mut() -= 1;
                    shown.set(*waiting.borrow());
                }
            });
        })
    };
    {
        let (add, handover) = (add.clone(), handover);
        use_effect_with(expense, move |_| {
            let take = {
                let (add, handover) = (add.clone(), handover.clone());
                Callback::from(move |()| add.emit(handover.take_files()))
            };
            take.emit(());
            handover.wait(Some(take));
            move || handover.wait(None)
        });
    }
    let onchange = add.reform(|event: Event| backend::files_of_input(&event));
    let press = |node: &NodeRef| {
        let node = node.clone();
        Callback::from(move |_: MouseEvent| backend::click(&node))
    };
    let on_close = {
        let viewed = viewed.clone();
        Callback::from(move |()| viewed.set(None))
    };
    let photos = &state.0.attachments;
    let (on_edit, on_move, moved) = use_photo_edits(state, form);
    let dragged = use_state_eq(|| None::<usize>);
    let row = |(at, row): (usize, &AttachmentRow)| {
        let view = {
            let viewed = viewed.clone();
            Callback::from(move |()| viewed.set(Some(at)))
        };
        let on_drag = {
            let dragged = dragged.clone();
            Callback::from(move |is_held: bool| dragged.set(is_held.then_some(at)))
        };
        let on_drop = {
            let (dragged, on_move) = (dragged.clone(), on_move.clone());
            let held = (*dragged).and_then(|from| photos.get(from)).map(|row| row.id);
            Callback::from(move |()| {
                if let Some(id) = held {
                    on_move.emit((id, at));
                }
                dragged.set(None);
            })
        };
        html! {
            <PhotoRow key={row.id.to_string()} row={row.clone()} {at} count={photos.len()} form={form.clone()} {view} on_edit={on_edit.clone()}
                on_move={on_move.clone()} {on_drag} {on_drop} takes_drop={dragged.is_some_and(|from| from != at)} />
        }
    };
    html! {
        <section class={classes!("photos", photos.is_empty().then_some("photos-empty"))} aria-label={words.t("photos")}>
            if !photos.is_empty() { <ol class="photo-rows">{ for photos.iter().enumerate().map(row) }</ol> }
            { for (0..*shown_waiting).map(|at| html! { <div key={format!("w{at}")} class="photo-waiting" role="status" aria-label={words.t("photo-saving")}></div> }) }
            <div class="photo-add">
                <Icon name={IconName::Image} />
                <div class="photo-buttons">
                    <Button icon={IconName::Camera} class="photo-camera" onclick={press(&camera)}>{ words.t("photo-take") }</Button>
                    <Button icon={IconName::Plus} onclick={press(&files)}>{ words.t("photo-choose") }</Button>
                </div>
                <p class="hint photo-hint">{ words.t("photo-hint") }</p>
            </div>
            <p class="visually-hidden" role="status">{ moved }</p>
            <input ref={files} id="photo-files" type="file" accept="image/*" multiple=true class="visually-hidden" tabindex="-1" aria-hidden="true" onchange={onchange.clone()} />
            <input ref={camera} id="photo-camera" type="file" accept="image/*" capture="environment" class="visually-hidden" tabindex="-1" aria-hidden="true" {onchange} />
            if let Some(at) = *viewed { <PhotoViewer photos={photos.clone()} {at} {on_close} {on_edit} /> }
        </section>
    }
}

/// Where a photograph is to be moved.
pub type Move = (AttachmentId, usize);

/// Changes of photographs: what is edited is told to the core and seen here at once; what is undone or changed elsewhere comes back.
/// The text says aloud where a photograph has gone.
#[hook]
fn use_photo_edits(state: &Shared, form: &Form) -> (Callback<EditAttachment>, Callback<Move>, String) {
    let words = use_words();
    let command = use_command();
    let said = use_state_eq(String::new);
    let refocus = use_mut_ref(|| None::<String>);
    let stored = use_query_when(state.0.is_edit.then_some(GetExpense { id: state.0.id }));
    {
        let form = form.0.clone();
        use_effect_with(stored.ready().map(|detail| detail.attachments.clone()), move |rows| {
            if let Some(rows) = rows.clone() {
                form.dispatch(FormAction::Stored(rows));
            }
        });
    }
    let order: Vec<AttachmentId> = state.0.attachments.iter().map(|row| row.id).collect();
    {
        // A row that moves loses the focus; whoever moves it by keyboard goes on from where they are.
        let refocus = refocus.clone();
        use_effect_with(order.clone(), move |_| {
            if let Some(id) = refocus.take() {
                backend::focus_id(&id);
            }
        });
    }
    let on_edit = {
        let form = form.0.clone();
        Callback::from(move |edit: EditAttachment| {
            let (form, id) = (form.clone(), edit.id);
            if let Some(kind) = edit.kind {
                form.dispatch(FormAction::Kind(id, kind));
            }
            if let Some(caption) = &edit.caption {
                form.dispatch(FormAction::Caption(id, caption.clone()));
            }
            command.run(edit, Callback::from(move |_| form.dispatch(FormAction::Sent(id))));
        })
    };
    let on_move = {
        let (form, on_edit, said) = (form.0.clone(), on_edit.clone(), said.clone());
        Callback::from(move |(id, to): Move| {
            let Some(from) = order.iter().position(|known| *known == id) else { return };
            if from == to || to >= order.len() {
                return;
            }
            refocus.replace(backend::active_id().filter(|active| active.ends_with(&id.to_string())));
            form.dispatch(FormAction::Moved(id, to));
            said.set(words.with("photo-moved", &[("n", (to + 1).into()), ("count", order.len().into())]));
            let position = u32::try_from(to).ok();
            on_edit.emit(EditAttachment { id, kind: None, caption: None, position });
        })
    };
    (on_edit, on_move, (*said).clone())
}
