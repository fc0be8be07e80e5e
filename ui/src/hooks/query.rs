//! Asking the core and staying up to date: an answer is kept on screen while its successor is fetched.

use std::rc::Rc;

use wire::{Call, Fault};
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
    let state = use_state_eq(|| Loaded::<Rc<C::Reply>>::Loading);
    let version = use_reducer(|| Version(0));
    let newest = use_mut_ref(|| 0u64);
    {
        let (state, newest) = (state.clone(), newest.clone());
        use_effect_with((request, version.0), move |(request, _)| {
            *newest.borrow_mut() += 1;
            let ticket = *newest.borrow();
            if let Some(request) = request.clone() {
                let newest = newest.clone();
                backend::spawn(async move {
                    let reply = backend::call(request).await;
                    // An answer to an older question is dropped.
                    if *newest.borrow() == ticket {
                        state.set(match reply {
                            Ok(answer) => Loaded::Ready(Rc::new(answer)),
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
            let subscription = (!C::READS.is_empty()).then(|| subscribe(C::READS, again));
            move || {
                drop(subscription);
                *newest.borrow_mut() += 1;
            }
        });
    }
    let dispatcher = version.dispatcher();
    UseQuery { state: (*state).clone(), retry: Callback::from(move |()| dispatcher.dispatch(())) }
}
