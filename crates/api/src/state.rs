//! What every handler needs: the database, keys, mails, photographs, the clock, and the hub that wakes listeners.

mod clock;
mod tasks;

use std::convert::Infallible;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::request::Parts as RequestParts;
use object_store::{ObjectStore, aws::AmazonS3Builder, local::LocalFileSystem};
use sqlx::PgPool;
use tokio::sync::{Semaphore, broadcast, watch};
use uuid::Uuid;
use wire::v1;

pub use clock::Clock;
pub use tasks::{Tasks, detached};

use crate::auth::{Attempts, Keys, KnownSessions, Seal};
use crate::config::{BlobSetting, BucketSetting, Config};
use crate::limits::rate::Rates;
use crate::mail::Mailer;

/// Heads that may wait for a slow listener before it misses some; it then reads all heads anew.
const WAKES_WAITING_MAX: usize = 1_024;

/// Why the service cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// Signing keys.
    #[error("signing keys")]
    Keys(#[from] crate::auth::KeyError),
    /// Mails.
    #[error("mail")]
    Mail(#[from] crate::mail::MailError),
    /// Photographs.
    #[error("photographs")]
    Blobs(#[from] object_store::Error),
    /// A folder.
    #[error("folder")]
    Folder(#[from] std::io::Error),
}

/// The service's state; cheap to clone.
#[derive(Clone)]
pub struct State(Arc<Parts>);

/// What the state is made of.
pub struct Parts {
    /// Settings.
    pub config: Config,
    /// Connections in the service's role.
    pub pool: PgPool,
    /// The one clock.
    pub clock: Clock,
    /// Keys that sign access tokens.
    pub keys: Keys,
    /// Closes what must be kept as it is.
    pub seal: Seal,
    /// Sessions seen alive a moment ago, so that polling asks the database nothing.
    pub known_sessions: KnownSessions,
    /// Passwords hashed at the same time, at most: each takes memory and a core.
    pub hashing: Arc<Semaphore>,
    /// Addresses and networks that try too often.
    pub attempts: Attempts,
    /// What goes on after an answer.
    pub tasks: Tasks,
    /// Mails.
    pub mailer: Mailer,
    /// Photographs.
    pub blobs: Arc<dyn ObjectStore>,
    /// How often everybody asked lately.
    pub rates: Rates,
    /// The heads this instance knows.
    pub heads: crate::wake::Heads,
    /// Whether the service is about to end: streams that would go on for ever end then.
    pub stopping: watch::Sender<bool>,
    /// Heads that moved, for whoever listens on this instance.
    pub wake: broadcast::Sender<v1::Head>,
}

impl State {
    /// Sets the service up on a database.
    pub fn new(config: Config, pool: PgPool, clock: Clock) -> Result<Self, SetupError> {
        let tasks = Tasks::default();
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Self(Arc::new(Parts {
            keys: Keys::load(&config, clock.now_ms())?,
            seal: Seal::new(&config.seal_key),
            known_sessions: KnownSessions::default(),
            hashing: Arc::new(Semaphore::new(cores)),
            attempts: Attempts::default(),
            mailer: Mailer::new(&config, tasks.clone())?,
            tasks,
            blobs: open_blobs(&config.blobs)?,
            rates: Rates::new(config.rates),
            heads: crate::wake::Heads::default(),
            stopping: watch::Sender::new(false),
            wake: broadcast::channel(WAKES_WAITING_MAX).0,
            config,
            pool,
            clock,
        })))
    }

    /// Now, in milliseconds since 1970, UTC.
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// Waits until the service is about to end.
    pub async fn stopped(&self) {
        // The sender lives as long as the state.
        let _ = self.stopping.subscribe().wait_for(|is_stopping| *is_stopping).await;
    }

    /// A new id, ordered by time.
    pub fn new_id(&self) -> Uuid {
        self.clock.new_id()
    }
}

impl Deref for State {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// So a handler takes `state: State` as it is.
impl FromRequestParts<Self> for State {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut RequestParts, state: &Self) -> Result<Self, Infallible> {
        Ok(state.clone())
    }
}

/// Opens the place photographs are kept in.
pub fn open_blobs(setting: &BlobSetting) -> Result<Arc<dyn ObjectStore>, SetupError> {
    Ok(match setting {
        BlobSetting::Folder(folder) => {
            std::fs::create_dir_all(folder)?;
            Arc::new(LocalFileSystem::new_with_prefix(folder)?)
        }
        BlobSetting::S3(bucket) => Arc::new(open_bucket(bucket)?),
    })
}

fn open_bucket(setting: &BucketSetting) -> Result<impl ObjectStore + use<>, object_store::Error> {
    let mut builder = AmazonS3Builder::new().with_bucket_name(&setting.bucket).with_region(&setting.region);
    if let Some(endpoint) = &setting.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let Some((id, secret)) = &setting.key {
        builder = builder.with_access_key_id(id).with_secret_access_key(secret);
    }
    builder.build()
}
