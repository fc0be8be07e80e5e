//! `meal places|merchants|categories|tags|people|payments|trips list|add|edit|merge|archive|unarchive|delete`

mod details;

use clap::Subcommand;
use domain::read::{CatalogueDetails, CatalogueEntry, CatalogueInput, CatalogueKind};
use serde::Serialize;
use wire::call::{
    ArchiveCatalogueEntry, CatalogueSaved, Changed, DeleteCatalogueEntry, GetCatalogueEntry, ListCatalogue,
    MergeCatalogueEntries, SaveCatalogueEntry,
};

use super::show::amount;
use crate::book::Book;
use crate::output::{Output, Table, json};
use crate::{Error, OK, Result, names};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List them with their figures.
    List {
        /// Names that contain this.
        #[arg(long, default_value = "")]
        text: String,
        /// Archived ones too.
        #[arg(long)]
        archived: bool,
    },
    /// Make one.
    Add {
        /// Its name.
        name: String,
        /// A field: locality=Lisbon, default_tip_bp=1500, parent=Eating out, color=#17624a, …
        #[arg(long = "set", short, value_name = "FIELD=VALUE")]
        set: Vec<String>,
    },
    /// Change one.
    Edit {
        /// Its name or id.
        which: String,
        /// A field, `name` among them; an empty value clears it.
        #[arg(long = "set", short, value_name = "FIELD=VALUE", required = true)]
        set: Vec<String>,
    },
    /// Merge some into one; their expenses follow.
    Merge {
        /// Names or ids of those that go.
        #[arg(required = true)]
        from: Vec<String>,
        /// Name or id of the one that stays.
        #[arg(long)]
        into: String,
    },
    /// Hide one from pickers.
    Archive {
        /// Its name or id.
        which: String,
    },
    /// Show one in pickers again.
    Unarchive {
        /// Its name or id.
        which: String,
    },
    /// Delete one; its expenses stay.
    #[command(visible_alias = "rm")]
    Delete {
        /// Its name or id.
        which: String,
    },
}

#[derive(Serialize)]
struct Listed {
    kind: CatalogueKind,
    entries: Vec<json::Entry>,
}

#[derive(Serialize)]
struct Saved {
    kind: CatalogueKind,
    entry: json::Entry,
    same_name: Vec<json::Name>,
}

#[derive(Serialize)]
struct Done {
    kind: CatalogueKind,
    id: String,
    changed: u64,
}

pub async fn run(book: &mut Book, kind: CatalogueKind, args: Args, output: &mut Output<'_>) -> Result<u8> {
    match args.action.unwrap_or(Action::List { text: String::new(), archived: false }) {
        Action::List { text, archived } => list(book, kind, text, archived, output).await,
        Action::Add { name, set } => add(book, kind, name, &set, output).await,
        Action::Edit { which, set } => edit(book, kind, &which, &set, output).await,
        Action::Merge { from, into } => merge(book, kind, &from, &into, output).await,
        Action::Archive { which } => archive(book, kind, &which, true, output).await,
        Action::Unarchive { which } => archive(book, kind, &which, false, output).await,
        Action::Delete { which } => delete(book, kind, &which, output).await,
    }
}

async fn list(
    book: &Book,
    kind: CatalogueKind,
    text: String,
    with_archived: bool,
    output: &mut Output<'_>,
) -> Result<u8> {
    let entries = book.ask(ListCatalogue { kind, text, with_archived }).await?;
    let document = Listed { kind, entries: entries.iter().map(json::Entry::from).collect() };
    output.answer(&document, |to| {
        if entries.is_empty() {
            return writeln!(to, "None yet.");
        }
        let mut table = Table::new(&["name", "in", ">expenses", ">total", "last", "state", "id"]);
        for entry in &entries {
            let totals: Vec<_> =
                entry.totals.iter().map(|total| amount(total.total_minor, total.currency)).collect();
            table.row([
                entry.input.name.clone(),
                entry.parent_name.clone().unwrap_or_default(),
                entry.uses.to_string(),
                totals.join(" + "),
                entry.last_used_on.map(|day| day.to_string()).unwrap_or_default(),
                if entry.is_archived { "archived".to_owned() } else { String::new() },
                entry.id.to_string(),
            ]);
        }
        table.write(to)
    })?;
    Ok(OK)
}

