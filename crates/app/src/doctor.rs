//! Whether the book is whole: the database by its own rules, the photographs by their hashes.

use store::{Check, Finding};
use wire::call::{DoctorCheck, DoctorReport, RunDoctor};

use crate::dispatch::Handle;
use crate::{App, Result, drafts};

/// The most problems one check lists.
const PROBLEMS_MAX: usize = 100;

/// The checks in the order they are shown.
const NAMES: [&str; 7] = ["integrity", "foreign_keys", "totals", "blobs", "outbox", "history", "full_text"];

impl Handle for RunDoctor {
    async fn handle(self, app: &App) -> Result<DoctorReport> {
        let counts = app.store().counts(app.workspace()).await?;
        let rows = counts.expenses + counts.in_trash;
        let looked_at = [1, rows, counts.expenses, 0, counts.outbox, rows, rows];
        let mut checks: Vec<DoctorCheck> = NAMES
            .iter()
            .zip(looked_at)
            .map(|(name, looked_at)| DoctorCheck {
                name: (*name).to_owned(),
                looked_at,
                problems: Vec::new(),
            })
            .collect();
        for finding in app.store().doctor().await? {
            add(&mut checks, &finding);
        }
        let (looked_at, problems) = blobs(app).await?;
        if let Some(check) = checks.iter_mut().find(|check| check.name == "blobs") {
            check.looked_at = looked_at;
            check.problems = problems;
        }
        let path = app.store().path();
        Ok(DoctorReport {
            is_clean: checks.iter().all(|check| check.problems.is_empty()),
            checks,
            database_bytes: std::fs::metadata(path)?.len(),
            path: path.display().to_string(),
        })
    }
}

fn add(checks: &mut [DoctorCheck], finding: &Finding) {
    let name = name(finding.check);
    if let Some(check) = checks.iter_mut().find(|check| check.name == name) {
        check.problems.extend(finding.examples.iter().cloned());
        let listed = finding.examples.len() as u64;
        if finding.count > listed {
            check.problems.push(format!("and {} more", finding.count - listed));
        }
        check.problems.truncate(PROBLEMS_MAX);
    }
}

fn name(check: Check) -> &'static str {
    match check {
        Check::File => "integrity",
        Check::References | Check::Links => "foreign_keys",
        Check::Totals => "totals",
        Check::Outbox | Check::OutboxValues => "outbox",
        Check::History => "history",
        Check::Search | Check::SortKeys => "full_text",
    }
}

/// Every photograph is read again and compared with the hash it is named by, those of unsaved forms too.
async fn blobs(app: &App) -> Result<(u64, Vec<String>)> {
    let rows = app.store().blobs(app.workspace()).await?;
    let present = rows.into_iter().filter(|row| row.local_state == "present").map(|row| (row.id, row.sha256));
    let waiting = drafts::all(app).await?.into_iter().flat_map(|draft| draft.photos);
    let mut all: Vec<_> = present.chain(waiting.map(|photo| (photo.blob, photo.sha256))).collect();
    all.sort();
    all.dedup();
    let mut problems = Vec::new();
    for (id, sha256) in &all {
        match app.store().verify_blob(sha256).await {
            Ok(()) => {}
            Err(error) if problems.len() < PROBLEMS_MAX => problems.push(format!("blob {id}: {error}")),
            Err(_) => {}
        }
    }
    Ok((all.len() as u64, problems))
}
