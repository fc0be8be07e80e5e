//! `meal search TEXT`: words as they are, with no query language.

use domain::query::{Query, Term};
use wire::call::QueryText;

use super::list::{Page, answer};
use crate::book::Book;
use crate::output::Output;
use crate::{Error, Result};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Words; case and accents do not matter, the last may be the start of a word.
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
    #[command(flatten)]
    page: Page,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let text = args.text.join(" ");
    if text.trim().is_empty() {
        return Err(Error::Missing {
            what: "the text to search for",
            hint: "an example: meal search casa lola",
        });
    }
    answer(book, QueryText::Parsed(Query::of(Term::Text(text))), args.page, output).await
}
