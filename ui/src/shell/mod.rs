//! The frame around the screens.

use yew::prelude::*;

/// The frame.
#[component]
pub fn Shell() -> Html {
    html! { <main></main> }
}
