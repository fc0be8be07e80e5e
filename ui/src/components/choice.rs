//! Choosing one of a few: a segmented row, a switch, and the small rounded chips of filters and readings.

use yew::prelude::*;

use super::{Icon, IconName};
use crate::backend;

/// One of a few, all visible: a group of radio buttons.
#[yew_autoprops::autoprops]
#[component]
pub fn Segmented(
    label: &AttrValue,
    name: &AttrValue,
    options: &Vec<(AttrValue, AttrValue)>,
    value: &AttrValue,
    on_change: &Callback<String>,
    #[prop_or_default] class: &Classes,
    #[prop_or_default] icons: &Vec<IconName>,
) -> Html {
    let option = |(at, (key, text)): (usize, &(AttrValue, AttrValue))| {
        let onchange = {
            let (on_change, key) = (on_change.clone(), key.to_string());
            Callback::from(move |_: Event| on_change.emit(key.clone()))
        };
        html! {
            <label class="segment" key={key.to_string()}>
                <input type="radio" name={name.clone()} value={key.clone()} checked={key == value} {onchange} />
                <span class="segment-face">
                    if let Some(icon) = icons.get(at) { <Icon name={*icon} /> }
                    <span>{ text }</span>
                </span>
            </label>
        }
    };
    html! {
        <div role="radiogroup" aria-label={label.clone()} class={classes!("segmented", class.clone())}>
            { for options.iter().enumerate().map(option) }
        </div>
    }
}

/// On or off.
#[yew_autoprops::autoprops]
#[component]
pub fn Switch(
    label: &AttrValue,
    on: bool,
    on_change: &Callback<bool>,
    #[prop_or_default] hint: &Option<AttrValue>,
) -> Html {
    let onchange = {
        let on_change = on_change.clone();
        Callback::from(move |event: Event| on_change.emit(backend::change_checked(&event)))
    };
    html! {
        <label class="switch">
            <input type="checkbox" role="switch" checked={on} {onchange} />
            <span class="switch-track" aria-hidden="true"></span>
            <span class="switch-text">
                <span>{ label }</span>
                if let Some(hint) = hint { <small class="hint">{ hint }</small> }
            </span>
        </label>
    }
}

/// A small rounded label; pressed to open or choose, with a cross to take away.
#[yew_autoprops::autoprops]
#[component]
pub fn Chip(
    children: &Html,
    #[prop_or_default] icon: &Option<IconName>,
    #[prop_or_default] on_press: &Option<Callback<MouseEvent>>,
    #[prop_or_default] on_remove: &Option<Callback<MouseEvent>>,
    #[prop_or_default] remove_label: &AttrValue,
    #[prop_or_default] selected: bool,
    #[prop_or_default] class: &Classes,
    #[prop_or_default] title: &Option<AttrValue>,
) -> Html {
    let icon = *icon;
    let face = html! {
        <>
            if let Some(name) = icon { <Icon {name} /> }
            <span class="chip-text">{ children.clone() }</span>
        </>
    };
    html! {
        <span class={classes!("chip", selected.then_some("chip-selected"), class.clone())} title={title.clone()}>
            if let Some(onclick) = on_press {
                <button type="button" class="chip-face" onclick={onclick.clone()}
                    aria-pressed={selected.then_some("true")}>{ face }</button>
            } else {
                <span class="chip-face">{ face }</span>
            }
            if let Some(onclick) = on_remove {
                <button type="button" class="chip-remove" onclick={onclick.clone()} aria-label={remove_label.clone()}>
                    <Icon name={IconName::Close} />
                </button>
            }
        </span>
    }
}
