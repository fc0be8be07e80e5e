//! What one part of the frame hands to the form that is about to open: photographs dropped or pasted, or a sentence typed
//! elsewhere.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::backend::File;

#[derive(Default)]
struct Parcel {
    files: Vec<File>,
    sentence: Option<String>,
    waiting: Option<Callback<()>>,
}

/// The parcel on its way to the form.
#[derive(Clone, Default)]
pub struct Handover(Rc<RefCell<Parcel>>);

impl PartialEq for Handover {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Handover {
    /// Hands photographs over; a form that is open already takes them at once.
    pub fn give_files(&self, files: Vec<File>) {
        self.0.borrow_mut().files.extend(files);
        let waiting = self.0.borrow().waiting.clone();
        if let Some(waiting) = waiting {
            waiting.emit(());
        }
    }

    /// Hands a sentence over.
    pub fn give_sentence(&self, sentence: String) {
        self.0.borrow_mut().sentence = Some(sentence);
    }

    /// Takes the photographs.
    pub fn take_files(&self) -> Vec<File> {
        std::mem::take(&mut self.0.borrow_mut().files)
    }

    /// Takes the sentence.
    pub fn take_sentence(&self) -> Option<String> {
        self.0.borrow_mut().sentence.take()
    }

    /// Who is told of photographs from now on; `None` when the form closes.
    pub fn wait(&self, waiting: Option<Callback<()>>) {
        self.0.borrow_mut().waiting = waiting;
    }
}

/// Holds the parcel for everything inside.
#[component]
pub fn HandoverProvider(props: &yew::html::ChildrenProps) -> Html {
    let handover = use_memo((), |()| Handover::default());
    html! { <ContextProvider<Handover> context={(*handover).clone()}>{ props.children.clone() }</ContextProvider<Handover>> }
}

/// The parcel.
#[hook]
pub fn use_handover() -> Handover {
    use_context::<Handover>().expect("the screen is inside HandoverProvider")
}
