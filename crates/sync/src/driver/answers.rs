//! What the account's task makes of what its tasks say.

use domain::WorkspaceId;
use wire::v1;

use super::Change;
use super::account::Account;
use super::outside::Inner;
use crate::engine::{Event, RequestId, State};
use crate::service::{Failure, RawAnswer, TaggedHeads};

/// How long after a failed hello it is tried again, in milliseconds, doubled with every failure.
const HELLO_RETRY_MS: i64 = 15_000;
/// A clock further from the service's than this is one somebody must hear of, in milliseconds: 5 minutes.
pub(super) const CLOCK_OFF_MIN_MS: i64 = 5 * 60 * 1_000;
/// The fact of this file that says what the service knew when it was last asked.
const SERVICE_SCHEMA: &str = "sync_service_schema";

impl Account {
    pub async fn hear(&mut self, said: Inner) {
        match said {
            Inner::Answer(workspace, id, answer) => self.answered(workspace, id, answer).await,
            Inner::Token(workspace, token) => self.token_came(workspace, token).await,
            Inner::Verified(workspace) => self.give(workspace, Event::Verified).await,
            Inner::Newest(workspace, applied) => self.announce(workspace, applied),
            Inner::Heads(heads) => self.heads_came(heads).await,
            Inner::Hello(hello) => self.hello_came(*hello).await,
            Inner::StreamOpened => self.wake.stream_opened(self.time.engine_ms()),
            Inner::Head(head) => self.poke(head).await,
            Inner::StreamEnded => {
                self.is_opening = false;
                let now_ms = self.time.engine_ms();
                self.wake.stream_ended(now_ms);
                if self.is_foreground && !self.is_polling {
                    self.poll_ms = self.wake.next_poll_ms(now_ms);
                }
            }
            Inner::Transferred(moved) => self.transferred(&moved),
        }
    }

    async fn answered(&mut self, workspace: WorkspaceId, id: RequestId, answer: Result<RawAnswer, Failure>) {
        match answer {
            Ok(answer) => {
                self.note_clock(workspace, &answer).await;
                if let Some(slot) = self.slots.get_mut(&workspace) {
                    slot.token = answer.token;
                }
                let RawAnswer { status, headers, body, .. } = answer;
                self.give(workspace, Event::HttpDone { id, status, headers, body }).await;
            }
            Err(failure) => self.not_answered(workspace, id, &failure).await,
        }
    }

    async fn note_clock(&mut self, workspace: WorkspaceId, answer: &RawAnswer) {
        let Some(service_ms) = answer.service_ms() else { return };
        let round_trip_ms = i64::try_from(answer.round_trip.as_millis()).unwrap_or(i64::MAX);
        let now_ms = self.time.device_ms();
        let Some(offset_ms) = self.clock.observe(now_ms, round_trip_ms, service_ms) else { return };
        let engine_ms = self.time.engine_ms();
        if let Err(error) = self.setup.store.put_sync_contact(workspace, engine_ms, Some(offset_ms)).await {
            tracing::warn!(%error, "the clock's offset cannot be kept");
        }
        let is_off = offset_ms.abs() > CLOCK_OFF_MIN_MS;
        if is_off && !self.is_clock_told {
            self.pass_on(Change { clock_ahead_ms: Some(-offset_ms), ..Change::of(workspace) });
        }
        self.is_clock_told = is_off;
    }

    /// An engine knows answers and silence; what else can go wrong is one of the two.
    async fn not_answered(&mut self, workspace: WorkspaceId, id: RequestId, failure: &Failure) {
        let as_answer =
            |headers: Vec<(String, String)>| Event::HttpDone { id, status: 200, headers, body: Vec::new() };
        match failure {
            Failure::NotFromUs => self.give(workspace, as_answer(Vec::new())).await,
            Failure::Unreadable => {
                let ours = [(v1::header::PROTOCOL, "1"), ("content-type", v1::CONTENT_TYPE)];
                let headers = ours.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
                self.give(workspace, as_answer(headers)).await;
            }
            Failure::Offline | Failure::BadAddress | Failure::Vault(_) => {
                self.give(workspace, Event::HttpFailed { id }).await;
            }
            Failure::SignedOut | Failure::Problem { .. } => {
                self.give(workspace, Event::HttpFailed { id }).await;
                if is_dead(failure) {
                    self.give(workspace, Event::TokenRefused).await;
                }
            }
        }
    }

