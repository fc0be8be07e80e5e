//! Heads that moved, from whoever moved them to whoever listens, on all instances (SYNC.md 7).
//!
//! A commit marks its workspace here; every tenth of a second one NOTIFY tells the other instances, outside of any push, because a
//! NOTIFY inside takes a lock of the whole database at commit. Each instance LISTENs on one connection of its own. A hint that is lost
//! costs time, never data.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::sync::Notify;
use tokio::sync::broadcast;
use uuid::Uuid;
use wire::v1::Head;

use crate::State;

/// The channel of the database.
const CHANNEL: &str = "sync";
/// How long heads are gathered before they are told.
const GATHER: Duration = Duration::from_millis(100);
/// Heads in one notification: its payload may have 8,000 bytes.
const HEADS_PER_NOTIFY: usize = 100;
/// How long to wait before the database is asked again after it went away.
const RECONNECT: Duration = Duration::from_secs(1);
/// How long a head is believed while the other instances are heard.
const KNOWN_MS: i64 = 60_000;
/// How long it is believed while they are not.
const KNOWN_DEAF_MS: i64 = 2_000;
/// How long it is believed in which workspaces a person is.
const MEMBERSHIPS_MS: i64 = 30_000;
/// People remembered at most; above it all are forgotten, and asked for again.
const PEOPLE_MAX: usize = 100_000;

/// People that may wait for a slow stream before it misses some; it then takes it that it is meant.
const PEOPLE_WAITING_MAX: usize = 256;

/// Whom streams of this instance should ask about again.
#[derive(Debug)]
pub struct People(broadcast::Sender<Uuid>);

impl Default for People {
    fn default() -> Self {
        Self(broadcast::channel(PEOPLE_WAITING_MAX).0)
    }
}

impl People {
    /// Tells all who listen.
    pub fn tell(&self, user: Uuid) {
        // Nobody listening is no failure.
        let _ = self.0.send(user);
    }

    /// Everybody told from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Uuid> {
        self.0.subscribe()
    }
}

/// The heads this instance knows.
#[derive(Debug, Default)]
pub struct Heads {
    known: Mutex<Known>,
    /// Who came into a workspace or left one.
    pub moved_people: People,
    /// Rings when there is something to tell the other instances.
    untold: Notify,
}

#[derive(Debug, Default)]
struct Known {
    heads: HashMap<Uuid, (Head, i64)>,
    people: HashMap<Uuid, (Vec<Uuid>, i64)>,
    to_tell: HashMap<Uuid, Head>,
    is_listening: bool,
}

impl Heads {
    /// A head moved, here: tells listeners of this instance now and the others soon.
    pub fn moved(&self, state: &State, head: Head) {
        self.heard(state, head);
        self.lock().to_tell.insert(head.ws, head);
        self.untold.notify_one();
    }

    /// Somebody came into a workspace, left it, or may see other things: forgets in which workspaces they are.
    pub fn forget(&self, user: Uuid) {
        self.lock().people.remove(&user);
        self.moved_people.tell(user);
    }

    /// A head moved, wherever.
    fn heard(&self, state: &State, head: Head) {
        let now_ms = state.now_ms();
        let mut known = self.lock();
        let entry = known.heads.entry(head.ws).or_insert((head, now_ms));
        if (head.epoch, head.head) >= (entry.0.epoch, entry.0.head) {
            *entry = (head, now_ms);
        }
        drop(known);
        // Nobody listening is no failure.
        let _ = state.wake.send(head);
    }

    /// The heads of a person's workspaces, by id, when all are known.
    pub fn of(&self, user: Uuid, now_ms: i64) -> Option<Vec<Head>> {
        let known = self.lock();
        let believed_ms = if known.is_listening { KNOWN_MS } else { KNOWN_DEAF_MS };
        let (workspaces, since_ms) = known.people.get(&user)?;
        if now_ms - since_ms > MEMBERSHIPS_MS.min(believed_ms) {
            return None;
        }
        let head = |workspace: &Uuid| {
            let (head, since_ms) = known.heads.get(workspace)?;
            (now_ms - since_ms <= believed_ms).then_some(*head)
        };
        workspaces.iter().map(head).collect()
    }

