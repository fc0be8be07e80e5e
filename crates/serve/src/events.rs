//! `GET /events`: server-sent events, one for each change: a JSON list of the topics it touched.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{OwnedSemaphorePermit, broadcast, watch};
use wire::{Code, Fault, Topic};

use crate::calls::names;
use crate::state::{Host, STREAMS_MAX};
use crate::status::refuse;

/// How often a quiet stream says that it is alive.
const PULSE: Duration = Duration::from_secs(15);
/// How soon a browser that lost the stream comes back.
const RETRY: Duration = Duration::from_secs(2);

pub async fn stream(State(host): State<Host>) -> Response {
    let Ok(place) = host.streams.clone().try_acquire_owned() else {
        tracing::warn!(limit = STREAMS_MAX, "too many event streams");
        return refuse(Fault::with_number(Code::TooMany, 10));
    };
    let listening = Listening {
        touched: host.app.subscribe(),
        closing: host.closing.subscribe(),
        is_fresh: true,
        _place: place,
    };
    Sse::new(changes(listening)).keep_alive(KeepAlive::new().interval(PULSE)).into_response()
}

struct Listening {
    touched: broadcast::Receiver<&'static [Topic]>,
    closing: watch::Receiver<bool>,
    is_fresh: bool,
    _place: OwnedSemaphorePermit,
}

fn changes(listening: Listening) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(listening, |mut listening| async move {
        // The empty list at the start tells the browser that the stream is open: from now on it misses nothing.
        if std::mem::take(&mut listening.is_fresh) {
            return Some((Ok(event(&[]).retry(RETRY)), listening));
        }
        let topics = tokio::select! {
            received = listening.touched.recv() => match received {
                Ok(topics) => topics,
                // It fell behind: everything may have changed.
                Err(RecvError::Lagged(_)) => Topic::ALL,
                Err(RecvError::Closed) => return None,
            },
            _ = listening.closing.wait_for(|closing| *closing) => return None,
        };
        Some((Ok(event(topics)), listening))
    })
}

fn event(topics: &[Topic]) -> Event {
    Event::default().data(serde_json::json!(names(topics)).to_string())
}
