//! How far the core has come with a file, asked for while it is at it.

use uuid::Uuid;
use wire::call::{ImportProgress, WatchImport};
use yew::prelude::*;

use crate::backend;
use crate::format::use_format;
use crate::words::use_words;

/// How often the core is asked.
const ASK_EVERY_MS: u32 = 200;

/// Properties of `Progress`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The handle of the upload.
    pub file: Uuid,
    /// What is being done, for those who do not see the bar.
    pub label: AttrValue,
}

/// A bar, and the rows in figures.
#[component]
pub fn Progress(props: &Props) -> Html {
    let (words, format) = (use_words(), use_format());
    let seen = use_state(|| (ImportProgress::default(), 0_u32));
    {
        let seen = seen.clone();
        use_effect_with((props.file, seen.1), move |&(file, turn)| {
            let timer = backend::after_ms(ASK_EVERY_MS, move || {
                backend::spawn(async move {
                    // A failure here is told by the answer that everybody waits for.
                    let now = backend::call(WatchImport { file }).await.unwrap_or(seen.0);
                    seen.set((now, turn.wrapping_add(1)));
                });
            });
            move || drop(timer)
        });
    }
    let progress = seen.0;
    let figures =
        [("done", format.number(progress.done).into()), ("rows", format.number(progress.rows).into())];
    html! {
        <div class="import-progress">
            if progress.rows > 0 {
                <progress aria-label={&props.label} max={progress.rows.to_string()} value={progress.done.to_string()} />
                <span class="import-progress-text">{ words.with("import-progress", &figures) }</span>
            } else {
                <progress aria-label={&props.label} />
            }
        </div>
    }
}
