//! Sending something that may take a network's time: whether it is under way and why it failed stands where it was asked for.

use wire::{Call, Fault};
use yew::prelude::*;

use super::command::{Command, use_command};

/// What is known of the last thing sent.
#[derive(Clone, PartialEq, Default)]
struct Sent {
    is_busy: bool,
    fault: Option<Fault>,
}

/// The way to send.
#[derive(Clone, PartialEq)]
pub struct Send {
    command: Command,
    sent: UseStateHandle<Sent>,
}

impl Send {
    /// Whether an answer is awaited.
    pub fn is_busy(&self) -> bool {
        self.sent.is_busy
    }

    /// Why the last attempt failed.
    pub fn fault(&self) -> Option<Fault> {
        self.sent.fault.clone()
    }

    /// Forgets the last failure.
    pub fn forgive(&self) {
        self.sent.set(Sent::default());
    }

    /// Sends `request`; `done` hears of an answer that is no failure.
    pub fn send<C>(&self, request: C, done: Callback<C::Reply>)
    where
        C: Call + 'static,
        C::Reply: 'static,
    {
        let sent = self.sent.clone();
        self.sent.set(Sent { is_busy: true, fault: None });
        let told = Callback::from(move |reply: Result<C::Reply, Fault>| match reply {
            Ok(reply) => {
                sent.set(Sent::default());
                done.emit(reply);
            }
            Err(fault) => sent.set(Sent { is_busy: false, fault: Some(fault) }),
        });
        self.command.run_quietly(request, told);
    }
}

/// The way to send.
#[hook]
pub fn use_send() -> Send {
    Send { command: use_command(), sent: use_state(Sent::default) }
}
