//! A form over the fields of one kind: each control shows a value and writes it back into a copy of the whole.

use yew::prelude::*;

use crate::components::{DateField, Select, Switch, TextArea, TextField};
use crate::words::Words;

/// Values and what to do with changed ones.
pub struct Form<D> {
    /// The fields as they are.
    pub draft: D,
    /// They changed.
    pub on_change: Callback<D>,
    /// Words of the screen.
    pub words: Words,
}

impl<D: Clone + 'static> Form<D> {
    /// A callback that writes a value into the draft.
    pub fn set<T: 'static>(&self, write: impl Fn(&mut D, T) + 'static) -> Callback<T> {
        let (draft, on_change) = (self.draft.clone(), self.on_change.clone());
        Callback::from(move |value: T| {
            let mut draft = draft.clone();
            write(&mut draft, value);
            on_change.emit(draft);
        })
    }

    /// A line of text; `key` is its word and, with it, its id.
    pub fn text(&self, key: &'static str, value: &str, write: fn(&mut D, String)) -> Html {
        self.typed(key, "text", value, write)
    }

    /// A line of text of a type that brings its own keyboard: `url`, `email`, `tel`.
    pub fn typed(
        &self,
        key: &'static str,
        kind: &'static str,
        value: &str,
        write: fn(&mut D, String),
    ) -> Html {
        html! { <TextField id={key} {kind} label={self.words.t(key)} value={value.to_owned()} on_input={self.set(write)} /> }
    }

    /// Several lines of text.
    pub fn area(
        &self,
        key: &'static str,
        hint: Option<String>,
        value: &str,
        write: fn(&mut D, String),
    ) -> Html {
        html! {
            <TextArea id={key} label={self.words.t(key)} hint={hint.map(AttrValue::from)} rows=3 value={value.to_owned()}
                on_input={self.set(write)} />
        }
    }

    /// One of a list; the first choice is "not said".
    pub fn select(
        &self,
        key: &'static str,
        choices: Vec<(String, String)>,
        value: String,
        write: fn(&mut D, String),
    ) -> Html {
        let none = (AttrValue::default(), AttrValue::from(self.words.t("detail-not-said")));
        let choices =
            choices.into_iter().map(|(value, text)| (AttrValue::from(value), AttrValue::from(text)));
        let options: Vec<(AttrValue, AttrValue)> = std::iter::once(none).chain(choices).collect();
        html! { <Select id={key} label={self.words.t(key)} {options} {value} on_change={self.set(write)} /> }
    }

    /// On or off.
    pub fn switch(&self, key: &'static str, on: bool, write: fn(&mut D, bool)) -> Html {
        html! { <Switch label={self.words.t(key)} {on} on_change={self.set(write)} /> }
    }

    /// A day.
    pub fn day(
        &self,
        key: &'static str,
        value: Option<chrono::NaiveDate>,
        write: fn(&mut D, Option<chrono::NaiveDate>),
    ) -> Html {
        html! { <DateField id={key} label={self.words.t(key)} {value} on_change={self.set(write)} /> }
    }

    /// Fields that belong together, with a heading.
    pub fn group(&self, key: &str, fields: Html) -> Html {
        html! { <fieldset class="editor-group"><legend>{ self.words.t(key) }</legend>{ fields }</fieldset> }
    }
}
