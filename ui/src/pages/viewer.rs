//! A photograph as large as the window, with its neighbours a key away.

use domain::read::AttachmentRow;
use wire::call::Variant;
use yew::prelude::*;

use crate::backend;
use crate::components::{Dialog, IconButton, IconName};
use crate::words::use_words;

/// The viewer, open at one of the photographs.
#[yew_autoprops::autoprops]
#[component]
pub fn PhotoViewer(photos: &Vec<AttachmentRow>, at: usize, on_close: &Callback<()>) -> Html {
    let words = use_words();
    let shown = use_state_eq(|| at);
    let Some(row) = photos.get(*shown) else { return Html::default() };
    let count = photos.len();
    let step = |step: usize| {
        let shown = shown.clone();
        move || shown.set((*shown + step) % count)
    };
    let (next, previous) = (step(1), step(count - 1));
    let onkeydown = {
        let (next, previous) = (next.clone(), previous.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "ArrowRight" | "j" => next(),
            "ArrowLeft" | "k" => previous(),
            _ => {}
        })
    };
    let title = words.with(
        "photo-of",
        &[("kind", words.photo_kind(row.kind).into()), ("n", (*shown + 1).into()), ("count", count.into())],
    );
    let alt = if row.caption.is_empty() { words.photo_kind(row.kind) } else { row.caption.clone() };
    html! {
        <Dialog title={title.clone()} on_close={on_close.clone()} class="viewer" bare=true>
            <div class="viewer-stage" {onkeydown}>
                if row.is_here {
                    <img src={backend::media_url(row.blob, Variant::Screen)} {alt} />
                } else {
                    <p class="state-text">{ words.t("photo-elsewhere") }</p>
                }
                <div class="viewer-bar">
                    <IconButton icon={IconName::Close} label={words.t("close")} onclick={on_close.reform(|_: MouseEvent| ())} />
                    <span class="viewer-title">{ title }</span>
                    if count > 1 {
                        <IconButton icon={IconName::ChevronStart} label={words.t("photo-previous")} onclick={Callback::from(move |_: MouseEvent| previous())} />
                        <IconButton icon={IconName::ChevronEnd} label={words.t("photo-next")} onclick={Callback::from(move |_: MouseEvent| next())} />
                    }
                    <a class="icon-button" href={backend::media_url(row.blob, Variant::Original)} target="_blank" rel="noopener"
                        download={row.file_name.clone().unwrap_or_else(|| "photo".to_owned())} aria-label={words.t("photo-original")} title={words.t("photo-original")}>
                        <crate::components::Icon name={IconName::Download} />
                    </a>
                </div>
            </div>
        </Dialog>
    }
}
