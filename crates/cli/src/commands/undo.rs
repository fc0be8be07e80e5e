//! `meal undo`, `meal redo`

use serde::Serialize;
use wire::call::{RedoNext, UndoLast, UndoStep};

use crate::book::Book;
use crate::output::{Output, json};
use crate::{OK, Result};

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Undo,
    Redo,
}

#[derive(Serialize)]
struct Document {
    step: Step,
    next_undo: Option<Step>,
    next_redo: Option<Step>,
}

#[derive(Serialize)]
struct Step {
    action: String,
    rows: u64,
    at: String,
    group: String,
}

impl From<&UndoStep> for Step {
    fn from(step: &UndoStep) -> Self {
        Self {
            action: step.action.clone(),
            rows: step.rows,
            at: json::instant(step.at),
            group: step.group.to_string(),
        }
    }
}

pub async fn run(book: &Book, which: Which, output: &mut Output<'_>) -> Result<u8> {
    let (done, word) = match which {
        Which::Undo => (book.ask(UndoLast { group: None }).await?, "Undone"),
        Which::Redo => (book.ask(RedoNext {}).await?, "Done again"),
    };
    let document = Document {
        step: (&done.step).into(),
        next_undo: done.state.undo.as_ref().map(Step::from),
        next_redo: done.state.redo.as_ref().map(Step::from),
    };
    output.answer(&document, |to| writeln!(to, "{word}: {} ({} rows).", done.step.action, done.step.rows))?;
    Ok(OK)
}