async fn add(
    book: &mut Book,
    kind: CatalogueKind,
    name: String,
    set: &[String],
    output: &mut Output<'_>,
) -> Result<u8> {
    book.begin(None).await?;
    let mut input = CatalogueInput { name, details: CatalogueDetails::blank(kind) };
    details::set(book, &mut input, set).await?;
    let saved = book.ask(SaveCatalogueEntry { id: None, input }).await?;
    answer(book, kind, &saved, output).await
}

async fn edit(
    book: &Book,
    kind: CatalogueKind,
    which: &str,
    set: &[String],
    output: &mut Output<'_>,
) -> Result<u8> {
    let entry = names::get_entry(book, kind, which).await?;
    let mut input = entry.input;
    details::set(book, &mut input, set).await?;
    let saved = book.ask(SaveCatalogueEntry { id: Some(entry.id), input }).await?;
    answer(book, kind, &saved, output).await
}

async fn answer(
    book: &Book,
    kind: CatalogueKind,
    saved: &CatalogueSaved,
    output: &mut Output<'_>,
) -> Result<u8> {
    let entry: CatalogueEntry = book.ask(GetCatalogueEntry { kind, id: saved.id }).await?;
    let same = |row: &domain::read::CatalogueRef| json::Name {
        id: Some(row.id.to_string()),
        name: row.name.clone(),
    };
    let document =
        Saved { kind, entry: (&entry).into(), same_name: saved.same_name.iter().map(same).collect() };
    output
        .answer(&document, |to| writeln!(to, "{}  {}", crate::output::clean(&entry.input.name), entry.id))?;
    if !output.json && !saved.same_name.is_empty() {
        let count = saved.same_name.len();
        output.note(&format!("note: {count} more of that name; `merge` makes one of them"))?;
    }
    Ok(OK)
}

async fn merge(
    book: &Book,
    kind: CatalogueKind,
    from: &[String],
    into: &str,
    output: &mut Output<'_>,
) -> Result<u8> {
    let into = names::get(book, kind, into).await?.id;
    let mut going = Vec::with_capacity(from.len());
    for name in from {
        let row = names::get(book, kind, name).await?;
        if row.id == into {
            return Err(Error::bad("merge", name, "another one than the one that stays"));
        }
        going.push(row.id);
    }
    let changed = book.ask(MergeCatalogueEntries { kind, from: going, into }).await?;
    done(kind, into, &changed, "merged", output)
}

async fn archive(
    book: &Book,
    kind: CatalogueKind,
    which: &str,
    archive: bool,
    output: &mut Output<'_>,
) -> Result<u8> {
    let id = names::get(book, kind, which).await?.id;
    let changed = book.ask(ArchiveCatalogueEntry { kind, id, archive }).await?;
    done(kind, id, &changed, if archive { "archived" } else { "shown again" }, output)
}

async fn delete(book: &Book, kind: CatalogueKind, which: &str, output: &mut Output<'_>) -> Result<u8> {
    let id = names::get(book, kind, which).await?.id;
    let changed = book.ask(DeleteCatalogueEntry { kind, id }).await?;
    done(kind, id, &changed, "deleted; its expenses stay", output)
}

fn done(
    kind: CatalogueKind,
    id: uuid::Uuid,
    changed: &Changed,
    word: &str,
    output: &mut Output<'_>,
) -> Result<u8> {
    let document = Done { kind, id: id.to_string(), changed: changed.rows };
    output.answer(&document, |to| match changed.rows {
        0 => writeln!(to, "Nothing changed."),
        _ => writeln!(to, "The {} was {word}.", names::word(kind)),
    })?;
    Ok(OK)
}
