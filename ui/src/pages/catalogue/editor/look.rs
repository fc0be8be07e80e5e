//! Choosing a colour and a picture: radio buttons whose faces are what they stand for.

use yew::prelude::*;

use crate::components::{Dot, Icon, IconName};
use crate::pages::catalogue::icons::{COLORS, CategoryIcon, ICONS};
use crate::words::use_words;

/// Properties of both choices.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is chosen.
    pub value: Option<String>,
    /// Another choice.
    pub on_change: Callback<Option<String>>,
}

fn option(name: &'static str, props: &Props, value: Option<String>, label: String, face: Html) -> Html {
    let checked = props.value == value;
    let onchange = props.on_change.reform(move |_: Event| value.clone());
    html! {
        <label class="look-option" title={label.clone()}>
            <input type="radio" {name} {checked} aria-label={label} {onchange} />
            <span class="look-face" aria-hidden="true">{ face }</span>
        </label>
    }
}

fn none(name: &'static str, props: &Props, label: String) -> Html {
    option(name, props, None, label, html! { <Icon name={IconName::Close} /> })
}

/// A colour of the palette; one that came from elsewhere is kept and shown as well.
#[component]
pub fn ColorChoice(props: &Props) -> Html {
    let words = use_words();
    let color = |value: &str, label: String| {
        option(
            "color",
            props,
            Some(value.to_owned()),
            label,
            html! { <Dot color={value.to_owned()} class="look-dot" /> },
        )
    };
    let own = props.value.as_deref().filter(|value| COLORS.iter().all(|(known, _)| known != value));
    html! {
        <fieldset class="editor-group look">
            <legend>{ words.t("detail-color") }</legend>
            <div class="look-options">
                { none("color", props, words.t("catalogue-color-none")) }
                { for COLORS.iter().map(|(value, name)| color(value, words.t(&format!("catalogue-color-{name}")))) }
                if let Some(own) = own { { color(own, own.to_owned()) } }
            </div>
        </fieldset>
    }
}

/// A picture for a category.
#[component]
pub fn IconChoice(props: &Props) -> Html {
    let words = use_words();
    let icon = |name: &&'static str| {
        let label = words.t(&format!("catalogue-icon-{name}"));
        option("icon", props, Some((*name).to_owned()), label, html! { <CategoryIcon name={*name} /> })
    };
    html! {
        <fieldset class="editor-group look">
            <legend>{ words.t("detail-icon") }</legend>
            <div class="look-options">
                { none("icon", props, words.t("catalogue-icon-none")) }
                { for ICONS.iter().map(icon) }
            </div>
        </fieldset>
    }
}
