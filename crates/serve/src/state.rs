//! What every handler shares.

use std::ops::Deref;
use std::sync::Arc;

use app::App;
use tokio::sync::{Semaphore, watch};

use crate::access::Access;
use crate::{Error, ServeOptions, UiSource};

/// The most uploads read into memory at once; others wait.
pub const UPLOADS_AT_ONCE_MAX: usize = 4;
/// The most event streams open at once.
pub const STREAMS_MAX: usize = 64;

/// What every handler shares; cheap to clone.
#[derive(Clone)]
pub struct Host(Arc<Shared>);

/// The shared parts.
pub struct Shared {
    pub app: App,
    pub ui: UiSource,
    pub access: Access,
    pub uploads: Semaphore,
    pub streams: Arc<Semaphore>,
    /// Turns true when the program is about to end: event streams end then.
    pub closing: watch::Sender<bool>,
}

impl Host {
    pub fn new(app: App, options: &ServeOptions) -> Result<Self, Error> {
        Ok(Self(Arc::new(Shared {
            app,
            ui: options.ui.clone(),
            access: Access::new(options)?,
            uploads: Semaphore::new(UPLOADS_AT_ONCE_MAX),
            streams: Arc::new(Semaphore::new(STREAMS_MAX)),
            closing: watch::channel(false).0,
        })))
    }
}

impl Deref for Host {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}
