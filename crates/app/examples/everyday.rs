//! How long the large things take: `cargo run --release -p app --example everyday [rows] [folder for the demo's pictures]`.
#![allow(clippy::print_stdout, reason = "it is for reading on a terminal")]
#![allow(clippy::unwrap_used, reason = "a failure ends the measurement")]

use std::fmt::Write;
use std::time::Instant;

use app::{App, Env, Handle, OpenApp};
use domain::read::{CatalogueKind, TotalsBy};
use wire::call::*;

async fn timed<C: Handle>(app: &App, name: &str, call: C) -> C::Reply {
    let (start, busy) = (Instant::now(), cpu_ms());
    let reply = app.call(call).await.unwrap();
    println!(
        "{name:<32} {:>9.1} ms, {:>6} ms of processor",
        start.elapsed().as_secs_f64() * 1_000.0,
        cpu_ms() - busy
    );
    reply
}

/// Processor time of this process so far, where the system tells it: on a busy machine the clock says little.
fn cpu_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10
}

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1);
    let rows: u32 = args.next().and_then(|rows| rows.parse().ok()).unwrap_or(100_000);
    let pictures = args.next();
    let folder = tempfile::tempdir().unwrap();
    let home = "EUR".parse().unwrap();
    let open = |name: &str| OpenApp { path: folder.path().join(name).join("book.db"), env: Env::device() };

    let app = App::open(open("import")).await.unwrap();
    app.call(StartEmpty { home_currency: home, language: None }).await.unwrap();
    let csv = csv(rows);
    for round in ["import", "import again"] {
        let what = Upload::Import { file_name: "meals.csv".into() };
        let UploadReply::Import(file) = app.upload(what, csv.clone().into_bytes()).await.unwrap().reply
        else {
            return;
        };
        timed(&app, &format!("{round}: look"), PreviewImport { file, options: ImportOptions::default() })
            .await;
        let report = timed(&app, round, CommitImport { file, options: ImportOptions::default() }).await;
        println!("  {} added, {} known", report.added, report.known);
    }
    timed(&app, "undo the import", UndoLast::default()).await;
    app.close().await;

    let app = App::open(open("demo")).await.unwrap();
    timed(&app, "demo", LoadDemo { expenses: rows, seed: 7, home_currency: home, language: None }).await;
    timed(&app, "start", Start {}).await;
    timed(&app, "first window", ListExpenses::default()).await;
    let search = ListExpenses { query: QueryText::Text("window terrace".into()), ..ListExpenses::default() };
    timed(&app, "search", search).await;
    timed(&app, "dashboard", GetDashboard { day: None }).await;
    timed(
        &app,
        "totals by category",
        GetTotals { query: QueryText::default(), by: TotalsBy::Category, ids: vec![] },
    )
    .await;
    timed(&app, "picker", PickCatalogue { kind: CatalogueKind::Place, text: "ca".into() }).await;
    timed(
        &app,
        "places",
        ListCatalogue { kind: CatalogueKind::Place, text: "".into(), with_archived: false },
    )
    .await;
    timed(&app, "sentence", ReadSentence { text: "lunch 12.50 at casa lola with Ana #acme".into() }).await;
    for _ in 0..3 {
        let form = timed(&app, "open form", OpenForm { from: FormSource::New { on: None } }).await;
        timed(&app, "save", SaveExpense { id: form.id, input: form.input, base_ms: 0, count: 1 }).await;
    }
    timed(&app, "doctor", RunDoctor {}).await;
    if let Some(pictures) = pictures {
        let list = ListExpenses { query: QueryText::Text("has:photo".into()), ..ListExpenses::default() };
        for row in app.call(list).await.unwrap().rows {
            let Some(photo) = row.photo else { continue };
            let start = Instant::now();
            let media = app.media(photo, Variant::Screen).await.unwrap();
            println!("picture {:>26.1} ms", start.elapsed().as_secs_f64() * 1_000.0);
            std::fs::write(format!("{pictures}/{photo}.jpg"), media.bytes).unwrap();
        }
    }
    app.close().await;
}

fn csv(rows: u32) -> String {
    let mut text = String::from("date,amount,currency,restaurant,category,meal type,tags,notes,party size\n");
    for row in 0..rows {
        let (month, day) = (row / 28 % 12 + 1, row % 28 + 1);
        let _ = writeln!(
            text,
            "{}-{month:02}-{day:02},{}.{:02},EUR,Place {},Category {},lunch,\"tag{}, tag{}\",note number {row},{}",
            2010 + row / 9_000,
            row % 90 + 3,
            row % 100,
            row % 800,
            row % 30,
            row % 12,
            row % 7,
            row % 4 + 1
        );
    }
    text
}
