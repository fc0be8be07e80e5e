//! Sets up a book and a person in front of it, runs one case, and keeps a picture of the screen when it fails.

use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use domain::ExpenseId;
use wire::call::{ListExpenses, QueryText, SetSetting, Settings, Start};

use crate::book::Book;
use crate::browser::{Session, Target, database};
use crate::paths;
use crate::person::{Hands, Person};

/// Expenses of the demo book: enough that nobody finds one by scrolling.
pub const DEMO_EXPENSES: u32 = 1_200;
/// The seed of the demo book.
const DEMO_SEED: u64 = 7;
/// The longest one case may take.
const CASE_MAX: Duration = Duration::from_secs(150);

/// What the book holds when the person arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// No file yet: the first start.
    Untouched,
    /// Nothing but the usual categories.
    Empty,
    /// The demo book.
    Demo,
}

/// A person in front of a book; `change` alters the settings before they arrive.
pub async fn set(
    target: Target,
    hands: Hands,
    begin: Begin,
    change: impl FnOnce(&mut Settings),
) -> Result<Person> {
    let folder = tempfile::tempdir()?;
    let file = database(folder.path());
    match begin {
        Begin::Untouched => {}
        Begin::Empty => {
            let book = Book::empty(&file).await?;
            settle(&book, change).await?;
            book.close().await;
        }
        Begin::Demo => {
            let (template, _) = demo()?;
            copy(
                template.parent().context("a book is in a folder")?,
                file.parent().context("a book is in a folder")?,
            )?;
            let book = Book::open(&file).await?;
            settle(&book, change).await?;
            book.close().await;
        }
    }
    let session = Session::start(target, folder).await?;
    let person = Person { session, hands };
    person.arrives().await?;
    Ok(person)
}

/// A person in front of an empty book on a device of this name, which may talk to the service at `server`.
pub async fn set_device(
    target: Target,
    name: &str,
    server: Option<String>,
    change: impl FnOnce(&mut Settings),
) -> Result<Person> {
    let folder = tempfile::tempdir()?;
    let book = Book::empty(&database(folder.path())).await?;
    settle(&book, change).await?;
    book.close().await;
    let keys = folder.path().join("keys").display().to_string();
    let mut environment = vec![("MEALBOOK_DEVICE", name.to_owned()), ("MEALBOOK_KEYS", keys)];
    environment.extend(server.map(|server| ("MEALBOOK_SERVER", server)));
    let session = Session::start_with(target, folder, environment).await?;
    let person = Person { session, hands: usual_hands(target) };
    person.arrives().await?;
    Ok(person)
}

fn usual_hands(target: Target) -> Hands {
    match target {
        Target::Phone | Target::Narrow => Hands::Finger,
        Target::Desktop | Target::Zoomed | Target::Window => Hands::Mouse,
    }
}

async fn settle(book: &Book, change: impl FnOnce(&mut Settings)) -> Result<()> {
    let before = book.ask(Start {}).await?.settings;
    let mut settings = before.clone();
    change(&mut settings);
    if settings != before {
        book.ask(SetSetting { settings }).await?;
    }
    Ok(())
}

/// Runs a case to its end; a failure leaves a picture and the page's text in `target/e2e`.
pub fn run(
    name: &str,
    target: Target,
    hands: Hands,
    begin: Begin,
    case: impl AsyncFnOnce(&mut Person) -> Result<()>,
) {
    run_with(name, target, hands, begin, |_| {}, case);
}

/// The same with other settings.
pub fn run_with(
    name: &str,
    target: Target,
    hands: Hands,
    begin: Begin,
    change: impl FnOnce(&mut Settings),
    case: impl AsyncFnOnce(&mut Person) -> Result<()>,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime starts");
    let outcome: Result<()> = runtime.block_on(async {
        let mut person = set(target, hands, begin, change).await?;
        let outcome = match tokio::time::timeout(CASE_MAX, case(&mut person)).await {
            Ok(outcome) => outcome,
            Err(_) => bail_late(),
        };
        if outcome.is_err() {
            let _ = keep_evidence(name, &person).await;
        }
        person.session.close().await;
        outcome
    });
    if let Err(error) = outcome {
        panic!("{name} on {target:?} with {hands:?}: {error:#}");
    }
}

fn bail_late() -> Result<()> {
    bail!("not done after {CASE_MAX:?}")
}

/// A picture and the page's text, in `target/e2e`.
pub async fn keep_evidence(name: &str, person: &Person) -> Result<()> {
    let folder = paths::target_dir()?.join("e2e");
    std::fs::create_dir_all(&folder)?;
    let name = format!("{name}-{:?}-{:?}", person.session.target, person.hands).to_lowercase();
    std::fs::write(folder.join(format!("{name}.txt")), person.text().await?)?;
    std::fs::write(folder.join(format!("{name}.png")), person.session.picture().await?)?;
    Ok(())
}

/// The demo book, made once for all cases of this process, and an expense of it that has a photograph.
pub fn demo() -> Result<(&'static Path, ExpenseId)> {
    static DEMO: OnceLock<Result<(tempfile::TempDir, ExpenseId), String>> = OnceLock::new();
    let made = DEMO.get_or_init(|| {
        let thread = std::thread::spawn(|| {
            let runtime = tokio::runtime::Runtime::new()?;
            runtime.block_on(make_demo())
        });
        thread
            .join()
            .map_err(|_| "making the demo book panicked".to_owned())?
            .map_err(|error| format!("{error:#}"))
    });
    static FILE: OnceLock<std::path::PathBuf> = OnceLock::new();
    match made {
        Ok((folder, shown)) => Ok((FILE.get_or_init(|| database(folder.path())), *shown)),
        Err(error) => bail!("no demo book: {error}"),
    }
}

async fn make_demo() -> Result<(tempfile::TempDir, ExpenseId)> {
    let folder = tempfile::tempdir()?;
    let book = Book::demo(&database(folder.path()), DEMO_EXPENSES, DEMO_SEED).await?;
    let request =
        ListExpenses { limit: 1, query: QueryText::Text("has:photo".into()), ..ListExpenses::default() };
    let shown = book.ask(request).await?.rows.first().context("no demo expense has a photograph")?.id;
    book.close().await;
    Ok((folder, shown))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
