//! `meal void ID… --reason TEXT`, `meal void ID… --unvoid`

use wire::call::VoidExpenses;

use super::delete::answer;
use crate::book::Book;
use crate::output::Output;
use crate::{Result, ids};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The expenses: their ids, or the first eight digits of each or more.
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Why; it stays with the expense.
    #[arg(long, required_unless_present = "unvoid", conflicts_with = "unvoid")]
    reason: Option<String>,
    /// Take the void back.
    #[arg(long)]
    unvoid: bool,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let ids = ids::expenses(book, &args.ids).await?;
    for id in &ids {
        super::show::get(book, *id).await?;
    }
    let done = if args.unvoid { "counted again" } else { "voided" };
    let changed = book.ask(VoidExpenses { ids: ids.clone(), reason: args.reason }).await?;
    answer(output, &ids, &changed, done)
}
