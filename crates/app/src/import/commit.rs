//! The import itself: one transaction, one undo step; what is in the book already is left alone (E-136).

use domain::schema::Table;
use store::WriteTx;
use wire::call::{CommitImport, ImportReport};

use super::names::Names;
use super::rows::Batch;
use super::source::{PROBLEMS_MAX, Piece, Source, must_choose, problem};
use crate::dispatch::Handle;
use crate::{App, Result, settings};

impl Handle for CommitImport {
    async fn handle(self, app: &App) -> Result<ImportReport> {
        let source = Source::open(app, self.file, &self.options).await?;
        must_choose(&source.profile)?;
        let day_end_minutes = settings::load(app).await?.day_end_minutes;
        let mut report =
            ImportReport { rows: 0, added: 0, known: 0, problems: Vec::new(), problem_count: 0, group: None };
        let mut names = Names::load(app).await?;
        let mut tx = app.write("import").await?;
        let group = tx.context().group;
        let mut pieces = source.pieces()?;
        let mut piece = pieces.next().await?;
        while !piece.is_empty() {
            let rows = readable(piece, &mut report);
            // The next rows are read from the file while these are written.
            let (added, next) =
                tokio::join!(add(&mut tx, &mut names, rows, day_end_minutes, &mut report), pieces.next());
            added?;
            piece = next?;
        }
        if report.added > 0 {
            tx.commit().await?;
            report.group = Some(group);
            app.store().optimize().await?;
        } else {
            tx.rollback().await?;
        }
        app.uploads().remove(self.file).await?;
        Ok(report)
    }
}

/// The rows that could be read; the others are counted and listed.
fn readable(piece: Piece, report: &mut ImportReport) -> Vec<exchange::ImportRow> {
    let mut rows = Vec::with_capacity(piece.len());
    for row in piece {
        report.rows += 1;
        match row {
            Ok(row) => rows.push(row),
            Err(found) => {
                report.problem_count += 1;
                if report.problems.len() < PROBLEMS_MAX {
                    report.problems.push(problem(&found));
                }
            }
        }
    }
    rows
}

/// Adds those of `rows` that the book does not have.
async fn add(
    tx: &mut WriteTx,
    names: &mut Names,
    mut rows: Vec<exchange::ImportRow>,
    day_end_minutes: u32,
    report: &mut ImportReport,
) -> Result<()> {
    let keys: Vec<String> = rows.iter().map(|row| row.fingerprint.clone()).collect();
    let known = tx.known_import_keys(&keys).await?;
    let before = rows.len();
    rows.retain(|row| !known.contains(&row.fingerprint));
    report.known += (before - rows.len()) as u64;
    report.added += rows.len() as u64;
    let mut batch = Batch::with_capacity(rows.len());
    for row in rows {
        batch.add(tx, names, row, day_end_minutes).await?;
    }
    names.insert_new(tx).await?;
    if !batch.expenses.is_empty() {
        tx.insert_many(Table::named("expense"), batch.expenses).await?;
    }
    if !batch.tags.is_empty() {
        tx.insert_many(Table::named("expense_tag"), batch.tags).await?;
    }
    Ok(())
}
