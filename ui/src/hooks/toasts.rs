//! Short messages at the edge of the window: what was done with a way to undo it, and what went wrong, in words.

use std::rc::Rc;

use domain::GroupId;
use wire::Fault;
use wire::call::UndoStep;
use yew::prelude::*;

/// The most messages on screen at once; older ones go first.
const TOASTS_MAX: usize = 3;

/// One message.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// Tells it from the others.
    pub id: u64,
    /// What it says.
    pub message: ToastMessage,
}

/// What a message says; the words are found where it is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum ToastMessage {
    /// A command was carried out: its call's name, how many rows, and the action that undo would take back.
    Done {
        /// `Call::NAME`.
        name: &'static str,
        /// Rows changed.
        rows: u64,
        /// The action.
        group: Option<GroupId>,
    },
    /// An action was taken back.
    Undone(UndoStep),
    /// An action was done again.
    Redone(UndoStep),
    /// A call failed.
    Fault(Fault),
}

/// The messages on screen, newest last.
#[derive(Debug, Default, PartialEq)]
pub struct ToastList {
    next: u64,
    shown: Vec<Toast>,
}

/// What can happen to them.
pub enum ToastAction {
    /// One more; it replaces an equal one and the offer to undo something older.
    Show(ToastMessage),
    /// One is dismissed. Dismissing never deletes data.
    Dismiss(u64),
}

impl Reducible for ToastList {
    type Action = ToastAction;

    fn reduce(self: Rc<Self>, action: ToastAction) -> Rc<Self> {
        let mut shown = self.shown.clone();
        let mut next = self.next;
        match action {
            ToastAction::Show(message) => {
                let is_change = |m: &ToastMessage| !matches!(m, ToastMessage::Fault(_));
                shown.retain(|toast| {
                    toast.message != message && !(is_change(&toast.message) && is_change(&message))
                });
                shown.push(Toast { id: next, message });
                next += 1;
                let excess = shown.len().saturating_sub(TOASTS_MAX);
                shown.drain(..excess);
            }
            ToastAction::Dismiss(id) => shown.retain(|toast| toast.id != id),
        }
        Rc::new(Self { next, shown })
    }
}

/// The way to show and dismiss messages.
#[derive(Clone, PartialEq)]
pub struct Toasts(UseReducerDispatcher<ToastList>);

impl Toasts {
    /// Shows a message.
    pub fn show(&self, message: ToastMessage) {
        self.0.dispatch(ToastAction::Show(message));
    }

    /// Takes one away.
    pub fn dismiss(&self, id: u64) {
        self.0.dispatch(ToastAction::Dismiss(id));
    }
}

#[derive(Clone, PartialEq)]
struct Shown(Rc<Vec<Toast>>);

/// Holds the messages for everything inside.
#[component]
pub fn ToastsProvider(props: &yew::html::ChildrenProps) -> Html {
    let list = use_reducer(ToastList::default);
    let toasts = Toasts(list.dispatcher());
    let shown = Shown(Rc::new(list.shown.clone()));
    html! {
        <ContextProvider<Toasts> context={toasts}>
            <ContextProvider<Shown> context={shown}>{ props.children.clone() }</ContextProvider<Shown>>
        </ContextProvider<Toasts>>
    }
}

/// The way to show messages.
#[hook]
pub fn use_toasts() -> Toasts {
    use_context::<Toasts>().expect("the app is inside ToastsProvider")
}

/// The messages on screen.
#[hook]
pub fn use_toast_list() -> Rc<Vec<Toast>> {
    use_context::<Shown>().expect("the app is inside ToastsProvider").0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(rows: u64) -> ToastAction {
        ToastAction::Show(ToastMessage::Done { name: "save_expense", rows, group: None })
    }

    #[test]
    fn only_the_newest_change_can_be_undone_from_a_message() {
        let list = Rc::new(ToastList::default()).reduce(done(1)).reduce(done(2));
        assert_eq!(list.shown.len(), 1);
        assert!(matches!(list.shown[0].message, ToastMessage::Done { rows: 2, .. }));
    }

    #[test]
    fn failures_stay_beside_changes_and_the_list_is_bounded() {
        let mut list = Rc::new(ToastList::default()).reduce(done(1));
        for n in 0..5 {
            list = list
                .reduce(ToastAction::Show(ToastMessage::Fault(Fault::with_number(wire::Code::TooMany, n))));
        }
        assert_eq!(list.shown.len(), TOASTS_MAX);
    }

    #[test]
    fn dismissing_takes_away_one() {
        let list = Rc::new(ToastList::default()).reduce(done(1));
        let id = list.shown[0].id;
        assert!(list.reduce(ToastAction::Dismiss(id)).shown.is_empty());
    }
}
