//! What was read into forms that are open now: lets a save tell what the person changed from what somebody else changed meanwhile.
//! Only a convenience of this process; drafts keep their own copy, and without one a late save is answered `Stale`.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use domain::expense::ExpenseInput;
use domain::{ExpenseId, TemplateId};

/// How many forms are remembered.
const FORMS_MAX: usize = 256;

/// One open form.
#[derive(Debug, Clone)]
pub(crate) struct OpenedForm {
    /// The expense as it was read; `None` for a new one.
    pub base: Option<ExpenseInput>,
    /// `updated_at` of that reading, in milliseconds.
    pub base_ms: i64,
    /// The template it was filled from.
    pub template: Option<TemplateId>,
}

/// The open forms, newest last.
#[derive(Debug, Default)]
pub(crate) struct OpenForms {
    forms: Mutex<VecDeque<(ExpenseId, OpenedForm)>>,
}

impl OpenForms {
    /// Remembers a form.
    pub fn remember(&self, id: ExpenseId, form: OpenedForm) {
        let mut forms = self.forms.lock().unwrap_or_else(PoisonError::into_inner);
        forms.retain(|(other, known)| (*other, known.base_ms) != (id, form.base_ms));
        if forms.len() >= FORMS_MAX {
            forms.pop_front();
        }
        forms.push_back((id, form));
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
