//! The open book: what every use case works on.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use domain::read::ExpenseDetail;
use domain::{DeviceId, ExpenseId, GroupId, WorkspaceId};
use store::{OpenOptions, OpenReport, Store, WriteContext, WriteTx};
use tokio::sync::broadcast;
use wire::call::Changed;
use wire::{Call, Fault, Topic};

use crate::cloud::{Cloud, CloudOptions};
use crate::dispatch::{Handle, report};
use crate::expenses::OpenForms;
use crate::import::Uploads;
use crate::photos::Pictures;
use crate::{Env, Error, Result, start};

/// How many announcements a slow listener may be behind before it is told to read everything again.
const ANNOUNCEMENTS_KEPT: usize = 256;

/// Which book to open.
#[derive(Debug, Clone)]
pub struct OpenApp {
    /// The database file; photographs lie in `blobs/` beside it.
    pub path: PathBuf,
    /// Clock, zone and ids.
    pub env: Env,
}

/// An open book. Cheap to clone; every clone is the same book.
#[derive(Debug, Clone)]
pub struct App {
    inner: Arc<Inner>,
    /// The workspace this clone stays with; without one it follows what the person chooses. A call is answered by a clone that stays,
    /// so that switching meanwhile does not tear it in two.
    pinned: Option<WorkspaceId>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    report: OpenReport,
    env: Env,
    places: RwLock<Places>,
    device: RwLock<DeviceId>,
    touched: broadcast::Sender<&'static [Topic]>,
    forms: OpenForms,
    uploads: Uploads,
    pictures: Pictures,
    cloud: Cloud,
}

/// Which workspaces are meant when none is named.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Places {
    /// The one shown.
    pub current: WorkspaceId,
    /// The person's own, which holds their settings.
    pub home: WorkspaceId,
}

impl App {
    /// Opens the book, making it on first start. What it says to a service is as the environment says.
    pub async fn open(open: OpenApp) -> Result<Self> {
        Self::open_cloud(open, CloudOptions::of_environment()).await
    }

    /// Opens the book with a service and a folder for keys of the caller's choice. Nothing is sent before somebody logs in.
    pub async fn open_cloud(open: OpenApp, cloud: CloudOptions) -> Result<Self> {
        let options = OpenOptions::at(open.env.now_ms());
        Self::open_with(&open.path, open.env, &options, cloud).await
    }

    pub(crate) async fn open_with(
        path: &Path,
        env: Env,
        options: &OpenOptions,
        cloud: CloudOptions,
    ) -> Result<Self> {
        let opened = Store::open(path, options).await?;
        // A kill between a photograph's bytes and its row leaves a file nobody names. Nothing is written now that could be mistaken
        // for one.
        if opened.report.was_unclean
            && let Err(error) = opened.store.sweep_blobs(env.now().into()).await
        {
            tracing::warn!(%error, "files nobody names were not swept");
        }
        let (places, device) = start::identify(&opened.store, &env).await?;
        let (touched, _) = broadcast::channel(ANNOUNCEMENTS_KEPT);
        let uploads = Uploads::beside(path)?;
        let cloud = Cloud::open(&opened.store, path, cloud).await?;
        let inner = Inner {
            store: opened.store,
            report: opened.report,
            env,
            places: RwLock::new(places),
            device: RwLock::new(device),
            touched,
            forms: OpenForms::default(),
            uploads,
            pictures: Pictures::new(),
            cloud,
        };
        let app = Self { inner: Arc::new(inner), pinned: None };
        if app.open_report().rescued.is_some() {
            app.find_pictures_again_later();
        }
        Ok(app)
    }

    /// Answers a call.
    pub async fn call<C: Handle>(&self, call: C) -> std::result::Result<C::Reply, Fault> {
        self.run(call).await.map_err(|error| report(C::NAME, error))
    }

    /// Answers a call and announces what it touched.
    pub(crate) async fn run<C: Handle>(&self, call: C) -> Result<C::Reply> {
        let here = self.pinned_to(self.workspace());
        let reply = Box::pin(call.handle(&here)).await?;
        self.announce(<C as Call>::TOUCHES);
        Ok(reply)
    }

