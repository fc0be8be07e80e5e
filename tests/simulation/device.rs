//! One installation: a real file with a real store, the engines that work on it, a clock, and the copies that were kept of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use store::{OpenOptions, Store};
use sync::engine::Engine;
use uuid::Uuid;

use crate::dump::{self, Dump, RowKey};
use crate::person::Ids;
use crate::script::Weather;
use crate::typed::Seen;

/// True time when a run begins, in milliseconds since 1970, UTC: noon of 20 November 2026.
pub const EPOCH_MS: i64 = 1_795_176_000_000;
/// Files of a database.
const SUFFIXES: [&str; 2] = ["", "-wal"];

/// An installation.
#[derive(Debug)]
pub struct Device {
    /// Its place among all.
    pub index: usize,
    /// Whose it is.
    pub person: usize,
    /// What it is called in the rows it makes; a clone is called the same.
    pub id: Uuid,
    /// How far its clock is off.
    pub clock_off_ms: i64,
    /// Its network.
    pub weather: Weather,
    /// Its ids and texts.
    pub ids: Ids,
    /// What its person had seen.
    pub seen: Seen,
    /// What it shows.
    pub shown: Dump,
    /// The program and, while it runs, a second one on the same file.
    pub processes: [Option<Process>; 2],
    /// The copy of the installation kept in another place.
    pub kept: Option<Copy>,
    /// A crash that is coming.
    pub doom: Option<Doom>,
    /// A failure of power that is coming, in the middle of what an engine has done.
    pub tear: Option<Tear>,
    /// What waited when somebody last looked: its row, and whether it had been refused.
    pub waiting: BTreeMap<Uuid, (RowKey, bool)>,
    /// Whether two programs ever worked on it at once.
    pub had_twin: bool,
    /// How many messages it sent.
    pub sent: u64,
    /// How often a program was started on it.
    pub boots: u64,
    seed: u64,
    streams: std::cell::Cell<u64>,
    store: Option<Store>,
    file: PathBuf,
}

/// A running program.
#[derive(Debug)]
pub struct Process {
    /// Which start of a program this is.
    pub boot: u64,
    /// The engine.
    pub engine: Engine,
    /// The newest timer: older ones were replaced.
    pub timer: u64,
    /// Requests that were not answered yet.
    pub waiting: Vec<u64>,
}

/// A crash that is coming.
#[derive(Debug)]
pub struct Doom {
    /// Effects until then.
    pub effects: u32,
    /// Whether the last effect is carried out.
    pub after: bool,
    /// What the disk has afterwards, when the last commits were never on it.
    pub disk: Option<Copy>,
}

/// A failure of power between two commits: the disk as it is before one of them.
#[derive(Debug, Clone)]
pub struct Tear(Arc<Mutex<Tearing>>);

#[derive(Debug, Default)]
struct Tearing {
    /// Whether an engine is at work; what a person does is not torn.
    is_armed: bool,
    /// Commits until then.
    commits: u32,
    /// What the disk had.
    files: Option<Files>,
}

/// The contents of a database's files.
pub type Files = Vec<Option<Vec<u8>>>;

impl Tear {
    fn tearing(&self) -> MutexGuard<'_, Tearing> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An engine begins to work, or ends.
    pub fn arm(&self, is_armed: bool) {
        self.tearing().is_armed = is_armed;
    }

    /// A transaction is about to be committed.
    fn commits(&self, file: &Path) {
        let mut tearing = self.tearing();
        if !tearing.is_armed || tearing.files.is_some() {
            return;
        }
        match tearing.commits.checked_sub(1) {
            Some(left) => tearing.commits = left,
            None => tearing.files = read_files(file).ok(),
        }
    }

    /// The disk as it was when power failed, if it did.
    pub fn take(&self) -> Option<Files> {
        self.tearing().files.take()
    }
}

/// A copy of an installation.
#[derive(Debug, Clone)]
pub struct Copy {
    /// Its files.
    pub files: Files,
    /// What its person had seen.
    pub seen: Seen,
    /// How much was typed in the whole run when it was made.
    pub typed: usize,
}

impl Device {
    /// A new installation in `folder`, made of the files of `template`.
    pub async fn new(index: usize, person: usize, seed: u64, folder: &Path, template: &Copy) -> Result<Self> {
        let file = folder.join(format!("device-{index}")).join("mealbook.db");
        let mut device = Self {
            index,
            person,
            id: Uuid::from_u128(0xd000 + index as u128),
            clock_off_ms: 0,
            weather: Weather::Clear,
            ids: Ids::new(seed, index),
            seen: Seen::default(),
            shown: Dump::default(),
            processes: [None, None],
            kept: None,
            doom: None,
            tear: None,
            waiting: BTreeMap::new(),
            had_twin: false,
            sent: 0,
            boots: 0,
            seed,
            streams: std::cell::Cell::new(0),
            store: None,
            file,
        };
        device.put_back(template).await?;
        Ok(device)
    }