    async fn token_came(&mut self, workspace: WorkspaceId, token: Result<String, Failure>) {
        match token {
            Ok(_) => self.give(workspace, Event::TokenRefreshed).await,
            Err(failure) if is_dead(&failure) => self.give(workspace, Event::TokenRefused).await,
            // The engine asks again after a while.
            Err(_) => {}
        }
    }

    async fn heads_came(&mut self, heads: Result<Option<TaggedHeads>, Failure>) {
        self.is_polling = false;
        let was_failing = self.wake.is_failing();
        self.wake.polled(heads.is_ok());
        if self.setup.is_listening {
            self.poll_ms = self.wake.next_poll_ms(self.time.engine_ms());
        }
        if was_failing && heads.is_ok() {
            self.give_all(Event::NetUp).await;
        }
        let Ok(Some(tagged)) = heads else { return };
        self.heads_tag = tagged.tag;
        for head in &tagged.heads {
            self.poke(*head).await;
        }
        // A workspace that is no longer named is asked for itself: it says why.
        let missing: Vec<_> = self
            .slots
            .iter()
            .filter(|(id, slot)| {
                slot.engine.state() == State::Idle && !tagged.heads.iter().any(|head| head.ws == id.0)
            })
            .map(|(id, _)| *id)
            .collect();
        for workspace in missing {
            self.give(workspace, Event::SyncNow).await;
        }
    }

    async fn poke(&mut self, head: v1::Head) {
        let workspace = WorkspaceId(head.ws);
        if self.slots.contains_key(&workspace) {
            self.give(workspace, Event::Poke { epoch: head.epoch, head: head.head }).await;
        } else if self.hello_fails == 0 {
            // A workspace that is new to this device.
            self.hello_ms = self.hello_ms.min(Some(self.time.engine_ms()));
        }
    }

    /// Asks who this is, and waits for it.
    pub async fn say_hello(&mut self) {
        let hello = self.setup.service.hello().await;
        self.hello_came(hello).await;
    }

    async fn hello_came(&mut self, hello: Result<v1::Hello, Failure>) {
        match hello {
            Ok(hello) => {
                self.hello_fails = 0;
                if let Err(error) = self.meet(&hello).await {
                    tracing::warn!(%error, "what the service said of the account cannot be kept");
                }
            }
            Err(_) => {
                let wait_ms = HELLO_RETRY_MS << self.hello_fails.min(6);
                self.hello_fails += 1;
                self.hello_ms = Some(self.time.engine_ms() + wait_ms);
            }
        }
    }

    async fn meet(&mut self, hello: &v1::Hello) -> store::Result<()> {
        if hello.wipe {
            self.is_wiped = true;
            return Ok(());
        }
        let store = self.setup.store.clone();
        for workspace in &hello.workspaces {
            let id = WorkspaceId(workspace.id);
            let role = role_name(workspace.role);
            store.add_sync_book(id, &workspace.name, Some(role)).await?;
            store.put_sync_role(id, &workspace.name, role).await?;
        }
        self.reload().await;
        self.let_back_in(hello).await;
        let known: u32 =
            store.local_meta(SERVICE_SCHEMA).await?.and_then(|known| known.parse().ok()).unwrap_or(0);
        if hello.schema != known {
            store.put_local_meta(SERVICE_SCHEMA, &hello.schema.to_string()).await?;
        }
        if hello.schema > known && known > 0 {
            self.give_all(Event::SchemaRaised).await;
        }
        Ok(())
    }

    /// Somebody who was taken out and is a member again is no longer locked out.
    async fn let_back_in(&mut self, hello: &v1::Hello) {
        let shut = |state| matches!(state, State::Revoked | State::Deleted);
        let back: Vec<_> = self
            .slots
            .iter()
            .filter(|(id, slot)| {
                shut(slot.engine.state()) && hello.workspaces.iter().any(|one| one.id == id.0)
            })
            .map(|(id, _)| *id)
            .collect();
        for workspace in back {
            self.give(workspace, Event::SyncNow).await;
        }
    }
}

fn is_dead(failure: &Failure) -> bool {
    match failure {
        Failure::SignedOut => true,
        Failure::Problem { problem, .. } => problem.status == 401,
        Failure::BadAddress
        | Failure::Offline
        | Failure::NotFromUs
        | Failure::Unreadable
        | Failure::Vault(_) => false,
    }
}

fn role_name(role: v1::Role) -> &'static str {
    match role {
        v1::Role::Viewer => "viewer",
        v1::Role::Member => "member",
        v1::Role::Approver => "approver",
        v1::Role::Admin => "admin",
        v1::Role::Owner => "owner",
    }
}
