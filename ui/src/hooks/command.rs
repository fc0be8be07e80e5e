//! Changing something: the command is sent, what it touched is announced, and a message says what happened and offers undo.

use domain::GroupId;
use wire::call::{
    CatalogueSaved, Changed, DemoReply, ImportReport, RedoNext, Saved, TemplateSaved, UndoLast, Undone,
};
use wire::{Call, Fault, Topic};
use yew::prelude::*;

use super::toasts::{ToastMessage, Toasts, use_toasts};
use super::topics::publish;
use crate::backend;

/// What a reply says about undo.
pub trait Outcome {
    /// The action that undo would take back; `None` when nothing changed or nothing can be undone.
    fn group(&self) -> Option<GroupId>;
    /// How many rows changed.
    fn rows(&self) -> u64;
}

macro_rules! outcomes {
    ($($reply:ty => $group:expr, $rows:expr;)*) => {
        $(impl Outcome for $reply {
            fn group(&self) -> Option<GroupId> {
                let group: fn(&Self) -> Option<GroupId> = $group;
                group(self)
            }

            fn rows(&self) -> u64 {
                let rows: fn(&Self) -> u64 = $rows;
                rows(self)
            }
        })*
    };
}

outcomes! {
    () => |()| None, |()| 0;
    Changed => |it| it.group, |it| it.rows;
    Saved => |it| it.group, |it| it.ids.len() as u64;
    CatalogueSaved => |it| it.group, |_| 1;
    TemplateSaved => |it| it.group, |_| 1;
    ImportReport => |it| it.group, |it| it.added;
    DemoReply => |_| None, |it| it.expenses;
    Undone => |_| None, |it| it.step.rows;
}

/// The way to change something.
#[derive(Clone, PartialEq)]
pub struct Command {
    toasts: Toasts,
}

impl Command {
    /// Sends `request`; on success announces what it touched and, when it can be undone, offers that in a message. A failure is
    /// shown in words, except input to mend, which belongs beside its fields. `done` hears of both.
    pub fn run<C>(&self, request: C, done: Callback<Result<C::Reply, Fault>>)
    where
        C: Call + 'static,
        C::Reply: Outcome + 'static,
    {
        let finish = move |reply: Result<String, Fault>| {
            let reply = reply.and_then(|reply| backend::reply_of::<C>(&reply));
            let said = reply.as_ref().map(|answer| (answer.group(), answer.rows())).map_err(Fault::clone);
            done.emit(reply);
            said
        };
        send(C::NAME, C::TOUCHES, backend::body_of(&request), Some(self.toasts.clone()), Box::new(finish));
    }

    /// Sends `request` and shows nothing, whatever happens: for drafts, which must not disturb.
    pub fn run_quietly<C>(&self, request: C, done: Callback<Result<C::Reply, Fault>>)
    where
        C: Call + 'static,
        C::Reply: 'static,
    {
        let finish = move |reply: Result<String, Fault>| {
            done.emit(reply.and_then(|reply| backend::reply_of::<C>(&reply)));
            Ok((None, 0))
        };
        send(C::NAME, C::TOUCHES, backend::body_of(&request), None, Box::new(finish));
    }
}

/// What a reply says for the message: the action and how many rows.
type Said = Result<(Option<GroupId>, u64), Fault>;

/// A command apart from its types: what it touched is announced before anybody hears that it is done.
fn send(
    name: &'static str,
    touches: &'static [Topic],
    body: Result<String, Fault>,
    toasts: Option<Toasts>,
    finish: Box<dyn FnOnce(Result<String, Fault>) -> Said>,
) {
    backend::spawn(async move {
        let reply = match body {
            Ok(body) => backend::ask(name, body).await,
            Err(fault) => Err(fault),
        };
        if reply.is_ok() {
            publish(touches);
        }
        let said = finish(reply);
        let Some(toasts) = toasts else { return };
        match said {
            Ok((Some(group), rows)) => toasts.show(ToastMessage::Done { name, rows, group: Some(group) }),
            Ok((None, _)) => {}
            Err(fault) if fault.code == wire::Code::Invalid && !fault.invalid.is_empty() => {}
            Err(fault) => toasts.show(ToastMessage::Fault(fault)),
        }
    });
}

/// The way to change something.
#[hook]
pub fn use_command() -> Command {
    Command { toasts: use_toasts() }
}

/// Undo and redo.
#[derive(Clone, PartialEq)]
pub struct UndoKeys {
    /// Takes the newest action back; with a group, only if that is still the newest.
    pub undo: Callback<Option<GroupId>>,
    /// Does the newest undone action again.
    pub redo: Callback<()>,
}

/// Undo and redo, each of which says what it did.
#[hook]
pub fn use_undo() -> UndoKeys {
    let toasts = use_toasts();
    let command = use_command();
    let undo = {
        let (toasts, command) = (toasts.clone(), command.clone());
        Callback::from(move |group| {
            let toasts = toasts.clone();
            let told = Callback::from(move |reply: Result<Undone, Fault>| {
                if let Ok(undone) = reply {
                    toasts.show(ToastMessage::Undone(undone.step));
                }
            });
            command.run(UndoLast { group }, told);
        })
    };
    let redo = Callback::from(move |()| {
        let toasts = toasts.clone();
        let told = Callback::from(move |reply: Result<Undone, Fault>| {
            if let Ok(redone) = reply {
                toasts.show(ToastMessage::Redone(redone.step));
            }
        });
        command.run(RedoNext {}, told);
    });
    UndoKeys { undo, redo }
}
