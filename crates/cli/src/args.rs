//! The command line: what stands before the command, and the list of commands.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::commands::{
    account, add, attach, catalogue, conflicts, delete, demo, duplicate, edit, history, import, list, parked,
    restore, search, serve, show, sync, totals, void, workspace,
};

/// Meal expenses, offline first.
#[derive(Debug, Parser)]
#[command(name = "meal", version, about, max_term_width = 100, arg_required_else_help = true)]
#[command(
    after_help = "Exit codes: 0 ok, 2 bad input, 3 not found, 1 anything else. Documents of --json: docs/CLI.md."
)]
pub struct Cli {
    /// The book's file; without it, the one the desktop window uses.
    #[arg(long, global = true, display_order = 900, value_name = "FILE", env = "MEALBOOK_DB")]
    pub db: Option<PathBuf>,
    /// Answer one JSON document on standard output.
    #[arg(long, global = true, display_order = 901)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Record an expense from a sentence or from options.
    #[command(visible_alias = "new")]
    Add(Box<add::Args>),
    /// List expenses.
    #[command(visible_alias = "ls")]
    List(list::Args),
    /// Show one expense.
    Show(show::Args),
    /// Change fields of an expense.
    Edit(edit::Args),
    /// Record an expense again, as one of today.
    Duplicate(duplicate::Args),
    /// Void expenses: they stay visible and count nothing.
    Void(void::Args),
    /// Put expenses in the trash.
    #[command(visible_alias = "rm")]
    Delete(delete::Args),
    /// Take expenses out of the trash.
    Restore(restore::Args),
    /// Take the newest change back.
    Undo,
    /// Do the newest undone change again.
    Redo,
    /// Show who changed what, and when.
    History(history::Args),
    /// Add photographs to an expense.
    Attach(attach::Args),
    /// Find expenses by words in place, note, tags, people and lines.
    Search(search::Args),
    /// Totals per currency.
    Totals(totals::Args),
    /// Import a CSV or JSON file; a second import adds nothing.
    Import(import::Args),
    /// Places.
    Places(catalogue::Args),
    /// Merchants: brands and chains.
    Merchants(catalogue::Args),
    /// Categories.
    Categories(catalogue::Args),
    /// Tags.
    Tags(catalogue::Args),
    /// People.
    People(catalogue::Args),
    /// Payment methods.
    Payments(catalogue::Args),
    /// Trips.
    Trips(catalogue::Args),
    /// Fill the book with demo data.
    Demo(demo::Args),
    /// Check the book: files, totals, photographs, history.
    Doctor,
    /// Open the book in a browser, on this machine or on a phone.
    Serve(serve::Args),
    /// The account of this book: register, log in, devices. A book works without one.
    Account(account::Args),
    /// Exchange changes with the other devices.
    Sync(sync::Args),
    /// Workspaces: your own, the household's, the company's.
    #[command(visible_alias = "ws")]
    Workspace(workspace::Args),
    /// What two people changed without seeing each other's change.
    Conflicts(conflicts::Args),
    /// Changes the service refused.
    Parked(parked::Args),
}
