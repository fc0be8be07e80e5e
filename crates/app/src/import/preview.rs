//! A look at a file: what it is, what would be new, what cannot be read. Nothing is changed.

use exchange::ImportRow;
use wire::call::{ImportPreview, ImportSample, PreviewImport};

use super::source::{PROBLEMS_MAX, Source, choice, problem, sign};
use crate::dispatch::Handle;
use crate::{App, Result};

/// Rows shown as they would be saved.
const SAMPLES: usize = 20;

impl Handle for PreviewImport {
    async fn handle(self, app: &App) -> Result<ImportPreview> {
        let source = Source::open(app, self.file, &self.options).await?;
        let profile = &source.profile;
        let columns = profile.columns.iter().map(|column| {
            let field = column.field.map(|field| field.as_str().to_owned());
            (column.header.clone(), field)
        });
        let mut preview = ImportPreview {
            format: profile.format.as_str().to_owned(),
            encoding: profile.encoding.clone(),
            columns: columns.collect(),
            day_first: profile.day_first,
            decimal_comma: Some(profile.decimal_comma),
            sign: sign(profile),
            rows: profile.rows,
            new_rows: 0,
            known_rows: 0,
            problems: Vec::new(),
            problem_count: 0,
            sample: Vec::new(),
            needs: profile.needs.iter().map(choice).collect(),
        };
        if preview.needs.is_empty() {
            count(app, &source, &mut preview).await?;
        }
        Ok(preview)
    }
}

async fn count(app: &App, source: &Source, preview: &mut ImportPreview) -> Result<()> {
    let mut pieces = source.pieces()?;
    loop {
        let piece = pieces.next().await?;
        if piece.is_empty() {
            return Ok(());
        }
        let keys: Vec<String> = piece.iter().flatten().map(|row| row.fingerprint.clone()).collect();
        let known = app.store().known_import_keys(app.workspace(), &keys).await?;
        for row in &piece {
            match row {
                Ok(row) => {
                    let is_known = known.contains(&row.fingerprint);
                    preview.known_rows += u64::from(is_known);
                    preview.new_rows += u64::from(!is_known);
                    if preview.sample.len() < SAMPLES {
                        preview.sample.push(sample(row, is_known));
                    }
                }
                Err(found) => {
                    preview.problem_count += 1;
                    if preview.problems.len() < PROBLEMS_MAX {
                        preview.problems.push(problem(found));
                    }
                }
            }
        }
    }
}

fn sample(row: &ImportRow, is_known: bool) -> ImportSample {
    ImportSample {
        line: row.line,
        occurred_on: row.occurred_on,
        kind: row.kind,
        currency: row.currency,
        total_minor: row.total_minor,
        place: row.place_name.clone().or_else(|| row.merchant_name.clone()),
        category: row.category.as_ref().map(|category| category.written.clone()),
        is_known,
    }
}
