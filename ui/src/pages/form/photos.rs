//! Photographs of a form: chosen, taken, pasted or dropped. Each is safe on the disk before it appears here.

use domain::AttachmentKind;
use domain::read::AttachmentRow;
use wire::call::{DeleteAttachment, EditAttachment, Upload, UploadReply, Variant};
use yew::prelude::*;

use super::state::FormAction;
use super::{Form, Shared};
use crate::backend::{self, File};
use crate::components::{Button, Icon, IconButton, IconName, Menu, MenuItem};
use crate::handover::use_handover;
use crate::hooks::{ToastMessage, publish, use_command, use_toasts};
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
    let card = |(at, row): (usize, &AttachmentRow)| {
        let view = {
            let viewed = viewed.clone();
            Callback::from(move |()| viewed.set(Some(at)))
        };
        html! { <PhotoCard key={row.id.to_string()} row={row.clone()} form={form.clone()} {view} /> }
    };
    html! {
        <section class={classes!("photos", photos.is_empty().then_some("photos-empty"))} aria-label={words.t("photos")}>
            <div class="photo-strip">
                { for photos.iter().enumerate().map(card) }
                { for (0..*shown_waiting).map(|at| html! { <div key={format!("w{at}")} class="photo photo-waiting" role="status" aria-label={words.t("photo-saving")}></div> }) }
                <div class="photo-add">
                    <Icon name={IconName::Image} />
                    <div class="photo-buttons">
                        <Button icon={IconName::Camera} class="photo-camera" onclick={press(&camera)}>{ words.t("photo-take") }</Button>
                        <Button icon={IconName::Plus} onclick={press(&files)}>{ words.t("photo-choose") }</Button>
                    </div>
                    <p class="hint photo-hint">{ words.t("photo-hint") }</p>
                </div>
            </div>
            <input ref={files} id="photo-files" type="file" accept="image/*" multiple=true class="visually-hidden" tabindex="-1" aria-hidden="true" onchange={onchange.clone()} />
            <input ref={camera} id="photo-camera" type="file" accept="image/*" capture="environment" class="visually-hidden" tabindex="-1" aria-hidden="true" {onchange} />
            if let Some(at) = *viewed { <PhotoViewer photos={photos.clone()} {at} {on_close} /> }
        </section>
    }
}

#[yew_autoprops::autoprops]
#[component]
fn PhotoCard(row: &AttachmentRow, form: &Form, view: &Callback<()>) -> Html {
    let words = use_words();
    let command = use_command();
    let kinds: Vec<MenuItem> = AttachmentKind::ALL
        .iter()
        .map(|kind| {
            let (form, command, kind, is_chosen) =
                (form.0.clone(), command.clone(), *kind, row.kind == *kind);
            let row = row.clone();
            let choose = Callback::from(move |()| {
                form.dispatch(FormAction::Changed(AttachmentRow { kind, ..row.clone() }));
                let request = EditAttachment { id: row.id, kind: Some(kind), caption: None, position: None };
                command.run_quietly(request, Callback::noop());
            });
            MenuItem::choice(words.photo_kind(kind), is_chosen, choose)
        })
        .collect();
    let remove = {
        let (form, command, id) = (form.0.clone(), command, row.id);
        Callback::from(move |_: MouseEvent| {
            form.dispatch(FormAction::Detached(id));
            command.run(DeleteAttachment { id }, Callback::noop());
        })
    };
    let name = words.photo_kind(row.kind);
    html! {
        <figure class="photo">
            <button type="button" class="photo-face" onclick={view.reform(|_: MouseEvent| ())} aria-label={words.with("photo-view", &[("kind", name.as_str().into())])}>
                <img src={backend::media_url(row.blob, Variant::Thumb)} alt="" loading="lazy" />
            </button>
            <figcaption class="photo-caption">
                <Menu label={words.t("photo-kind")} icon={IconName::ChevronDown} text={AttrValue::from(name.clone())} items={kinds} />
                <IconButton icon={IconName::Trash} label={words.with("remove-named", &[("name", name.into())])} onclick={remove} />
            </figcaption>
        </figure>
    }
}
