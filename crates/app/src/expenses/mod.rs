//! Expenses: list, form, save, change, trash, history.

mod bulk;
mod columns;
mod form;
mod forms;
mod history;
mod ids;
mod list;
mod merge;
mod parts;
mod save;
mod sentence;
mod suggest;
mod trash;
mod zones;

pub(crate) use columns::{Resolved, cleaned, columns, text, tidy, with_origin};
pub(crate) use forms::{OpenForms, OpenedForm};
pub(crate) use parts::{id_in, line_columns};
