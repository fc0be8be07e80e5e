//! `meal restore ID…`

use wire::call::RestoreExpenses;

use super::delete::answer;
use crate::book::Book;
use crate::output::Output;
use crate::{Result, ids};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The expenses: their ids, or the first eight digits of each or more.
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let ids = ids::expenses(book, &args.ids).await?;
    for id in &ids {
        super::show::get(book, *id).await?;
    }
    let changed = book.ask(RestoreExpenses { ids: ids.clone() }).await?;
    answer(output, &ids, &changed, "out of the trash")
}
