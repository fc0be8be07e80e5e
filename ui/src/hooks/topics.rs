//! Who wants to hear that something changed. Notices that come within a few milliseconds (our own command's and the host's echo
//! of it) are told once.

use std::cell::RefCell;
use std::collections::BTreeMap;

use wire::Topic;
use yew::Callback;

use crate::backend::{Timer, after_ms};

/// How long notices are gathered before they are told.
const GATHER_MS: u32 = 12;

#[derive(Default)]
struct Bus {
    next: u64,
    subscribers: BTreeMap<u64, (&'static [Topic], Callback<()>)>,
    gathered: Vec<Topic>,
    pending: Option<Timer>,
}

thread_local! {
    static BUS: RefCell<Bus> = RefCell::default();
}

/// A subscription; dropping it ends it.
pub struct Subscription(u64);

impl Drop for Subscription {
    fn drop(&mut self) {
        BUS.with_borrow_mut(|bus| bus.subscribers.remove(&self.0));
    }
}

/// Calls back whenever one of `topics` was touched.
pub fn subscribe(topics: &'static [Topic], callback: Callback<()>) -> Subscription {
    BUS.with_borrow_mut(|bus| {
        bus.next += 1;
        bus.subscribers.insert(bus.next, (topics, callback));
        Subscription(bus.next)
    })
}

/// Says that `topics` were touched.
pub fn publish(topics: &[Topic]) {
    if topics.is_empty() {
        return;
    }
    BUS.with_borrow_mut(|bus| {
        bus.gathered.extend(topics);
        if bus.pending.is_none() {
            bus.pending = Some(after_ms(GATHER_MS, tell));
        }
    });
}

fn tell() {
    let callbacks: Vec<Callback<()>> = BUS.with_borrow_mut(|bus| {
        bus.pending = None;
        let touched = std::mem::take(&mut bus.gathered);
        let concerned =
            bus.subscribers.values().filter(|(topics, _)| topics.iter().any(|t| touched.contains(t)));
        concerned.map(|(_, callback)| callback.clone()).collect()
    });
    for callback in callbacks {
        callback.emit(());
    }
}
