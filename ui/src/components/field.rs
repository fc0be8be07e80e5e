//! A labelled control with a hint and an error, tied together for screen readers; text, text area and select.

use yew::prelude::*;

use super::{Icon, IconName};
use crate::backend;

/// The ids that describe a control: its hint and its error, as far as there are.
pub fn describe(id: &str, hint: bool, error: bool) -> Option<AttrValue> {
    let mut ids = Vec::new();
    if error {
        ids.push(format!("{id}-error"));
    }
    if hint {
        ids.push(format!("{id}-hint"));
    }
    (!ids.is_empty()).then(|| ids.join(" ").into())
}

/// The frame of a control: label above, hint and error below. The control itself must have `id` and `describe(…)`.
#[yew_autoprops::autoprops]
#[component]
pub fn Field(
    id: &AttrValue,
    label: &AttrValue,
    children: &Html,
    #[prop_or_default] hint: &Option<AttrValue>,
    #[prop_or_default] error: &Option<AttrValue>,
    #[prop_or_default] class: &Classes,
    #[prop_or_default] aside: &Option<Html>,
) -> Html {
    html! {
        <div class={classes!("field", error.is_some().then_some("field-wrong"), class.clone())}>
            <div class="field-head">
                <label for={id.clone()} class="field-label">{ label }</label>
                if let Some(aside) = aside { { aside.clone() } }
            </div>
            { children.clone() }
            if let Some(error) = error {
                <p class="field-error" id={format!("{id}-error")}><Icon name={IconName::Alert} />{ error }</p>
            }
            if let Some(hint) = hint { <p class="hint" id={format!("{id}-hint")}>{ hint }</p> }
        </div>
    }
}

/// A line of text.
#[yew_autoprops::autoprops]
#[component]
pub fn TextField(
    id: &AttrValue,
    label: &AttrValue,
    value: &AttrValue,
    on_input: &Callback<String>,
    #[prop_or_default] hint: &Option<AttrValue>,
    #[prop_or_default] error: &Option<AttrValue>,
    #[prop_or_default] placeholder: &Option<AttrValue>,
    #[prop_or(AttrValue::Static("text"))] kind: &AttrValue,
    #[prop_or_default] inputmode: &Option<AttrValue>,
    #[prop_or_default] class: &Classes,
    #[prop_or_default] required: bool,
    #[prop_or_default] node: &NodeRef,
    /// What a password manager may fill in.
    #[prop_or(AttrValue::Static("off"))]
    autocomplete: &AttrValue,
) -> Html {
    let oninput = {
        let on_input = on_input.clone();
        Callback::from(move |event: InputEvent| on_input.emit(backend::input_value(&event)))
    };
    html! {
        <Field {id} {label} hint={hint.clone()} error={error.clone()} class={class.clone()}>
            <input ref={node.clone()} id={id.clone()} type={kind.clone()} class="input" value={value.clone()} {oninput} {required}
                dir="auto" autocomplete={autocomplete.clone()} placeholder={placeholder.clone()} inputmode={inputmode.clone()}
                aria-invalid={error.is_some().then_some("true")}
                aria-describedby={describe(id, hint.is_some(), error.is_some())} />
        </Field>
    }
}

/// Several lines of text.
#[yew_autoprops::autoprops]
#[component]
pub fn TextArea(
    id: &AttrValue,
    label: &AttrValue,
    value: &AttrValue,
    on_input: &Callback<String>,
    #[prop_or_default] hint: &Option<AttrValue>,
    #[prop_or_default] error: &Option<AttrValue>,
    #[prop_or(2)] rows: u32,
    #[prop_or_default] class: &Classes,
) -> Html {
    let oninput = {
        let on_input = on_input.clone();
        Callback::from(move |event: InputEvent| on_input.emit(backend::input_value(&event)))
    };
    html! {
        <Field {id} {label} hint={hint.clone()} error={error.clone()} class={class.clone()}>
            <textarea id={id.clone()} class="input" rows={rows.to_string()} value={value.clone()} {oninput} dir="auto"
                aria-invalid={error.is_some().then_some("true")}
                aria-describedby={describe(id, hint.is_some(), error.is_some())} />
        </Field>
    }
}

/// One of a list, by the platform's own control.
#[yew_autoprops::autoprops]
#[component]
pub fn Select(
    id: &AttrValue,
    label: &AttrValue,
    options: &Vec<(AttrValue, AttrValue)>,
    value: &AttrValue,
    on_change: &Callback<String>,
    #[prop_or_default] hint: &Option<AttrValue>,
    #[prop_or_default] error: &Option<AttrValue>,
    #[prop_or_default] class: &Classes,
    #[prop_or_default] hide_label: bool,
) -> Html {
    let onchange = {
        let on_change = on_change.clone();
        Callback::from(move |event: Event| on_change.emit(backend::change_value(&event)))
    };
    let option = |(key, text): &(AttrValue, AttrValue)| {
        html! { <option key={key.to_string()} value={key.clone()} selected={key == value}>{ text }</option> }
    };
    let class = classes!(class.clone(), hide_label.then_some("field-label-hidden"));
    html! {
        <Field {id} {label} hint={hint.clone()} error={error.clone()} {class}>
            <span class="select">
                <select id={id.clone()} class="input" {onchange} aria-invalid={error.is_some().then_some("true")}
                    aria-describedby={describe(id, hint.is_some(), error.is_some())}>
                    { for options.iter().map(option) }
                </select>
                <Icon name={IconName::ChevronDown} />
            </span>
        </Field>
    }
}
