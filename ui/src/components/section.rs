//! The frame of screens made of groups: a title, a way back, and cards with a name each.

use yew::prelude::*;

use super::{Icon, IconName};
use crate::route::{Link, Route};
use crate::words::Words;

/// A page below the settings.
pub fn page(words: &Words, title: String, back: Route, content: Html) -> Html {
    html! {
        <div class="page settings">
            <header class="page-head">
                <Link to={back} class="icon-button page-back" label={AttrValue::from(words.t("back"))}><Icon name={IconName::ArrowStart} /></Link>
                <h1 class="page-title">{ title }</h1>
            </header>
            { content }
        </div>
    }
}

/// A card with its name.
pub fn section(id: &'static str, title: String, content: Html) -> Html {
    html! {
        <section class="card settings-group" aria-labelledby={id}>
            <h2 {id}>{ title }</h2>
            <div class="settings-part">{ content }</div>
        </section>
    }
}
