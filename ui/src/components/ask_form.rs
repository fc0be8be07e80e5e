//! A few questions and a button, described by data: what the screens of accounts and workspaces are made of. What is wrong stands
//! beside its field, what failed above the button, and the first wrong field gets the focus.

use wire::Fault;
use wire::call::{PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN};
use yew::prelude::*;

use super::{Button, ButtonKind, Icon, IconName, Select, TextField};
use crate::backend;
use crate::words::{Words, use_words};

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum AskKind {
    /// A line of text.
    Text,
    /// As `Text`, and nothing is an answer too.
    Optional,
    /// An e-mail address.
    Email,
    /// The password there is.
    Password,
    /// A password to be.
    NewPassword,
    /// A code of a mail or of an authenticator.
    Code,
    /// One of these: value and text.
    Choice(Vec<(AttrValue, AttrValue)>),
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// Its element, and its name in the answers.
    pub id: &'static str,
    /// Its label.
    pub label: String,
    /// What is asked for.
    pub kind: AskKind,
    /// What it starts with.
    pub value: String,
    /// What to know about it.
    pub hint: Option<String>,
}

impl Ask {
    /// A question without a hint that starts empty.
    pub fn new(id: &'static str, label: String, kind: AskKind) -> Self {
        Self { id, label, kind, value: String::new(), hint: None }
    }

    /// The same with a first value.
    pub fn starting(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    /// The same with a hint.
    pub fn hinting(self, hint: String) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// What is wrong with an answer, as the key of its words.
    fn problem(&self, answer: &str) -> Option<&'static str> {
        let missing = answer.trim().is_empty().then_some("ask-missing");
        match self.kind {
            AskKind::Optional | AskKind::Choice(_) => None,
            AskKind::Text | AskKind::Password | AskKind::Code => missing,
            AskKind::Email => {
                let parts = answer.trim().split_once('@');
                let is_address = parts.is_some_and(|(name, host)| {
                    !name.is_empty() && (host.trim_matches('.').contains('.') || host == "localhost")
                });
                missing.or((!is_address).then_some("ask-email"))
            }
            AskKind::NewPassword => {
                let is_short = answer.chars().count() < PASSWORD_CHARS_MIN;
                let is_long = answer.len() > PASSWORD_BYTES_MAX;
                missing
                    .or(is_short.then_some("ask-password-short"))
                    .or(is_long.then_some("ask-password-long"))
            }
        }
    }

    /// The answer as it is handed on: passwords as they were typed, everything else without surrounding space.
    fn answer(&self, text: &str) -> String {
        match self.kind {
            AskKind::Password | AskKind::NewPassword => text.to_owned(),
            AskKind::Code => text.split_whitespace().collect(),
            AskKind::Text | AskKind::Optional | AskKind::Email | AskKind::Choice(_) => text.trim().to_owned(),
        }
    }
}

