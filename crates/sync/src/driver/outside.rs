//! What is done outside the book: requests, wake-ups, comparing. Each runs as a task and says what came of it.

use std::time::Duration;

use domain::WorkspaceId;
use wire::v1;

use super::account::Account;
use crate::engine::{Effect, RequestId};
use crate::newest;
use crate::service::{Failure, RawAnswer, Service, TaggedHeads};
use crate::verify;
use crate::wake::{Lines, STREAM_SILENCE_MS};

/// What tasks say.
#[derive(Debug)]
pub(super) enum Inner {
    /// A request was answered, or not.
    Answer(WorkspaceId, RequestId, Result<RawAnswer, Failure>),
    /// The token was refreshed, or not.
    Token(WorkspaceId, Result<String, Failure>),
    /// A copy was compared.
    Verified(WorkspaceId),
    /// The newest meals of a first copy came.
    Newest(WorkspaceId, store::sync::Applied),
    /// The heads came, or not.
    Heads(Result<Option<TaggedHeads>, Failure>),
    /// Who this is came, or not.
    Hello(Box<Result<v1::Hello, Failure>>),
    /// The stream is open.
    StreamOpened,
    /// The stream says how far a workspace is.
    Head(v1::Head),
    /// The stream is over.
    StreamEnded,
    /// Photographs were moved.
    Transferred(super::transfers::Moved),
}

impl Account {
    /// Does an effect that is not for the book.
    pub fn do_outside(&mut self, workspace: WorkspaceId, effect: Effect) {
        match effect {
            Effect::Send { id, request } => self.send(workspace, id, request),
            Effect::Verify => self.verify(workspace),
            Effect::RefreshToken => self.refresh(workspace),
            Effect::SetTimer(at_ms) => {
                if let Some(slot) = self.slots.get_mut(&workspace) {
                    slot.timer_ms = Some(at_ms);
                }
            }
            // `tell` reads it from the engine.
            Effect::Status(_) => {}
            Effect::Gather { .. }
            | Effect::Apply { .. }
            | Effect::StageBegin { .. }
            | Effect::Stage { .. }
            | Effect::StageSwap
            | Effect::Park { .. }
            | Effect::UnparkUnknown
            | Effect::PutRetry { .. }
            | Effect::PutState(_) => {}
        }
    }

    fn send(&mut self, workspace: WorkspaceId, id: RequestId, request: v1::SyncRequest) {
        let (service, sends, inner) = (self.setup.service.clone(), self.sends.clone(), self.inner.clone());
        self.tasks.spawn(async move {
            // The semaphore is never closed.
            let _permit = sends.acquire().await;
            let answer = service.exchange(workspace.0, &request).await;
            let _ = inner.send(Inner::Answer(workspace, id, answer));
        });
    }

    fn refresh(&mut self, workspace: WorkspaceId) {
        let Some(slot) = self.slots.get(&workspace) else { return };
        let (service, inner, stale) = (self.setup.service.clone(), self.inner.clone(), slot.token.clone());
        self.tasks.spawn(async move {
            let _ = inner.send(Inner::Token(workspace, service.refresh(&stale).await));
        });
    }

    fn verify(&mut self, workspace: WorkspaceId) {
        let Some(slot) = self.slots.get(&workspace) else { return };
        let (service, inner, runner) = (self.setup.service.clone(), self.inner.clone(), slot.runner.clone());
        let now_ms = self.time.engine_ms();
        self.tasks.spawn(async move {
            if let Err(error) = verify::verify(&service, &runner, now_ms).await {
                tracing::debug!(workspace = %workspace.0, %error, "the copy could not be compared");
            }
            let _ = inner.send(Inner::Verified(workspace));
        });
    }

    /// Has the newest meals come ahead of the rest of a first copy. When that fails they come with the rest.
    pub fn bring_newest(&mut self, workspace: WorkspaceId) {
        let Some(slot) = self.slots.get(&workspace) else { return };
        let (service, inner, runner) = (self.setup.service.clone(), self.inner.clone(), slot.runner.clone());
        let now_ms = self.time.engine_ms();
        self.tasks.spawn(async move {
            match newest::bring(&service, &runner, now_ms).await {
                Ok(applied) => {
                    let _ = inner.send(Inner::Newest(workspace, applied));
                }
                Err(error) => {
                    tracing::debug!(workspace = %workspace.0, %error, "the newest meals do not come ahead")
                }
            }
        });
    }

    pub fn verify_all(&mut self) {
        let all: Vec<_> = self.slots.keys().copied().collect();
        all.into_iter().for_each(|workspace| self.verify(workspace));
    }

    pub fn ask_hello(&mut self) {
        let (service, inner) = (self.setup.service.clone(), self.inner.clone());
        self.tasks.spawn(async move {
            let _ = inner.send(Inner::Hello(Box::new(service.hello().await)));
        });
    }

    pub fn ask_heads(&mut self) {
        self.is_polling = true;
        let (service, inner, tag) = (self.setup.service.clone(), self.inner.clone(), self.heads_tag.clone());
        self.tasks.spawn(async move {
            let _ = inner.send(Inner::Heads(service.heads(tag.as_deref()).await));
        });
    }

    pub fn open_stream(&mut self) {
        self.is_opening = true;
        let (service, inner) = (self.setup.service.clone(), self.inner.clone());
        self.tasks.spawn(async move {
            let say = |said| inner.send(said).is_ok();
            if let Err(error) = read_stream(&service, say).await {
                tracing::debug!(%error, "the stream of wake-ups ended");
            }
            let _ = inner.send(Inner::StreamEnded);
        });
    }
}

/// Reads until the stream ends, falls silent, or nobody listens any more.
async fn read_stream(service: &Service, say: impl Fn(Inner) -> bool) -> Result<(), Failure> {
    let mut response = service.events().await?;
    say(Inner::StreamOpened);
    let mut lines = Lines::default();
    let silence = Duration::from_millis(STREAM_SILENCE_MS);
    loop {
        let piece = tokio::time::timeout(silence, response.chunk()).await.map_err(|_| Failure::Offline)?;
        let Some(piece) = piece.map_err(|_| Failure::Offline)? else { return Ok(()) };
        for head in lines.take(&piece).map_err(|_| Failure::Unreadable)? {
            if !say(Inner::Head(head)) {
                return Ok(());
            }
        }
    }
}
