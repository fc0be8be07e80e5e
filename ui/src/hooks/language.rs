//! The words of a language, loaded once: English is there at once, the others come from a file beside the page.

use std::cell::RefCell;
use std::collections::BTreeMap;

use yew::prelude::*;

use crate::backend;
use crate::words::{Words, is_built_in};

thread_local! {
    static LOADED: RefCell<BTreeMap<&'static str, Words>> = RefCell::default();
}

fn known(language: &'static str) -> Option<Words> {
    LOADED.with_borrow_mut(|loaded| {
        if is_built_in(language) && !loaded.contains_key(language) {
            loaded.insert(language, Words::built_in(language));
        }
        loaded.get(language).cloned()
    })
}

/// The words of `language` once they are there; English where its file cannot be had.
#[hook]
pub fn use_language(language: &'static str) -> Option<Words> {
    let arrived = use_state_eq(|| None::<&'static str>);
    {
        let arrived = arrived.clone();
        use_effect_with(language, move |language| {
            let language = *language;
            if known(language).is_some() {
                return;
            }
            backend::spawn(async move {
                let words = match backend::page_text(&format!("words-{language}")).await {
                    Ok(text) => Words::of_catalogue(language, &text),
                    Err(_) => Words::built_in("en"),
                };
                LOADED.with_borrow_mut(|loaded| loaded.insert(language, words));
                arrived.set(Some(language));
            });
        });
    }
    known(language)
}