/// The form. `on_submit` gets the answers in the order of the questions, once all of them are answered well.
#[yew_autoprops::autoprops]
#[component]
pub fn AskForm(
    asks: &Vec<Ask>,
    submit: &AttrValue,
    on_submit: &Callback<Vec<String>>,
    #[prop_or_default] busy: bool,
    #[prop_or_default] fault: &Option<Fault>,
    #[prop_or_default] danger: bool,
    /// Whether it is beside what the screen is for.
    #[prop_or_default]
    quiet: bool,
    /// What stands beside the button.
    #[prop_or_default]
    children: &Html,
) -> Html {
    let words = use_words();
    let typed = use_state(Vec::<(&'static str, String)>::new);
    let tried = use_state_eq(|| false);
    let text_of = |ask: &Ask| {
        typed.iter().find(|(id, _)| *id == ask.id).map_or_else(|| ask.value.clone(), |(_, text)| text.clone())
    };
    let texts: Vec<String> = asks.iter().map(text_of).collect();
    let onsubmit = {
        let (asks, texts, tried, on_submit) = (asks.clone(), texts.clone(), tried.clone(), on_submit.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            match asks.iter().zip(&texts).find(|(ask, text)| ask.problem(text).is_some()) {
                Some((ask, _)) => {
                    backend::focus_id(ask.id);
                }
                None if busy => {}
                None => on_submit.emit(asks.iter().zip(&texts).map(|(ask, text)| ask.answer(text)).collect()),
            }
        })
    };
    let field = |(ask, text): (&Ask, String)| {
        let id = ask.id;
        let on_input = {
            let typed = typed.clone();
            Callback::from(move |text: String| {
                let mut all: Vec<_> = typed.iter().filter(|(known, _)| *known != id).cloned().collect();
                all.push((id, text));
                typed.set(all);
            })
        };
        let error = ask.problem(&text).filter(|_| *tried).map(|key| AttrValue::from(said(key, &words)));
        drawn(ask, text, error, on_input)
    };
    let kind = if danger {
        ButtonKind::Danger
    } else if quiet {
        ButtonKind::Secondary
    } else {
        ButtonKind::Primary
    };
    html! {
        <form class="ask" {onsubmit} novalidate=true>
            { for asks.iter().zip(texts).map(field) }
            <div role="alert">
                if let Some(fault) = fault {
                    <p class="field-error"><Icon name={IconName::Alert} />{ words.refused(fault) }</p>
                }
            </div>
            <div class="ask-foot">
                <Button {kind} submit=true disabled={busy}>{ submit }</Button>
                { children.clone() }
            </div>
        </form>
    }
}

fn said(key: &str, words: &Words) -> String {
    words.with(key, &[("n", PASSWORD_CHARS_MIN.into())])
}

fn drawn(ask: &Ask, value: String, error: Option<AttrValue>, on_input: Callback<String>) -> Html {
    let (kind, autocomplete, inputmode) = match &ask.kind {
        AskKind::Choice(options) => {
            return html! {
                <Select id={ask.id} label={ask.label.clone()} options={options.clone()} {value} on_change={on_input}
                    hint={ask.hint.clone().map(AttrValue::from)} />
            };
        }
        AskKind::Email => ("email", "username", "email"),
        AskKind::Password => ("password", "current-password", "text"),
        AskKind::NewPassword => ("password", "new-password", "text"),
        AskKind::Code => ("text", "one-time-code", "text"),
        AskKind::Text | AskKind::Optional => ("text", "off", "text"),
    };
    html! {
        <TextField id={ask.id} label={ask.label.clone()} {kind} {autocomplete} {inputmode} {value} {on_input} {error}
            hint={ask.hint.clone().map(AttrValue::from)} required={ask.kind != AskKind::Optional} />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(kind: AskKind) -> Ask {
        Ask::new("x", String::new(), kind)
    }

    #[test]
    fn an_answer_that_cannot_be_right_is_not_sent() {
        for (kind, answer, problem) in [
            (AskKind::Text, " ", Some("ask-missing")),
            (AskKind::Optional, "", None),
            (AskKind::Email, "ana", Some("ask-email")),
            (AskKind::Email, "@example.org", Some("ask-email")),
            (AskKind::Email, " ana@example.org ", None),
            (AskKind::Email, "ana@localhost", None),
            (AskKind::NewPassword, "too short", Some("ask-password-short")),
            (AskKind::NewPassword, "ten signs!", None),
            (AskKind::Password, "old", None),
        ] {
            assert_eq!(ask(kind.clone()).problem(answer), problem, "{kind:?} {answer:?}");
        }
    }

    #[test]
    fn a_password_keeps_its_spaces_and_a_code_loses_them() {
        assert_eq!(ask(AskKind::NewPassword).answer(" a b "), " a b ");
        assert_eq!(ask(AskKind::Code).answer(" 123 456 "), "123456");
        assert_eq!(ask(AskKind::Email).answer(" ana@example.org "), "ana@example.org");
    }
}
