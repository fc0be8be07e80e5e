//! Help that needs no network: the user's guide in the language of the interface, with a list of its sections to jump to. It is a
//! file beside the page.

mod outline;

use std::rc::Rc;

use yew::prelude::*;

use crate::backend;
use crate::components::{FailedState, Skeleton};
use crate::hooks::Loaded;
use crate::words::use_words;
use outline::{Block, Span};

/// The name of the guide in one language; English for languages that have none.
fn guide(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or_default() {
        "es" => "help-es",
        "de" => "help-de",
        _ => "help-en",
    }
}

/// The help page.
#[component]
pub fn HelpPage() -> Html {
    let words = use_words();
    let text = use_state_eq(|| Loaded::<Rc<str>>::Loading);
    let attempt = use_state_eq(|| 0u32);
    {
        let text = text.clone();
        use_effect_with((guide(words.language()), *attempt), move |(guide, _)| {
            let guide = *guide;
            backend::spawn(async move {
                let loaded = backend::page_text(guide).await;
                text.set(loaded.map_or_else(Loaded::Failed, |text| Loaded::Ready(text.into())));
            });
        });
    }
    match &*text {
        Loaded::Loading => html! { <div class="page"><Skeleton rows=8 /></div> },
        Loaded::Failed(fault) => {
            let on_retry = Callback::from(move |()| attempt.set(*attempt + 1));
            html! { <div class="page"><FailedState fault={fault.clone()} {on_retry} /></div> }
        }
        Loaded::Ready(text) => html! { <Guide text={text.clone()} /> },
    }
}

#[yew_autoprops::autoprops]
#[component]
fn Guide(text: &Rc<str>) -> Html {
    let words = use_words();
    let blocks = use_memo(text.clone(), |text| outline::read(text));
    let sections = blocks.iter().enumerate().filter_map(|(at, block)| match block {
        // The texts behind the guide begin with a title of their own, which is a section here.
        Block::Heading(level, title) if *level == 2 || at > 0 => Some((at, title.clone())),
        Block::Heading(..) | Block::Paragraph(_) | Block::List(_) | Block::Table(..) => None,
    });
    let jump = |(at, title): (usize, String)| {
        let onclick = Callback::from(move |_: MouseEvent| {
            backend::scroll_to_id(&section_id(at));
            backend::focus_id(&section_id(at));
        });
        html! { <li><button type="button" class="help-jump" {onclick}>{ title }</button></li> }
    };
    html! {
        <article class="page help">
            <nav class="help-contents" aria-label={words.t("help-contents")}>
                <ol>{ for sections.map(jump) }</ol>
            </nav>
            <div class="help-text">{ for blocks.iter().enumerate().map(|(at, block)| drawn(at, block)) }</div>
        </article>
    }
}

fn section_id(at: usize) -> String {
    format!("help-{at}")
}

fn drawn(at: usize, block: &Block) -> Html {
    match block {
        Block::Heading(1, title) if at == 0 => html! { <h1>{ title }</h1> },
        Block::Heading(_, title) => html! { <h2 id={section_id(at)} tabindex="-1">{ title }</h2> },
        Block::Paragraph(spans) => html! { <p>{ line(spans) }</p> },
        Block::List(items) => {
            html! { <ul>{ for items.iter().map(|spans| html! { <li>{ line(spans) }</li> }) }</ul> }
        }
        Block::Table(head, rows) => table(head, rows),
    }
}

fn table(head: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) -> Html {
    let row = |cells: &Vec<Vec<Span>>| {
        let cell = |(at, spans): (usize, &Vec<Span>)| {
            if at == 0 {
                html! { <th scope="row">{ line(spans) }</th> }
            } else {
                html! { <td>{ line(spans) }</td> }
            }
        };
        html! { <tr>{ for cells.iter().enumerate().map(cell) }</tr> }
    };
    html! {
        <table class="help-table">
            <thead><tr>{ for head.iter().map(|spans| html! { <th scope="col">{ line(spans) }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().map(row) }</tbody>
        </table>
    }
}

fn line(spans: &[Span]) -> Html {
    let span = |span: &Span| match span {
        // The keys of one shortcut stay on one line.
        Span::Plain(text) if text == " + " => html! { { "\u{a0}+\u{a0}" } },
        Span::Plain(text) => html! { { text } },
        Span::Code(text) => html! { <kbd dir="ltr">{ text }</kbd> },
        Span::Strong(text) => html! { <strong>{ text }</strong> },
    };
    html! { <>{ for spans.iter().map(span) }</> }
}
