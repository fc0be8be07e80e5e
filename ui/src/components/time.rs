//! Civil days and times, by the platform's own pickers: they speak every locale and every keyboard.

use chrono::{NaiveDate, NaiveTime, Timelike};
use yew::prelude::*;

use super::{Field, describe};
use crate::backend;

/// A civil day; `None` while it is being typed or was cleared.
#[yew_autoprops::autoprops]
#[component]
pub fn DateField(
    id: &AttrValue,
    label: &AttrValue,
    value: &Option<NaiveDate>,
    on_change: &Callback<Option<NaiveDate>>,
    #[prop_or_default] hint: &Option<AttrValue>,
    #[prop_or_default] error: &Option<AttrValue>,
    #[prop_or_default] class: &Classes,
) -> Html {
    let value = *value;
    let onchange = {
        let on_change = on_change.clone();
        Callback::from(move |event: Event| on_change.emit(backend::change_value(&event).parse().ok()))
    };
    html! {
        <Field {id} {label} hint={hint.clone()} error={error.clone()} class={class.clone()}>
            <input id={id.clone()} type="date" class="input" min="1900-01-01" max="2199-12-31" {onchange}
                value={value.map(|day| day.to_string()).unwrap_or_default()}
                aria-invalid={error.is_some().then_some("true")}
                aria-describedby={describe(id, hint.is_some(), error.is_some())} />
        </Field>
    }
}

/// A local time; `None` when it is not known.
#[yew_autoprops::autoprops]
#[component]
pub fn TimeField(
    id: &AttrValue,
    label: &AttrValue,
    value: &Option<NaiveTime>,
    on_change: &Callback<Option<NaiveTime>>,
    #[prop_or_default] hint: &Option<AttrValue>,
    #[prop_or_default] error: &Option<AttrValue>,
    #[prop_or_default] class: &Classes,
) -> Html {
    let value = *value;
    let onchange = {
        let on_change = on_change.clone();
        Callback::from(move |event: Event| {
            let text = backend::change_value(&event);
            on_change.emit(text.parse().or_else(|_| format!("{text}:00").parse()).ok());
        })
    };
    html! {
        <Field {id} {label} hint={hint.clone()} error={error.clone()} class={class.clone()}>
            <input id={id.clone()} type="time" class="input" {onchange}
                value={value.map(|time| format!("{:02}:{:02}", time.hour(), time.minute())).unwrap_or_default()}
                aria-invalid={error.is_some().then_some("true")}
                aria-describedby={describe(id, hint.is_some(), error.is_some())} />
        </Field>
    }
}
