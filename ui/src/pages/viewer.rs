//! A photograph as large as the window, with its caption, and its neighbours a key away.

use domain::AttachmentKind;
use domain::read::AttachmentRow;
use wire::call::{EditAttachment, Variant};
use yew::prelude::*;

use crate::backend;
use crate::components::{Dialog, Icon, IconButton, IconName, Menu, MenuItem};
use crate::words::{Words, use_words};

/// What a photograph is called, also for those who cannot see it: its caption, or what kind it is.
pub fn photo_name(row: &AttachmentRow, words: &Words) -> String {
    if row.caption.trim().is_empty() { words.photo_kind(row.kind) } else { row.caption.clone() }
}

/// Whether it is much taller than wide, as receipts are: its head says most.
pub fn is_tall(row: &AttachmentRow) -> bool {
    row.width.zip(row.height).is_some_and(|(width, height)| height > width.saturating_mul(3) / 2)
}

/// The button that has the focus while the photographs are looked through.
const CLOSE_ID: &str = "viewer-close";

/// The viewer, open at one of the photographs.
#[yew_autoprops::autoprops]
#[component]
pub fn PhotoViewer(
    photos: &Vec<AttachmentRow>,
    at: usize,
    on_close: &Callback<()>,
    on_edit: &Callback<EditAttachment>,
) -> Html {
    let words = use_words();
    let shown = use_state_eq(|| at);
    let count = photos.len();
    let Some(row) = photos.get((*shown).min(count.saturating_sub(1))) else { return Html::default() };
    let step = |step: usize| {
        let shown = shown.clone();
        move || shown.set((*shown + step) % count)
    };
    let (next, previous) = (step(1), step(count - 1));
    let onkeydown = {
        let (next, previous) = (next.clone(), previous.clone());
        let forward = if words.is_rtl() { "ArrowLeft" } else { "ArrowRight" };
        Callback::from(move |event: KeyboardEvent| {
            if backend::is_typing(&event) {
                return;
            }
            match event.key().as_str() {
                "j" => next(),
                "k" => previous(),
                key if key == forward => next(),
                "ArrowRight" | "ArrowLeft" => previous(),
                _ => {}
            }
        })
    };
    let title = words.with(
        "photo-of",
        &[("kind", words.photo_kind(row.kind).into()), ("n", (*shown + 1).into()), ("count", count.into())],
    );
    // A press on the picture would leave the focus nowhere, and the arrow keys dead.
    let stay = Callback::from(|_: MouseEvent| {
        backend::focus_id(CLOSE_ID);
    });
    html! {
        <Dialog title={title.clone()} on_close={on_close.clone()} class="viewer" bare=true>
            <div class="viewer-stage" {onkeydown}>
                if row.is_here {
                    <img src={backend::media_url(row.blob, Variant::Screen)} alt={photo_name(row, &words)} onclick={stay} />
                } else {
                    <p class="viewer-elsewhere">{ words.t("photo-elsewhere") }</p>
                }
                <div class="viewer-bar">
                    <IconButton id={Some(AttrValue::Static(CLOSE_ID))} icon={IconName::Close} label={words.t("close")} onclick={on_close.reform(|_: MouseEvent| ())} />
                    { kind_menu(row, on_edit, &words) }
                    <span class="viewer-title" aria-live="polite"><span class="visually-hidden">{ title }</span><span aria-hidden="true">{ format!("{} / {count}", *shown + 1) }</span></span>
                    if count > 1 {
                        <IconButton icon={IconName::ChevronStart} label={words.t("photo-previous")} onclick={Callback::from(move |_: MouseEvent| previous())} />
                        <IconButton icon={IconName::ChevronEnd} label={words.t("photo-next")} onclick={Callback::from(move |_: MouseEvent| next())} />
                    }
                    <a class="icon-button" href={backend::media_url(row.blob, Variant::Original)} target="_blank" rel="noopener"
                        download={row.file_name.clone().unwrap_or_else(|| "photo".to_owned())} aria-label={words.t("photo-original")} title={words.t("photo-original")}>
                        <Icon name={IconName::Download} />
                    </a>
                </div>
                <Caption key={row.id.to_string()} row={row.clone()} {on_edit} />
            </div>
        </Dialog>
    }
}

fn kind_menu(row: &AttachmentRow, on_edit: &Callback<EditAttachment>, words: &Words) -> Html {
    let item = |kind: &AttachmentKind| {
        let (id, kind) = (row.id, *kind);
        let choose =
            on_edit.reform(move |()| EditAttachment { id, kind: Some(kind), caption: None, position: None });
        MenuItem::choice(words.photo_kind(kind), row.kind == kind, choose)
    };
    let items: Vec<MenuItem> = AttachmentKind::ALL.iter().map(item).collect();
    html! { <Menu class="viewer-kind" label={words.t("photo-kind")} icon={IconName::ChevronDown} text={AttrValue::from(words.photo_kind(row.kind))} {items} /> }
}

/// The caption: read until somebody wants to write one, so that the arrow keys belong to the photographs.
#[yew_autoprops::autoprops]
#[component]
fn Caption(row: &AttachmentRow, on_edit: &Callback<EditAttachment>) -> Html {
    let words = use_words();
    let typed = use_state_eq(|| None::<String>);
    let (field, button) = (use_node_ref(), use_node_ref());
    // Whoever ends with a key goes on from here; whoever pressed something else is there already.
    let goes_back = use_mut_ref(|| false);
    {
        let (field, button, goes_back) = (field.clone(), button.clone(), goes_back.clone());
        use_effect_with(typed.is_some(), move |is_open| {
            if *is_open {
                backend::focus(&field);
            } else if goes_back.replace(false) {
                backend::focus(&button);
            }
        });
    }
    let open = {
        let (typed, caption) = (typed.clone(), row.caption.clone());
        Callback::from(move |_: MouseEvent| typed.set(Some(caption.clone())))
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| typed.set(Some(backend::input_value(&event))))
    };
    let keep = {
        let (typed, on_edit, id, before) = (typed.clone(), on_edit.clone(), row.id, row.caption.clone());
        Callback::from(move |()| {
            if let Some(caption) = (*typed).clone().filter(|caption| *caption != before) {
                on_edit.emit(EditAttachment { id, kind: None, caption: Some(caption), position: None });
            }
            typed.set(None);
        })
    };
    let onkeydown = {
        let (typed, keep) = (typed.clone(), keep.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                goes_back.replace(true);
                keep.emit(());
            }
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                goes_back.replace(true);
                typed.set(None);
            }
            _ => {}
        })
    };
    html! {
        <div class="viewer-caption">
            if let Some(text) = (*typed).clone() {
                <input ref={field} class="input" type="text" dir="auto" autocomplete="off" maxlength="1000" aria-label={words.t("photo-caption")}
                    placeholder={words.t("photo-caption")} value={text} {oninput} {onkeydown} onblur={keep.reform(|_: FocusEvent| ())} />
            } else {
                <button type="button" ref={button} class="viewer-caption-text" onclick={open}>
                    <Icon name={IconName::Edit} />
                    if row.caption.is_empty() { <span>{ words.t("photo-caption-add") }</span> }
                    else { <span class="visually-hidden">{ words.t("photo-caption-edit") }{ ": " }</span><bdi dir="auto">{ &row.caption }</bdi> }
                </button>
            }
        </div>
    }
}
