//! Hints that a head moved, as server-sent events. A lost hint does no harm: data only ever comes by pull.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;
use wire::v1::Head;

use super::heads::workspaces_of;
use crate::{Result, State};

/// A comment is sent after so long without an event, so that nobody in between believes the line is dead.
const COMMENT_EVERY: Duration = Duration::from_secs(20);

/// How often it is asked in which workspaces a listener is, in case another instance knew of a change.
const MEMBERSHIPS_EVERY: Duration = Duration::from_secs(30);

struct Listener {
    state: State,
    user: Uuid,
    workspaces: BTreeSet<Uuid>,
    moved: Receiver<Head>,
    /// Who came into a workspace or left one.
    people: Receiver<Uuid>,
    /// Whose sessions are to be asked for again.
    ended: Receiver<Uuid>,
    waiting: Vec<Head>,
    refresh_at: Instant,
}

/// All heads, then every head that moves.
pub async fn events(state: State, user: Uuid) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    // Subscribed first: what moves between the two is heard twice rather than never.
    let moved = state.wake.subscribe();
    let people = state.heads.moved_people.subscribe();
    let ended = state.known_sessions.forgotten.subscribe();
    let mut listener = Listener {
        state,
        user,
        workspaces: BTreeSet::new(),
        moved,
        people,
        ended,
        waiting: Vec::new(),
        refresh_at: Instant::now() + MEMBERSHIPS_EVERY,
    };
    listener.read_all().await?;
    let stream = unfold(listener, |mut listener| async move {
        let head = listener.next().await?;
        Some((Ok(event(&head)), listener))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(COMMENT_EVERY).text("")))
}

impl Listener {
    async fn read_all(&mut self) -> Result<()> {
        let heads = workspaces_of(&self.state, self.user).await?;
        self.workspaces = heads.iter().map(|head| head.ws).collect();
        self.waiting = heads.into_iter().rev().collect();
        Ok(())
    }

    /// The heads of workspaces this person came into.
    async fn read_new(&mut self) -> Result<()> {
        self.refresh_at = Instant::now() + MEMBERSHIPS_EVERY;
        let heads = workspaces_of(&self.state, self.user).await?;
        let before = std::mem::replace(&mut self.workspaces, heads.iter().map(|head| head.ws).collect());
        self.waiting.extend(heads.into_iter().filter(|head| !before.contains(&head.ws)));
        Ok(())
    }

    /// The next head to tell; nothing ends the stream. It also ends when a session of this person ended: whoever still may listen comes
    /// back at once, and who may not is told so.
    async fn next(&mut self) -> Option<Head> {
        loop {
            if let Some(head) = self.waiting.pop() {
                return Some(head);
            }
            let heard = tokio::select! {
                heard = timeout_at(self.refresh_at, self.moved.recv()) => heard,
                user = self.people.recv() => {
                    if is_meant(user, self.user) {
                        // Who left one is still told that it moved, and asks, and is refused.
                        let before = self.workspaces.clone();
                        self.read_new().await.ok()?;
                        self.workspaces.extend(before);
                    }
                    continue;
                }
                user = self.ended.recv() => {
                    if is_meant(user, self.user) {
                        return None;
                    }
                    continue;
                }
                () = self.state.stopped() => return None,
            };
            let moved = match heard {
                Ok(moved) => moved,
                // Did this person come into a workspace, or leave one?
                Err(_) => {
                    self.read_new().await.ok()?;
                    continue;
                }
            };
            match moved {
                Ok(head) if self.workspaces.contains(&head.ws) => return Some(head),
                Ok(_) => {}
                // Some were missed: all are told anew.
                Err(RecvError::Lagged(_)) => self.read_all().await.ok()?,
                Err(RecvError::Closed) => return None,
            }
        }
    }
}

/// Whether it was about this person; who missed some takes it that it was.
fn is_meant(told: std::result::Result<Uuid, RecvError>, user: Uuid) -> bool {
    match told {
        Ok(told) => told == user,
        Err(RecvError::Lagged(_) | RecvError::Closed) => true,
    }
}

fn event(head: &Head) -> Event {
    Event::default().event("head").data(serde_json::to_string(head).unwrap_or_default())
}