    /// Its clock at this moment of true time (milliseconds since the run began).
    pub fn clock_ms(&self, now_ms: i64) -> i64 {
        // Before 1970 no clock goes.
        (EPOCH_MS + now_ms + self.clock_off_ms).max(now_ms + 1)
    }

    /// Ids that no program of this device made before.
    pub fn ids_of_program(&self) -> Ids {
        let taken = self.streams.get();
        self.streams.set(taken + 1);
        Ids::new(self.seed ^ (taken << 8) ^ 0x5eed_0000_0000, self.index)
    }

    /// The file, open.
    pub fn store(&self) -> Result<&Store> {
        self.store.as_ref().context("the device's file is closed")
    }

    /// Looks at everything it holds.
    pub async fn look(&mut self, workspace: Uuid) -> Result<()> {
        self.shown = dump::read(self.store()?.writer_pool(), workspace).await?;
        self.seen.look(&self.shown);
        Ok(())
    }

    /// Looks again; answers what it showed before.
    pub async fn look_again(&mut self, workspace: Uuid) -> Result<Dump> {
        let shown = dump::read(self.store()?.writer_pool(), workspace).await?;
        let before = std::mem::replace(&mut self.shown, shown);
        self.seen.look_again(&before, &self.shown);
        Ok(before)
    }

    /// The files as they are, uncommitted work left out: what a crash at this moment leaves behind.
    pub fn copy(&self, typed: usize) -> Result<Copy> {
        Ok(Copy { files: read_files(&self.file)?, seen: self.seen.clone(), typed })
    }

    /// Power fails before the commit that comes after this many of an engine's.
    pub async fn tear_after(&mut self, commits: u32) -> Result<()> {
        let tear = Tear(Arc::new(Mutex::new(Tearing { commits, ..Tearing::default() })));
        let mut connection = self.store()?.writer_pool().acquire().await?;
        let (hook, file) = (tear.clone(), self.file.clone());
        connection.lock_handle().await?.set_commit_hook(move || {
            hook.commits(&file);
            true
        });
        self.tear = Some(tear);
        Ok(())
    }

    /// Ends every program, puts these files in place and opens them.
    pub async fn put_back(&mut self, copy: &Copy) -> Result<()> {
        self.processes = [None, None];
        self.tear = None;
        if let Some(store) = self.store.take() {
            store.close().await;
        }
        let folder = self.file.parent().context("a folder")?;
        std::fs::create_dir_all(folder)?;
        for suffix in ["", "-wal", "-shm"] {
            match std::fs::remove_file(store_file(&self.file, suffix)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        for (suffix, bytes) in SUFFIXES.iter().zip(&copy.files) {
            if let Some(bytes) = bytes {
                std::fs::write(store_file(&self.file, suffix), bytes)?;
            }
        }
        self.seen = copy.seen.clone();
        self.store = Some(open(&self.file).await?);
        Ok(())
    }

    /// The disk takes this many more pages, or as many as it likes.
    pub async fn limit_disk(&self, pages: Option<i64>) -> Result<()> {
        let pool = self.store()?.writer_pool();
        let used: i64 = sqlx::query_scalar("pragma page_count").fetch_one(pool).await?;
        let limit = pages.map_or(i64::from(i32::MAX), |pages| used + pages);
        sqlx::query(&format!("pragma max_page_count = {limit}")).execute(pool).await?;
        Ok(())
    }

    /// Ends everything.
    pub async fn close(&mut self) {
        self.processes = [None, None];
        if let Some(store) = self.store.take() {
            store.close().await;
        }
    }
}

fn read_files(file: &Path) -> Result<Files> {
    let read = |suffix: &&str| match std::fs::read(store_file(file, suffix)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    };
    SUFFIXES.iter().map(read).collect()
}

fn store_file(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

async fn open(file: &Path) -> Result<Store> {
    let options = OpenOptions { readers: 1, ..OpenOptions::at(EPOCH_MS) };
    Ok(Store::open(file, &options).await?.store)
}

/// The files of a new, empty book: migrating takes long, copying does not.
pub async fn template(folder: &Path) -> Result<Copy> {
    let file = folder.join("template").join("mealbook.db");
    let store = open(&file).await?;
    store.close().await;
    let files = vec![Some(std::fs::read(&file)?), None];
    Ok(Copy { files, seen: Seen::default(), typed: 0 })
}
