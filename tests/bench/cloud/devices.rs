//! Devices with real books over real HTTP: the first copy (B1), a thousand edits made offline (B2), what one edit costs (B4), how soon the
//! other device shows it (B8), a photograph over a bad line (B11), and a copy fetched anew after a restore (B12).

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use api::testing::{Cluster, Options, TestDatabase};
use domain::AttachmentKind;
use tests::cloud::Cloud;
use tests::device::Device;
use tests::photo;
use wire::call::{ListExpenses, SyncNow};

use super::line::{Line, Shape};
use crate::figures::{Figures, ms};
use crate::limit;
use crate::table::{Limit, Table};

const ANA: &str = "ana@example.org";
/// The seed of the made-up books.
const SEED: u64 = 7;
/// How much longer than bare inserts a first copy may take.
const FIRST_COPY_RATIO: f64 = 1.5;
/// How soon the first rows of a first copy are to be seen.
const FIRST_PAINT_AIM: Duration = Duration::from_millis(300);
/// An ordinary line at home or on the road: 10 Mbit/s, 50 ms there and back.
const ORDINARY: Shape =
    Shape { delay: Duration::from_millis(25), bytes_per_second: Some(1_250_000), cut_every: None };
/// Only the way is long: 50 ms there and back.
const LONG: Shape = Shape { delay: Duration::from_millis(25), bytes_per_second: None, cut_every: None };
/// A bad line: 1 Mbit/s, cut every three seconds.
const BAD: Shape = Shape {
    delay: Duration::from_millis(25),
    bytes_per_second: Some(125_000),
    cut_every: Some(Duration::from_secs(3)),
};
/// Edits made offline.
const OFFLINE_EDITS: i64 = 1_000;
/// Single edits whose bytes are counted.
const SINGLE_EDITS: u64 = 50;
/// Edits whose way to the other device is timed.
const LIVE_EDITS: i64 = 60;
/// The photograph, which is about 400 KB.
const PHOTO: (u32, u32) = (1_900, 1_420);
/// Expenses of the book that is fetched anew: with lines, tags and payments about 18,000 rows.
const REFETCHED: u32 = 8_000;
/// A frame of the screen.
const FRAME: Duration = Duration::from_millis(16);

/// Measures, and adds lines to the table.
pub async fn measure(table: &mut Table, expenses: u32) -> Result<()> {
    let cluster =
        tokio::task::spawn_blocking(|| Cluster::start(&Options { is_durable: true, ..Options::default() }))
            .await??;
    let cluster: &'static Cluster = Box::leak(Box::new(cluster));
    let cloud = async |name: &str| Cloud::over(TestDatabase::in_cluster(cluster, name).await?).await;
    first_copy(&cloud("first_copy").await?, expenses, table).await?;
    edits(&cloud("edits").await?, table).await?;
    live(&cloud("live").await?, table).await?;
    photograph(&cloud("photograph").await?, table).await?;
    refetch(&cloud("refetch").await?, table).await
}