    /// Remembers what the database said.
    pub fn learn(&self, user: Uuid, heads: &[Head], now_ms: i64) {
        let mut known = self.lock();
        if known.people.len() >= PEOPLE_MAX {
            known.people.clear();
            known.heads.clear();
        }
        known.people.insert(user, (heads.iter().map(|head| head.ws).collect(), now_ms));
        for head in heads {
            let entry = known.heads.entry(head.ws).or_insert((*head, now_ms));
            if (head.epoch, head.head) >= (entry.0.epoch, entry.0.head) {
                *entry = (*head, now_ms);
            }
        }
    }

    fn set_listening(&self, is_listening: bool) {
        self.lock().is_listening = is_listening;
    }

    fn take_untold(&self) -> Vec<Head> {
        self.lock().to_tell.drain().map(|(_, head)| head).collect()
    }

    fn tell_again(&self, heads: &[Head]) {
        let mut known = self.lock();
        for head in heads {
            known.to_tell.entry(head.ws).or_insert(*head);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells and hears until it is dropped: started once by whoever serves.
pub async fn run(state: State) {
    // Two connections of its own: LISTEN keeps one, and a starved pool must not keep hints back.
    let pool = PgPoolOptions::new()
        .max_connections(2)
        .connect_lazy_with(state.pool.connect_options().as_ref().clone());
    tokio::join!(tell(&state, &pool), hear(&state, &pool));
}

async fn tell(state: &State, pool: &PgPool) {
    loop {
        state.heads.untold.notified().await;
        tokio::time::sleep(GATHER).await;
        for heads in state.heads.take_untold().chunks(HEADS_PER_NOTIFY) {
            let told =
                sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(payload(heads)).execute(pool);
            if told.await.is_err() {
                state.heads.tell_again(heads);
                tokio::time::sleep(RECONNECT).await;
                state.heads.untold.notify_one();
            }
        }
    }
}

async fn hear(state: &State, pool: &PgPool) {
    loop {
        if let Ok(mut listener) = PgListener::connect_with(pool).await
            && listener.listen(CHANNEL).await.is_ok()
        {
            state.heads.set_listening(true);
            // `try_recv` says when the connection was lost and made anew: hints may have been missed meanwhile.
            while let Ok(Some(notification)) = listener.try_recv().await {
                heads_of(notification.payload()).for_each(|head| state.heads.heard(state, head));
            }
            state.heads.set_listening(false);
        }
        tokio::time::sleep(RECONNECT).await;
    }
}

fn payload(heads: &[Head]) -> String {
    let one = |head: &Head| format!("{}:{}:{}", head.ws.simple(), head.epoch, head.head);
    heads.iter().map(one).collect::<Vec<_>>().join(",")
}

fn heads_of(payload: &str) -> impl Iterator<Item = Head> {
    payload.split(',').filter_map(|one| {
        let mut parts = one.split(':');
        Some(Head {
            ws: Uuid::parse_str(parts.next()?).ok()?,
            epoch: parts.next()?.parse().ok()?,
            head: parts.next()?.parse().ok()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notification_holds_what_was_told_and_fits() {
        let heads: Vec<Head> =
            (0..100).map(|n| Head { ws: Uuid::from_u128(n), epoch: i32::MAX, head: i64::MAX }).collect();
        let payload = payload(&heads);
        assert!(payload.len() < 8_000, "{}", payload.len());
        assert_eq!(heads_of(&payload).collect::<Vec<_>>(), heads);
        assert_eq!(heads_of("nonsense,1:2").count(), 0);
    }

    #[test]
    fn heads_are_known_for_a_while_and_never_go_back() {
        let (user, ws) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let heads = Heads::default();
        assert_eq!(heads.of(user, 0), None);
        heads.learn(user, &[Head { ws, epoch: 1, head: 5 }], 0);
        heads.learn(user, &[Head { ws, epoch: 1, head: 4 }], 1);
        assert_eq!(heads.of(user, 1_000), Some(vec![Head { ws, epoch: 1, head: 5 }]));
        assert_eq!(heads.of(user, KNOWN_DEAF_MS + 2), None, "deaf: not for long");
        heads.set_listening(true);
        assert!(heads.of(user, KNOWN_DEAF_MS + 2).is_some());
        assert_eq!(heads.of(user, MEMBERSHIPS_MS + 2), None);
        heads.forget(user);
        assert_eq!(heads.of(user, 0), None);
    }
}
