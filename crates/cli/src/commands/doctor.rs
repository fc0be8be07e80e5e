//! `meal doctor`

use serde::Serialize;
use wire::call::{DoctorCheck, RunDoctor};

use crate::book::Book;
use crate::output::{Output, clean};
use crate::{OK, Result};

/// The exit code of a book with problems.
const UNCLEAN: u8 = 1;

#[derive(Serialize)]
struct Document {
    is_clean: bool,
    path: String,
    database_bytes: u64,
    checks: Vec<Check>,
}

#[derive(Serialize)]
struct Check {
    name: String,
    looked_at: u64,
    problems: Vec<String>,
}

impl From<&DoctorCheck> for Check {
    fn from(check: &DoctorCheck) -> Self {
        Self { name: check.name.clone(), looked_at: check.looked_at, problems: check.problems.clone() }
    }
}

pub async fn run(book: &Book, output: &mut Output<'_>) -> Result<u8> {
    let report = book.ask(RunDoctor {}).await?;
    let document = Document {
        is_clean: report.is_clean,
        path: report.path.clone(),
        database_bytes: report.database_bytes,
        checks: report.checks.iter().map(Check::from).collect(),
    };
    output.answer(&document, |to| {
        writeln!(to, "{} ({} bytes)", clean(&report.path), report.database_bytes)?;
        for check in &report.checks {
            let state = if check.problems.is_empty() { "ok" } else { "PROBLEMS" };
            writeln!(to, "{:<14} {:>9}  {state}", check.name, check.looked_at)?;
            for problem in &check.problems {
                writeln!(to, "  {}", clean(problem))?;
            }
        }
        Ok(())
    })?;
    Ok(if report.is_clean { OK } else { UNCLEAN })
}