async fn first_copy(cloud: &Cloud, expenses: u32, table: &mut Table) -> Result<()> {
    let laptop = Device::with_demo(cloud.url(), expenses, SEED).await?;
    laptop.register(cloud, ANA).await?;
    let start = Instant::now();
    laptop.sync().await?;
    let took = start.elapsed();
    let speed = f64::from(expenses) / took.as_secs_f64();
    table.judged(
        &format!("A book of {expenses} expenses joins the service for the first time"),
        format!("{} ({speed:.0} expenses/s)", ms(took)),
        "-",
        true,
    );
    let folder = tempfile::tempdir()?;
    let bare = bare_insert(folder.path(), expenses).await?;
    for (name, shape) in [("loopback", Shape::default()), ("10 Mbit/s and 50 ms", ORDINARY)] {
        let line = Line::open(cloud.url(), shape).await?;
        let phone = Device::at(line.url()).await?;
        let start = Instant::now();
        let (took, painted) = tokio::join!(
            async {
                phone.login(ANA).await?;
                phone.sync().await?;
                anyhow::Ok(start.elapsed())
            },
            first_rows(&phone, start)
        );
        let (took, painted) = (took?, painted?);
        let ratio = took.as_secs_f64() / bare.as_secs_f64();
        table.judged(
            &format!("First copy of {expenses} expenses, {name} (B1)"),
            format!(
                "{}; {:.1} MB down; bare inserts of the expenses alone {}; {ratio:.1}x",
                ms(took),
                line.take().down as f64 / 1e6,
                ms(bare)
            ),
            &format!("<= {FIRST_COPY_RATIO}x"),
            ratio <= FIRST_COPY_RATIO,
        );
        table.judged(
            &format!("First rows seen during it, {name}"),
            ms(painted),
            &format!("<= {}", ms(FIRST_PAINT_AIM)),
            painted <= FIRST_PAINT_AIM,
        );
        phone.app.close().await;
    }
    laptop.app.close().await;
    Ok(())
}

async fn bare_insert(folder: &Path, rows: u32) -> Result<Duration> {
    let speed = limit::insert_rows_per_second(&folder.join("limit.db"), rows).await?;
    Ok(Duration::from_secs_f64(f64::from(rows) / speed))
}