    /// What other windows touch, as it happens.
    pub fn subscribe(&self) -> broadcast::Receiver<&'static [Topic]> {
        self.inner.touched.subscribe()
    }

    /// Tells windows what the person touched, and the background sync that there may be something to send.
    pub(crate) fn announce(&self, touched: &'static [Topic]) {
        if !touched.is_empty() {
            self.tell(touched);
            self.cloud().committed();
        }
    }

    /// Tells windows what changed without the person's doing.
    pub(crate) fn tell(&self, touched: &'static [Topic]) {
        // Nobody listening is the usual case of the command line.
        let _ = self.inner.touched.send(touched);
    }

    /// What happened when the book was opened.
    pub fn open_report(&self) -> &OpenReport {
        &self.inner.report
    }

    /// The database, for a shell that lends its pool to a plugin and for tests that look at rows. Use cases write.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Ends background work and closes the file.
    pub async fn close(&self) {
        self.cloud().stop().await;
        self.inner.pictures.stop();
        self.inner.store.close().await;
    }

    pub(crate) fn env(&self) -> &Env {
        &self.inner.env
    }

    pub(crate) fn device(&self) -> DeviceId {
        *self.inner.device.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_device(&self, device: DeviceId) {
        *self.inner.device.write().unwrap_or_else(PoisonError::into_inner) = device;
    }

    pub(crate) fn cloud(&self) -> &Cloud {
        &self.inner.cloud
    }

    /// The workspace meant.
    pub(crate) fn workspace(&self) -> WorkspaceId {
        self.pinned.unwrap_or_else(|| self.places().current)
    }

    pub(crate) fn places(&self) -> Places {
        *self.inner.places.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_places(&self, places: Places) {
        *self.inner.places.write().unwrap_or_else(PoisonError::into_inner) = places;
    }

    /// This book, staying with a workspace.
    pub(crate) fn pinned_to(&self, workspace: WorkspaceId) -> Self {
        Self { inner: self.inner.clone(), pinned: Some(workspace) }
    }

    pub(crate) fn forms(&self) -> &OpenForms {
        &self.inner.forms
    }

    pub(crate) fn uploads(&self) -> &Uploads {
        &self.inner.uploads
    }

    pub(crate) fn pictures(&self) -> &Pictures {
        &self.inner.pictures
    }

    /// The context of one user action.
    pub(crate) fn context(&self, action: &'static str, undoable: bool) -> WriteContext {
        let env = self.inner.env.clone();
        WriteContext {
            workspace: self.workspace(),
            device: self.device(),
            at_ms: env.now_ms(),
            group: GroupId(env.new_id()),
            action,
            ids: Box::new(move || env.new_id()),
            undoable,
        }
    }

    /// Opens the transaction of one user action that can be undone.
    pub(crate) async fn write(&self, action: &'static str) -> Result<WriteTx> {
        Ok(self.inner.store.write(self.context(action, true)).await?)
    }

    /// Opens a transaction that is no step of its own for a person.
    pub(crate) async fn write_quietly(&self, action: &'static str) -> Result<WriteTx> {
        Ok(self.inner.store.write(self.context(action, false)).await?)
    }

    /// Commits and answers what was changed; an action that changed nothing has no undo step.
    pub(crate) async fn finish(&self, tx: WriteTx, rows: u64) -> Result<Changed> {
        let group = tx.context().group;
        let committed = tx.commit().await?;
        if committed.changes == 0 {
            return Ok(Changed::default());
        }
        Ok(Changed { rows, group: Some(group) })
    }

    /// An expense, in the trash or not.
    pub(crate) async fn find_expense(&self, id: ExpenseId) -> Result<Option<ExpenseDetail>> {
        Ok(self.inner.store.detail(self.workspace(), id).await?)
    }

    /// An expense that must exist.
    pub(crate) async fn get_expense(&self, id: ExpenseId) -> Result<ExpenseDetail> {
        self.find_expense(id).await?.ok_or(Error::NotFound)
    }
}
