//! `meal import FILE [--dry-run]`

use std::io::{self, Write};
use std::path::PathBuf;

use domain::CurrencyCode;
use serde::Serialize;
use uuid::Uuid;
use wire::call::{
    CommitImport, IMPORT_BYTES_MAX, ImportChoice, ImportOptions, ImportPreview, ImportProblem, ImportReport,
    ImportSign, PreviewImport, Upload, UploadReply,
};
use wire::{Code, Fault};

use super::attach::read;
use super::show::amount;
use crate::book::Book;
use crate::error::Choice;
use crate::output::{Output, Table, json};
use crate::{Error, OK, Result};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A CSV or JSON file of the original project, or a CSV file with recognisable headers.
    file: PathBuf,
    /// Show what would be imported and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// 03/04 is the third of April.
    #[arg(long, conflicts_with = "month_first")]
    day_first: bool,
    /// 03/04 is the fourth of March.
    #[arg(long)]
    month_first: bool,
    /// 1.234 is one thousand two hundred and thirty-four.
    #[arg(long, conflicts_with = "decimal_dot")]
    decimal_comma: bool,
    /// 1,234 is one thousand two hundred and thirty-four.
    #[arg(long)]
    decimal_dot: bool,
    /// -24.77 is money spent, as banks write it.
    #[arg(long, conflicts_with = "spending_positive")]
    spending_negative: bool,
    /// 24.77 is money spent and -24.77 came back, as card statements write it.
    #[arg(long)]
    spending_positive: bool,
    /// The currency of rows that name none; without it the home currency.
    #[arg(long, value_name = "CODE")]
    currency: Option<CurrencyCode>,
    /// The file's encoding, such as windows-1252; without it the bytes decide.
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
}

#[derive(Serialize)]
struct Plan {
    dry_run: bool,
    format: String,
    encoding: String,
    columns: Vec<Column>,
    day_first: Option<bool>,
    decimal_comma: Option<bool>,
    sign: &'static str,
    rows: u64,
    new_rows: u64,
    known_rows: u64,
    problem_count: u64,
    problems: Vec<Problem>,
    sample: Vec<Sample>,
    needs: Vec<Choice>,
}

#[derive(Serialize)]
struct Column {
    header: String,
    field: Option<String>,
}

#[derive(Serialize)]
struct Sample {
    line: u64,
    occurred_on: chrono::NaiveDate,
    kind: &'static str,
    total: json::Money,
    place: Option<String>,
    category: Option<String>,
    is_known: bool,
}

#[derive(Serialize)]
struct Done {
    dry_run: bool,
    rows: u64,
    added: u64,
    known: u64,
    problem_count: u64,
    problems: Vec<Problem>,
    group: Option<String>,
}

#[derive(Serialize)]
struct Problem {
    line: u64,
    field: String,
    reason: String,
    text: String,
}

pub async fn run(book: &mut Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let bytes = read(&args.file, IMPORT_BYTES_MAX)?;
    let options = ImportOptions {
        day_first: choice(args.day_first, args.month_first),
        decimal_comma: choice(args.decimal_comma, args.decimal_dot),
        currency: args.currency,
        encoding: args.encoding,
        sign: match choice(args.spending_negative, args.spending_positive) {
            Some(true) => Some(ImportSign::SpendingNegative),
            Some(false) => Some(ImportSign::SpendingPositive),
            None => None,
        },
    };
    if !args.dry_run {
        book.begin(args.currency).await?;
    }
    let file_name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let file = match book.app.upload(Upload::Import { file_name }, bytes).await?.reply {
        UploadReply::Import(file) => file,
        UploadReply::Photo(_) => return Err(Fault::new(Code::Internal).into()),
    };
    if args.dry_run {
        preview(book, file, options, output).await
    } else {
        commit(book, file, options, output).await
    }
}

fn choice(yes: bool, no: bool) -> Option<bool> {
    (yes || no).then_some(yes)
}

async fn preview(book: &Book, file: Uuid, options: ImportOptions, output: &mut Output<'_>) -> Result<u8> {
    let preview = book.ask(PreviewImport { file, options }).await?;
    let plan = plan(&preview);
    output.answer(&plan, |to| write_plan(to, &preview, &plan))?;
    Ok(OK)
}

async fn commit(book: &Book, file: Uuid, options: ImportOptions, output: &mut Output<'_>) -> Result<u8> {
    let report = match book.ask(CommitImport { file, options: options.clone() }).await {
        Ok(report) => report,
        Err(error) => return Err(open_choice(book, file, options, error).await),
    };
    let done = Done {
        dry_run: false,
        rows: report.rows,
        added: report.added,
        known: report.known,
        problem_count: report.problem_count,
        problems: report.problems.iter().map(problem).collect(),
        group: report.group.map(|group| group.to_string()),
    };
    output.answer(&done, |to| write_report(to, &report))?;
    Ok(OK)
}

