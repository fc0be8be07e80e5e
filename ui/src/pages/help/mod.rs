//! Help that needs no network: the user's guide in the language of the interface, with a list of its sections to jump to.

mod outline;

use yew::prelude::*;

use crate::backend;
use crate::words::use_words;
use outline::{Block, Span};

/// The guide in one language; English for languages that have none.
fn guide(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or_default() {
        "es" => include_str!("../../../../docs/user/es.md"),
        "de" => include_str!("../../../../docs/user/de.md"),
        _ => include_str!("../../../../docs/user/en.md"),
    }
}

/// The help page.
#[component]
pub fn HelpPage() -> Html {
    let words = use_words();
    let blocks = use_memo(words.language().to_owned(), |language| outline::read(guide(language)));
    let sections = blocks.iter().enumerate().filter_map(|(at, block)| match block {
        Block::Heading(2, title) => Some((at, title.clone())),
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
        Block::Heading(1, title) => html! { <h1>{ title }</h1> },
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
