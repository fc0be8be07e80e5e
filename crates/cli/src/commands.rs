//! One file for each command.

pub mod account;
pub mod add;
pub mod attach;
pub mod catalogue;
pub mod conflicts;
pub mod delete;
pub mod demo;
pub mod doctor;
pub mod duplicate;
pub mod edit;
pub mod history;
pub mod import;
pub mod list;
pub mod parked;
pub mod restore;
pub mod search;
pub mod serve;
pub mod show;
pub mod sync;
pub mod totals;
pub mod undo;
pub mod void;
pub mod workspace;

use domain::read::CatalogueKind;

use crate::Result;
use crate::args::{Cli, Command};
use crate::book::Book;
use crate::output::Output;

/// Opens the book and runs the command; answers the exit code.
pub async fn run(cli: Cli, output: &mut Output<'_>) -> Result<u8> {
    let mut book = Book::open(cli.db, output).await?;
    let code = answer(&mut book, cli.command, output).await;
    book.app.close().await;
    code
}

async fn answer(book: &mut Book, command: Command, output: &mut Output<'_>) -> Result<u8> {
    match command {
        Command::Add(args) => add::run(book, *args, output).await,
        Command::List(args) => list::run(book, args, output).await,
        Command::Show(args) => show::run(book, args, output).await,
        Command::Edit(args) => edit::run(book, args, output).await,
        Command::Duplicate(args) => duplicate::run(book, args, output).await,
        Command::Void(args) => void::run(book, args, output).await,
        Command::Delete(args) => delete::run(book, args, output).await,
        Command::Restore(args) => restore::run(book, args, output).await,
        Command::Undo => undo::run(book, undo::Which::Undo, output).await,
        Command::Redo => undo::run(book, undo::Which::Redo, output).await,
        Command::History(args) => history::run(book, args, output).await,
        Command::Attach(args) => attach::run(book, args, output).await,
        Command::Search(args) => search::run(book, args, output).await,
        Command::Totals(args) => totals::run(book, args, output).await,
        Command::Import(args) => import::run(book, args, output).await,
        Command::Places(args) => catalogue::run(book, CatalogueKind::Place, args, output).await,
        Command::Merchants(args) => catalogue::run(book, CatalogueKind::Merchant, args, output).await,
        Command::Categories(args) => catalogue::run(book, CatalogueKind::Category, args, output).await,
        Command::Tags(args) => catalogue::run(book, CatalogueKind::Tag, args, output).await,
        Command::People(args) => catalogue::run(book, CatalogueKind::Person, args, output).await,
        Command::Payments(args) => catalogue::run(book, CatalogueKind::PaymentMethod, args, output).await,
        Command::Trips(args) => catalogue::run(book, CatalogueKind::Trip, args, output).await,
        Command::Demo(args) => demo::run(book, args, output).await,
        Command::Doctor => doctor::run(book, output).await,
        Command::Serve(args) => serve::run(book, args, output).await,
        Command::Account(args) => account::run(book, args, output).await,
        Command::Sync(args) => sync::run(book, args, output).await,
        Command::Workspace(args) => workspace::run(book, args, output).await,
        Command::Conflicts(args) => conflicts::run(book, args, output).await,
        Command::Parked(args) => parked::run(book, args, output).await,
    }
}
