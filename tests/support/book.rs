//! A book on a real file, asked the way a host asks.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use app::{App, Env, Handle, OpenApp};
use domain::expense::ExpenseInput;
use domain::read::AttachmentRow;
use domain::{AttachmentKind, BlobId, CurrencyCode, ExpenseId};
use wire::Call;
use wire::call::{
    CommitImport, FormSource, ImportOptions, ImportReport, ListExpenses, LoadDemo, OpenForm, QueryText,
    RunDoctor, SaveExpense, Saved, Start, StartEmpty, Upload, UploadReply, Variant, WINDOW_MAX,
};

/// The home currency of every test.
pub const HOME: CurrencyCode = CurrencyCode::of(*b"EUR");

/// An open book.
#[derive(Debug)]
pub struct Book {
    /// The app over it.
    pub app: App,
    /// Its file.
    pub database: PathBuf,
}

impl Book {
    /// Opens the book in this file, making it if it is not there.
    pub async fn open(database: &Path) -> Result<Self> {
        if let Some(folder) = database.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let open = OpenApp { path: database.to_owned(), env: Env::device() };
        let app = App::open(open).await.with_context(|| format!("{} does not open", database.display()))?;
        Ok(Self { app, database: database.to_owned() })
    }

    /// A book past its first start.
    pub async fn empty(database: &Path) -> Result<Self> {
        let book = Self::open(database).await?;
        if book.ask(Start {}).await?.is_first_start {
            book.ask(StartEmpty { home_currency: HOME, language: Some("en".into()) }).await?;
        }
        Ok(book)
    }

    /// A new book with so many made-up expenses.
    pub async fn demo(database: &Path, expenses: u32, seed: u64) -> Result<Self> {
        let book = Self::open(database).await?;
        book.ask(LoadDemo { expenses, seed, home_currency: HOME, language: Some("en".into()) }).await?;
        Ok(book)
    }

    /// Asks for something.
    pub async fn ask<C: Call + Handle>(&self, call: C) -> Result<C::Reply> {
        self.app.call(call).await.map_err(|fault| anyhow!("{}: {fault:?}", C::NAME))
    }

    /// Adds a photograph to an expense or to a form.
    pub async fn photograph(
        &self,
        expense: ExpenseId,
        kind: AttachmentKind,
        bytes: Vec<u8>,
    ) -> Result<AttachmentRow> {
        match self.upload(Upload::Photo { expense, kind, file_name: Some("plate.jpg".into()) }, bytes).await?
        {
            UploadReply::Photo(row) => Ok(row),
            other => Err(anyhow!("a photograph was answered by {other:?}")),
        }
    }

    /// Sends bytes.
    pub async fn upload(&self, upload: Upload, bytes: Vec<u8>) -> Result<UploadReply> {
        let uploaded = self.app.upload(upload, bytes).await.map_err(|fault| anyhow!("upload: {fault:?}"))?;
        Ok(uploaded.reply)
    }

    /// The bytes of a picture.
    pub async fn picture(&self, blob: BlobId, variant: Variant) -> Result<Vec<u8>> {
        let picture = self.app.media(blob, variant).await.map_err(|fault| anyhow!("media: {fault:?}"))?;
        Ok(picture.bytes)
    }

    /// A reserved id and the fields a new form has.
    pub async fn new_form(&self) -> Result<(ExpenseId, ExpenseInput)> {
        let form = self.ask(OpenForm { from: FormSource::New { on: None } }).await?;
        Ok((form.id, form.input))
    }

    /// Saves one expense.
    pub async fn save(&self, id: ExpenseId, input: ExpenseInput, base_ms: i64) -> Result<Saved> {
        self.ask(SaveExpense { id, input, base_ms, count: 1 }).await
    }

    /// Imports a file.
    pub async fn import(&self, name: &str, bytes: Vec<u8>) -> Result<ImportReport> {
        self.import_with(name, bytes, ImportOptions::default()).await
    }

    /// Imports a file as the person chose.
    pub async fn import_with(
        &self,
        name: &str,
        bytes: Vec<u8>,
        options: ImportOptions,
    ) -> Result<ImportReport> {
        match self.upload(Upload::Import { file_name: name.to_owned() }, bytes).await? {
            UploadReply::Import(file) => self.ask(CommitImport { file, options }).await,
            other => Err(anyhow!("an import file was answered by {other:?}")),
        }
    }

    /// How many expenses the typed query finds: the rows of the list, of which totals leave some kinds out.
    pub async fn count(&self, query: &str) -> Result<u64> {
        let mut request = ListExpenses {
            query: QueryText::Text(query.to_owned()),
            limit: WINDOW_MAX,
            ..ListExpenses::default()
        };
        let mut count = 0;
        loop {
            let window = self.ask(request.clone()).await?;
            count += window.rows.len() as u64;
            match window.rows.last() {
                Some(last) if window.has_after => request.cursor = Some(last.cursor.clone()),
                _ => return Ok(count),
            }
        }
    }

    /// What `doctor` finds wrong, one line each.
    pub async fn illnesses(&self) -> Result<Vec<String>> {
        let report = self.ask(RunDoctor {}).await?;
        let mut found: Vec<String> = report
            .checks
            .iter()
            .flat_map(|check| check.problems.iter().map(|problem| format!("{}: {problem}", check.name)))
            .collect();
        if !report.is_clean && found.is_empty() {
            found.push("not clean, without a reason".to_owned());
        }
        Ok(found)
    }

    /// Ends background work and closes the file.
    pub async fn close(self) {
        self.app.close().await;
    }
}

/// A CSV of so many rows that are all different, with places, categories and tags that repeat as they do in life.
pub fn csv(rows: u32) -> Vec<u8> {
    let mut text = String::from("date,amount,currency,restaurant,category,meal type,tags,notes,party size\n");
    let first = chrono::NaiveDate::from_ymd_opt(2016, 1, 1).expect("1 January exists");
    for row in 0..u64::from(rows) {
        let day = first + chrono::Days::new(row % 3_600);
        let meal = ["breakfast", "lunch", "dinner", "snack"][(row % 4) as usize];
        let category = ["Restaurants", "Groceries", "Drinks", "Fast Food", "Snacks"][(row / 7 % 5) as usize];
        let (place, tag) = (row * 7 % 400, row % 12);
        let (units, cents) = (3 + row * 37 % 90, row * 13 % 100);
        text.push_str(&format!(
            "{day},{units}.{cents:02},EUR,Diner {place},{category},{meal},tag{tag},meal number {row},{}\n",
            1 + row % 4
        ));
    }
    text.into_bytes()
}

/// A CSV of so many rows that name no place, category or tag: one change each.
pub fn plain_csv(rows: u64) -> Vec<u8> {
    let mut text = String::from("date,amount,currency,notes\n");
    for row in 0..rows {
        let (month, day) = (row % 12 + 1, row % 28 + 1);
        text.push_str(&format!(
            "2025-{month:02}-{day:02},{}.{:02},EUR,meal number {row}\n",
            3 + row % 90,
            row % 100
        ));
    }
    text.into_bytes()
}
