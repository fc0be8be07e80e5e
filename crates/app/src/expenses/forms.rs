//! What was read into forms that are open now: lets a save tell what the person changed from what somebody else changed meanwhile.
//! Only a convenience of this process; drafts keep their own copy, and without one a late save is answered `Stale`.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use domain::expense::ExpenseInput;
use domain::{ExpenseId, TemplateId};
use store::Sight;

/// How many forms are remembered.
const FORMS_MAX: usize = 256;

/// One open form.
#[derive(Debug, Clone)]
pub(crate) struct OpenedForm {
    /// The expense as it was read; `None` for a new one.
    pub base: Option<ExpenseInput>,
    /// `updated_at` of that reading, in milliseconds: with the expense the name of this form.
    pub base_ms: i64,
    /// What its author saw of the rows it was filled from; `None` in a book without other copies.
    pub sight: Option<Sight>,
    /// The template it was filled from.
    pub template: Option<TemplateId>,
}

/// The open forms, newest last.
#[derive(Debug, Default)]
pub(crate) struct OpenForms {
    forms: Mutex<VecDeque<(ExpenseId, OpenedForm)>>,
}

impl OpenForms {
    /// Remembers a form and answers the `base_ms` it is found by. Two windows may show the same expense: the second form gets an earlier
    /// name, so that each is known by what it was filled from.
    pub fn remember(&self, id: ExpenseId, mut form: OpenedForm) -> i64 {
        let mut forms = self.forms.lock().unwrap_or_else(PoisonError::into_inner);
        while form.base.is_some()
            && forms.iter().any(|(other, known)| *other == id && known.base_ms == form.base_ms)
        {
            form.base_ms -= 1;
        }
        let base_ms = form.base_ms;
        put(&mut forms, id, form);
        base_ms
    }

    /// The form was saved and may be saved again: its author has seen what they wrote.
    pub fn saved(&self, id: ExpenseId, form: OpenedForm) {
        put(&mut self.forms.lock().unwrap_or_else(PoisonError::into_inner), id, form);
    }

    /// The form of that expense as it was read at `base_ms`.
    pub fn find(&self, id: ExpenseId, base_ms: i64) -> Option<OpenedForm> {
        let forms = self.forms.lock().unwrap_or_else(PoisonError::into_inner);
        forms
            .iter()
            .rev()
            .find(|(other, form)| *other == id && form.base_ms == base_ms)
            .map(|(_, form)| form.clone())
    }

    /// Forgets every form of that expense.
    pub fn forget(&self, id: ExpenseId) {
        self.forms.lock().unwrap_or_else(PoisonError::into_inner).retain(|(other, _)| *other != id);
    }
}

fn put(forms: &mut VecDeque<(ExpenseId, OpenedForm)>, id: ExpenseId, form: OpenedForm) {
    forms.retain(|(other, known)| (*other, known.base_ms) != (id, form.base_ms));
    if forms.len() >= FORMS_MAX {
        forms.pop_front();
    }
    forms.push_back((id, form));
}
