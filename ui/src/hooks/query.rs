//! Asking the core and staying up to date: an answer is kept on screen while its successor is fetched.

use std::rc::Rc;

use wire::{Call, Fault, Topic};
use yew::prelude::*;

use super::topics::subscribe;
use crate::backend;

/// What is known of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Loaded<T> {
    /// The first answer is on its way.
    Loading,
    /// The newest answer.
    Ready(T),
    /// The newest attempt failed.
    Failed(Fault),
}

impl<T> Loaded<T> {
    /// The answer, if there is one.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(answer) => Some(answer),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// A query's state, and a way to try again.
pub struct UseQuery<T> {
    /// The answer or why there is none; the old answer stays while a newer one is fetched.
    pub state: Loaded<Rc<T>>,
    /// Asks again.
    pub retry: Callback<()>,
}

impl<T> Clone for UseQuery<T> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), retry: self.retry.clone() }
    }
}

impl<T> UseQuery<T> {
    /// The answer, if there is one.
    pub fn ready(&self) -> Option<&Rc<T>> {
        self.state.ready()
    }
}

/// Counts how often the question was to be asked again.
struct Version(u32);

impl Reducible for Version {
    type Action = ();

    fn reduce(self: Rc<Self>, (): ()) -> Rc<Self> {
        Rc::new(Self(self.0.wrapping_add(1)))
    }
}

/// Asks `request` and asks again when it changes or when a topic it reads is touched.
#[hook]
pub fn use_query<C>(request: C) -> UseQuery<C::Reply>
where
    C: Call + Clone + PartialEq + 'static,
    C::Reply: PartialEq + 'static,
{
    use_query_when(Some(request))
}

/// As `use_query`, but asks nothing while there is no request.
#[hook]
pub fn use_query_when<C>(request: Option<C>) -> UseQuery<C::Reply>
where
    C: Call + Clone + PartialEq + 'static,
    C::Reply: PartialEq + 'static,
{
    let body = request.and_then(|request| backend::body_of(&request).ok());
    let (raw, retry) = use_raw_query(C::NAME, C::READS, body);
    let state = use_memo(raw, |raw| match raw {
        Loaded::Loading => Loaded::Loading,
        Loaded::Failed(fault) => Loaded::Failed(fault.clone()),
        Loaded::Ready(reply) => match backend::reply_of::<C>(reply) {
            Ok(answer) => Loaded::Ready(Rc::new(answer)),
            Err(fault) => Loaded::Failed(fault),
        },
    });
    UseQuery { state: (*state).clone(), retry }
}

/// The query apart from its types: JSON in, JSON out. An answer that says the same as the last one changes nothing.
#[hook]
fn use_raw_query(
    name: &'static str,
    reads: &'static [Topic],
    body: Option<String>,
) -> (Loaded<Rc<str>>, Callback<()>) {
    let state = use_state_eq(|| Loaded::<Rc<str>>::Loading);
    let version = use_reducer(|| Version(0));
    let newest = use_mut_ref(|| 0u64);
    {
        let (state, newest) = (state.clone(), newest.clone());
        use_effect_with((body, version.0), move |(body, _)| {
            *newest.borrow_mut() += 1;
            let ticket = *newest.borrow();
            if let Some(body) = body.clone() {
                let newest = newest.clone();
                backend::spawn(async move {
                    let reply = backend::ask(name, body).await;
                    // An answer to an older question is dropped.
                    if *newest.borrow() == ticket {
                        state.set(match reply {
                            Ok(answer) => Loaded::Ready(answer.into()),
                            Err(fault) => Loaded::Failed(fault),
                        });
                    }
                });
            }
        });
    }
    {
        let (dispatcher, newest) = (version.dispatcher(), newest);
        use_effect_with((), move |()| {
            let again = Callback::from(move |()| dispatcher.dispatch(()));
            let subscription = (!reads.is_empty()).then(|| subscribe(reads, again));
            move || {
                drop(subscription);
                *newest.borrow_mut() += 1;
            }
        });
    }
    let dispatcher = version.dispatcher();
    ((*state).clone(), Callback::from(move |()| dispatcher.dispatch(())))
}