/// When the list first showed something.
async fn first_rows(phone: &Device, start: Instant) -> Result<Duration> {
    loop {
        let window = phone.ask(ListExpenses { limit: 50, ..ListExpenses::default() }).await?;
        if !window.rows.is_empty() {
            return Ok(start.elapsed());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn edits(cloud: &Cloud, table: &mut Table) -> Result<()> {
    let line = Line::open(cloud.url(), LONG).await?;
    let laptop = Device::at(line.url()).await?;
    laptop.register(cloud, ANA).await?;
    laptop.sync().await?;
    let meal = laptop.add(1_00, "lunch").await?;
    laptop.sync().await?;
    line.take();
    let mut took = Vec::new();
    for turn in 0..SINGLE_EDITS {
        laptop.change(meal, |input| input.notes = format!("lunch number {turn}")).await?;
        let start = Instant::now();
        laptop.sync().await?;
        took.push(start.elapsed());
    }
    let traffic = line.take();
    let each = |count: u64| count as f64 / SINGLE_EDITS as f64;
    let bytes = each(traffic.up + traffic.down);
    table.judged(
        "One edit sent: requests (B4)",
        format!("{:.2}", each(traffic.requests)),
        "1",
        each(traffic.requests) <= 1.0,
    );
    table.judged(
        "One edit sent: bytes with headers, HTTP/1.1",
        format!("{:.0} up, {:.0} down", each(traffic.up), each(traffic.down)),
        "< 900",
        bytes < 900.0,
    );
    table.times("One edit sent, 50 ms there and back", &Figures::from(took), None, None);
    for turn in 0..OFFLINE_EDITS {
        laptop.add(turn + 100, &format!("offline lunch number {turn}")).await?;
    }
    line.take();
    let start = Instant::now();
    laptop.sync().await?;
    let took = start.elapsed();
    let traffic = line.take();
    table.judged(
        &format!("{OFFLINE_EDITS} expenses made offline sent, 50 ms there and back (B2)"),
        format!(
            "{}; {} requests; {:.0} KB up, {:.0} KB down",
            ms(took),
            traffic.requests,
            traffic.up as f64 / 1e3,
            traffic.down as f64 / 1e3
        ),
        "<= 250 ms and <= 65 KB up",
        took <= Duration::from_millis(250) && traffic.up <= 65_000,
    );
    laptop.app.close().await;
    Ok(())
}

async fn live(cloud: &Cloud, table: &mut Table) -> Result<()> {
    let laptop = Device::registered(cloud, ANA).await?;
    laptop.sync().await?;
    let phone = Device::joined(cloud, ANA).await?;
    laptop.app.start_sync().await;
    phone.app.start_sync().await;
    let mut took = Vec::new();
    for cents in 1..=LIVE_EDITS {
        let mut told = phone.app.subscribe();
        let start = Instant::now();
        let meal = laptop.add(cents * 100, "live").await?;
        while phone.form(meal).await.is_err() {
            told.recv().await?;
        }
        took.push(start.elapsed());
    }
    let figures = Figures::from(took);
    table.times(
        "Saved on one device to seen on the other, loopback (B8)",
        &figures,
        None,
        Some((50, Duration::from_millis(250))),
    );
    laptop.app.close().await;
    phone.app.close().await;
    Ok(())
}

async fn photograph(cloud: &Cloud, table: &mut Table) -> Result<()> {
    let line = Line::open(cloud.url(), BAD).await?;
    let laptop = Device::at(line.url()).await?;
    laptop.register(cloud, ANA).await?;
    laptop.sync().await?;
    let meal = laptop.add(12_90, "").await?;
    let bytes = photo::jpeg(SEED, PHOTO.0, PHOTO.1);
    let size = bytes.len();
    laptop.photograph(meal, AttachmentKind::Meal, bytes).await?;
    line.take();
    let start = Instant::now();
    let mut turns = 0;
    loop {
        turns += 1;
        let reply = laptop.ask(SyncNow {}).await?;
        if reply.pending == 0 && reply.photos_to_send == 0 {
            break;
        }
        ensure!(turns < 100, "the photograph never arrives: {reply:?}");
    }
    let took = start.elapsed();
    let up = line.take().up;
    let ideal = Duration::from_secs_f64(size as f64 / BAD.bytes_per_second.context("it has a rate")? as f64);
    let factor = up as f64 / size as f64;
    table.judged(
        &format!("A photograph of {:.0} KB over 1 Mbit/s, cut every 3 s (B11)", size as f64 / 1e3),
        format!("{}; the line alone {}; {factor:.2}x its bytes", ms(took), ms(ideal)),
        "arrives with <= 1.3x its bytes",
        factor <= 1.3,
    );
    laptop.app.close().await;
    Ok(())
}

async fn refetch(cloud: &Cloud, table: &mut Table) -> Result<()> {
    let laptop = Device::with_demo(cloud.url(), REFETCHED, SEED).await?;
    laptop.register(cloud, ANA).await?;
    laptop.sync().await?;
    let phone = Device::joined(cloud, ANA).await?;
    let rows = phone.count("").await?;
    cloud.back_up().await?;
    let unsent = phone.add(40_00, "never sent").await?;
    cloud.restore().await?;
    let mut waits = Vec::new();
    let start = Instant::now();
    let refetched = async {
        phone.sync().await?;
        anyhow::Ok(start.elapsed())
    };
    tokio::pin!(refetched);
    let took = loop {
        let asked = Instant::now();
        let window = async {
            phone.ask(ListExpenses { limit: 50, ..ListExpenses::default() }).await?;
            waits.push(asked.elapsed());
            tokio::time::sleep(Duration::from_millis(2)).await;
            anyhow::Ok(())
        };
        tokio::select! {
            took = &mut refetched => break took?,
            looked = window => looked?,
        }
    };
    ensure!(phone.form(unsent).await?.0.total_minor == 40_00, "what waited is lost");
    let bare = bare_insert(tempfile::tempdir()?.path(), REFETCHED).await?;
    let limit = Limit { what: "bare inserts of the expenses", duration: bare };
    table.times(
        &format!("Copy of {rows} expenses fetched anew after a restore (B12)"),
        &Figures::from(vec![took]),
        Some(limit),
        None,
    );
    table.times("A window of the list meanwhile", &Figures::from(waits), None, Some((99, FRAME)));
    phone.app.close().await;
    laptop.app.close().await;
    Ok(())
}
