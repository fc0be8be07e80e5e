//! Keeping an unfinished form while somebody types: the first change at once, later ones a few times a second, and what is left
//! as soon as a field is left, the window loses the focus or the page goes away. One draft is on its way at a time, so that an older
//! one never overtakes a newer one, nor a draft the expense it became.

mod pace;

use std::cell::RefCell;
use std::rc::Rc;

use domain::ExpenseId;
use wire::call::{FormSource, SaveDraft};
use wire::{Call, Code, Fault};
use yew::prelude::*;

use super::topics::publish;
use crate::backend::{self, Timer};
use crate::route::Route;

use pace::{Next, Pace};

#[derive(Default)]
struct State {
    pace: Pace,
    newest: Option<SaveDraft>,
    timer: Option<Timer>,
    /// What waits until nothing is on its way.
    after: Vec<Callback<()>>,
    told: Option<Callback<Option<bool>>>,
}

/// The keeper of one form's draft.
#[derive(Clone, Default)]
pub struct Drafts(Rc<RefCell<State>>);

impl PartialEq for Drafts {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Drafts {
    /// The form changed: this is what to keep of it now.
    pub fn set(&self, draft: SaveDraft) {
        let next = {
            let mut state = self.0.borrow_mut();
            state.newest = Some(draft);
            state.pace.changed(backend::now_ms())
        };
        self.follow(next);
    }

    /// Keeps what is left without waiting any longer.
    pub fn flush(&self) {
        let next = self.0.borrow_mut().pace.hurried(backend::now_ms());
        self.follow(next);
    }

    /// The page may be gone in a moment: what is left is sent now, whatever is on its way, and outlives the page.
    pub fn flush_for_good(&self) {
        let draft = {
            let mut state = self.0.borrow_mut();
            if state.pace.forsaken() { state.newest.clone() } else { None }
        };
        if let Some(body) = draft.and_then(|draft| backend::body_of(&draft).ok()) {
            backend::spawn(async move { drop(backend::ask_to_the_end(SaveDraft::NAME, body).await) });
        }
    }

    /// Nothing more is kept, because the form is saved or thrown away; `then` runs when nothing is on its way any more.
    pub fn close(&self, then: Callback<()>) {
        let is_idle = {
            let mut state = self.0.borrow_mut();
            (state.newest, state.timer) = (None, None);
            let is_idle = state.pace.close();
            if !is_idle {
                state.after.push(then.clone());
            }
            is_idle
        };
        if is_idle {
            then.emit(());
        }
    }

    /// Another form, or saving failed: drafts are kept again.
    pub fn open(&self) {
        let told = {
            let mut state = self.0.borrow_mut();
            state.pace.open();
            state.told.clone()
        };
        if let Some(told) = told {
            told.emit(None);
        }
    }

    fn follow(&self, next: Next) {
        match next {
            Next::Rest => {}
            Next::Wait(delay_ms) => {
                let drafts = self.clone();
                let timer = backend::after_ms(delay_ms, move || drafts.flush());
                self.0.borrow_mut().timer = Some(timer);
            }
            Next::Send => self.send(),
        }
    }

    fn send(&self) {
        let Some(draft) = self.0.borrow().newest.clone() else { return };
        if !draft.is_edit {
            // Loading the page anew comes back to this draft.
            backend::rename_hash(&Route::Add(FormSource::Draft(draft.id)).to_hash());
        }
        let drafts = self.clone();
        backend::spawn(async move {
            let reply = match backend::body_of(&draft) {
                Ok(body) => backend::ask(SaveDraft::NAME, body).await.map(drop),
                Err(fault) => Err(fault),
            };
            if reply.is_ok() {
                publish(SaveDraft::TOUCHES);
            }
            drafts.answered(draft.id, reply);
        });
    }

    fn answered(&self, id: ExpenseId, reply: Result<(), Fault>) {
        let (next, after, told) = {
            let mut state = self.0.borrow_mut();
            // What the core refuses it will refuse again; what it could not be asked is asked again.
            let again = reply.as_ref().is_err_and(|fault| fault.code != Code::Invalid)
                && state.newest.as_ref().is_some_and(|newest| newest.id == id);
            let next = state.pace.answered(backend::now_ms(), again);
            (next, std::mem::take(&mut state.after), state.told.clone())
        };
        if let Some(told) = told {
            told.emit(Some(reply.is_ok()));
        }
        for then in after {
            then.emit(());
        }
        self.follow(next);
    }
}

/// Keeps `draft` whenever `edits` has counted a change. The answer also says whether the newest attempt succeeded, if there was one.
#[hook]
pub fn use_drafts(draft: Option<SaveDraft>, edits: u64) -> (Drafts, Option<bool>) {
    let drafts = (*use_memo((), |()| Drafts::default())).clone();
    let kept = use_state_eq(|| None::<bool>);
    {
        let (drafts, kept) = (drafts.clone(), kept.clone());
        use_effect_with((), move |()| {
            drafts.0.borrow_mut().told = Some(Callback::from(move |is_kept| kept.set(is_kept)));
        });
    }
    {
        let drafts = drafts.clone();
        use_effect_with(edits, move |_| {
            if let Some(draft) = draft {
                drafts.set(draft);
            }
        });
    }
    {
        let drafts = drafts.clone();
        use_effect_with((), move |()| {
            let soon = |name| {
                let drafts = drafts.clone();
                backend::on_window::<Event>(name, move |_| drafts.flush())
            };
            let at_last = |name| {
                let drafts = drafts.clone();
                backend::on_window::<Event>(name, move |_| drafts.flush_for_good())
            };
            let listeners = [
                soon("focusout"),
                soon("blur"),
                soon("hashchange"),
                soon("visibilitychange"),
                at_last("pagehide"),
            ];
            move || {
                drop(listeners);
                drafts.0.borrow_mut().told = None;
                drafts.flush();
            }
        });
    }
    (drafts, *kept)
}