/// The refusal of a file that leaves something open, with an example of it.
async fn open_choice(book: &Book, file: Uuid, options: ImportOptions, error: Error) -> Error {
    let is_open = error
        .fault()
        .is_some_and(|fault| matches!(fault.code, Code::AmbiguousDates | Code::AmbiguousNumbers));
    if !is_open {
        return error;
    }
    match book.ask(PreviewImport { file, options }).await {
        Ok(preview) if !preview.needs.is_empty() => Error::Ambiguous {
            what: "the file".to_owned(),
            choices: preview.needs.iter().flat_map(ways).collect(),
        },
        _ => error,
    }
}

fn ways(need: &ImportChoice) -> [Choice; 2] {
    let way = |reading: String, choose: &str| Choice { reading, choose: choose.to_owned() };
    match need {
        ImportChoice::DayFirst { example } => [
            way(format!("`{example}` begins with the day"), "--day-first"),
            way(format!("`{example}` begins with the month"), "--month-first"),
        ],
        ImportChoice::DecimalComma { example } => [
            way(format!("the comma of `{example}` begins the decimals"), "--decimal-comma"),
            way(format!("the dot of `{example}` begins the decimals"), "--decimal-dot"),
        ],
    }
}

fn plan(preview: &ImportPreview) -> Plan {
    let column =
        |(header, field): &(String, Option<String>)| Column { header: header.clone(), field: field.clone() };
    Plan {
        dry_run: true,
        format: preview.format.clone(),
        encoding: preview.encoding.clone(),
        columns: preview.columns.iter().map(column).collect(),
        day_first: preview.day_first,
        decimal_comma: preview.decimal_comma,
        sign: match preview.sign {
            ImportSign::SpendingNegative => "spending_negative",
            ImportSign::SpendingPositive => "spending_positive",
            ImportSign::PlusIsReturn => "plus_is_return",
        },
        rows: preview.rows,
        new_rows: preview.new_rows,
        known_rows: preview.known_rows,
        problem_count: preview.problem_count,
        problems: preview.problems.iter().map(problem).collect(),
        sample: preview
            .sample
            .iter()
            .map(|row| Sample {
                line: row.line,
                occurred_on: row.occurred_on,
                kind: row.kind.as_str(),
                total: json::Money::new(row.total_minor, row.currency),
                place: row.place.clone(),
                category: row.category.clone(),
                is_known: row.is_known,
            })
            .collect(),
        needs: preview.needs.iter().flat_map(ways).collect(),
    }
}

fn problem(problem: &ImportProblem) -> Problem {
    Problem {
        line: problem.line,
        field: problem.field.clone(),
        reason: problem.reason.clone(),
        text: problem.text.clone(),
    }
}

fn write_plan(to: &mut dyn Write, preview: &ImportPreview, plan: &Plan) -> io::Result<()> {
    writeln!(
        to,
        "{} ({}): {} rows, {} new, {} in the book already, {} unreadable.",
        preview.format,
        preview.encoding,
        preview.rows,
        preview.new_rows,
        preview.known_rows,
        preview.problem_count
    )?;
    match preview.sign {
        ImportSign::SpendingNegative => {
            writeln!(to, "Amounts with a minus are read as spent; --spending-positive says otherwise.")?;
        }
        ImportSign::SpendingPositive | ImportSign::PlusIsReturn => {}
    }
    for need in &plan.needs {
        writeln!(to, "Choose {} if {}.", need.choose, crate::output::clean(&need.reading))?;
    }
    let mut table = Table::new(&[">line", "day", "kind", ">amount", "place", "category", "known"]);
    for row in &preview.sample {
        table.row([
            row.line.to_string(),
            row.occurred_on.to_string(),
            row.kind.to_string(),
            amount(row.total_minor, row.currency),
            row.place.clone().unwrap_or_default(),
            row.category.clone().unwrap_or_default(),
            if row.is_known { "yes".to_owned() } else { String::new() },
        ]);
    }
    if !preview.sample.is_empty() {
        table.write(to)?;
    }
    write_problems(to, &preview.problems, preview.problem_count)
}

fn write_report(to: &mut dyn Write, report: &ImportReport) -> io::Result<()> {
    writeln!(
        to,
        "{} rows: {} added, {} in the book already, {} unreadable.",
        report.rows, report.added, report.known, report.problem_count
    )?;
    write_problems(to, &report.problems, report.problem_count)
}

fn write_problems(to: &mut dyn Write, problems: &[ImportProblem], count: u64) -> io::Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(&[">line", "field", "reason", "found"]);
    for problem in problems {
        table.row([
            problem.line.to_string(),
            problem.field.clone(),
            problem.reason.clone(),
            problem.text.clone(),
        ]);
    }
    table.write(to)?;
    match count.saturating_sub(problems.len() as u64) {
        0 => Ok(()),
        more => writeln!(to, "… and {more} more."),
    }
}
