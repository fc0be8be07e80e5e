//! What every screen needs: settings, today, currencies, words and formats. The theme, density, language and direction are set on
//! `<html>` from here.

use std::rc::Rc;

use wire::call::{Settings, Start, StartReply};
use yew::prelude::*;

use super::language::use_language;
use super::query::{Loaded, use_query};
use crate::backend;
use crate::components::{FailedState, PairScreen};
use crate::format::Format;
use crate::words::{Words, choose};

/// The world as `Start` described it.
#[derive(Clone, PartialEq)]
pub struct Session {
    /// The core's answer.
    pub start: Rc<StartReply>,
    /// Locale of numbers and dates, `de-CH`.
    pub locale: Rc<str>,
}

impl Session {
    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.start.settings
    }

    /// The civil day where the device is.
    pub fn today(&self) -> chrono::NaiveDate {
        self.start.today
    }

    fn of(start: Rc<StartReply>, words: &Words) -> Self {
        let locale = crate::format::locale_of(&start.settings, words.language(), &backend::languages());
        Self { start, locale: locale.into() }
    }
}

/// Loads the session and shows what is inside once it is there.
#[component]
pub fn SessionProvider(props: &yew::html::ChildrenProps) -> Html {
    let start = use_query(Start {});
    let ready = start.ready().cloned();
    // The device's language is on its way while the core is asked; a start that failed is told in it too.
    let chosen = ready.as_ref().and_then(|start| start.settings.language.clone());
    let words = use_language(choose(chosen.as_deref(), &backend::languages()));
    // What is shown stays in its language until the words of another one are there.
    let shown = use_mut_ref(|| Rc::new(None));
    let made = use_memo((ready, words.clone()), |(ready, words)| {
        ready.clone().zip(words.clone()).map(|(start, words)| {
            let session = Session::of(start, &words);
            let format = Format::new(&session, &words);
            apply(&session, &words);
            (session, words, format)
        })
    });
    if words.is_some() {
        *shown.borrow_mut() = made;
    }
    let made = shown.borrow().clone();
    let lost = || words.clone().unwrap_or_else(|| Words::built_in("en"));
    match (&*made, &start.state) {
        (Some((session, words, format)), _) => html! {
            <ContextProvider<Words> context={words.clone()}>
                <ContextProvider<Session> context={session.clone()}>
                    <ContextProvider<Format> context={format.clone()}>{ props.children.clone() }</ContextProvider<Format>>
                </ContextProvider<Session>>
            </ContextProvider<Words>>
        },
        (None, Loaded::Failed(fault)) if fault.code == wire::Code::NotPaired => html! {
            <ContextProvider<Words> context={lost()}><PairScreen /></ContextProvider<Words>>
        },
        (None, Loaded::Failed(fault)) => html! {
            <ContextProvider<Words> context={lost()}>
                <main class="boot"><FailedState fault={fault.clone()} on_retry={start.retry.clone()} /></main>
            </ContextProvider<Words>>
        },
        // Local data is there within a blink; a spinner would only flash.
        (None, Loaded::Loading | Loaded::Ready(_)) => html! { <main class="boot" aria-busy="true"></main> },
    }
}

fn apply(session: &Session, words: &Words) {
    let settings = session.settings();
    backend::set_root_attribute("data-theme", &settings.theme);
    backend::set_root_attribute("data-density", &settings.density);
    backend::set_root_attribute("lang", words.language());
    backend::set_root_attribute("dir", if words.is_rtl() { "rtl" } else { "ltr" });
    crate::words::set_number_locale(&session.locale);
}

/// The session.
#[hook]
pub fn use_session() -> Session {
    use_context::<Session>().expect("the screen is inside SessionProvider")
}
