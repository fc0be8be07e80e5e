//! The photographs of an expense, and one more by drop, paste or the button.

use domain::read::AttachmentRow;
use domain::{AttachmentKind, ExpenseId};
use wire::call::{EditAttachment, Upload, Variant};
use yew::prelude::*;

use crate::backend;
use crate::components::{Icon, IconName};
use crate::hooks::{ToastMessage, publish, use_command, use_toasts};
use crate::pages::viewer::{PhotoViewer, is_tall, photo_name};
use crate::words::use_words;

/// The gallery.
#[yew_autoprops::autoprops]
#[component]
pub fn PhotoGallery(expense: &ExpenseId, photos: &Vec<AttachmentRow>) -> Html {
    let words = use_words();
    let toasts = use_toasts();
    let command = use_command();
    let viewed = use_state_eq(|| None::<usize>);
    let input = use_node_ref();
    let onchange = {
        let expense = *expense;
        Callback::from(move |event: Event| {
            let (files, toasts) = (backend::files_of_input(&event), toasts.clone());
            backend::spawn(async move {
                for file in files {
                    let name = backend::file_name(&file);
                    let what = Upload::Photo {
                        expense,
                        kind: AttachmentKind::Receipt,
                        file_name: (!name.is_empty()).then_some(name),
                    };
                    match backend::upload(&what, &file).await {
                        Ok(_) => publish(&[wire::Topic::Expenses, wire::Topic::Photos, wire::Topic::Undo]),
                        Err(fault) => toasts.show(ToastMessage::Fault(fault)),
                    }
                }
            });
        })
    };
    let press = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| backend::click(&input))
    };
    let on_close = {
        let viewed = viewed.clone();
        Callback::from(move |()| viewed.set(None))
    };
    let card = |(at, row): (usize, &AttachmentRow)| {
        let view = {
            let viewed = viewed.clone();
            Callback::from(move |_: MouseEvent| viewed.set(Some(at)))
        };
        let name = photo_name(row, &words);
        let label = words.with("photo-view", &[("kind", name.as_str().into())]);
        let variant = if photos.len() == 1 { Variant::Screen } else { Variant::Thumb };
        html! {
            <figure key={row.id.to_string()} class="gallery-item">
                <button type="button" class={classes!("gallery-photo", is_tall(row).then_some("photo-tall"))} onclick={view} aria-label={label}>
                    <img src={backend::media_url(row.blob, variant)} alt={name} loading="lazy" />
                    <span class="gallery-kind">{ words.photo_kind(row.kind) }</span>
                </button>
                if !row.caption.is_empty() { <figcaption class="gallery-caption" dir="auto">{ &row.caption }</figcaption> }
            </figure>
        }
    };
    let on_edit = Callback::from(move |edit: EditAttachment| command.run(edit, Callback::noop()));
    html! {
        <section class={classes!("gallery", (photos.len() == 1).then_some("gallery-one"))} aria-label={words.t("photos")}>
            { for photos.iter().enumerate().map(card) }
            <button type="button" class="gallery-add" onclick={press}><Icon name={IconName::Camera} /><span>{ words.t("photo-add") }</span></button>
            <input ref={input} type="file" accept="image/*" multiple=true class="visually-hidden" tabindex="-1" aria-hidden="true" {onchange} />
            if let Some(at) = *viewed { <PhotoViewer photos={photos.clone()} {at} {on_close} {on_edit} /> }
        </section>
    }
}
