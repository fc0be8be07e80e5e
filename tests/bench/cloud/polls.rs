//! Reading: polls that find nothing new (B3), and the twenty newest of a million rows (B10).

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use api::sync::Author;
use api::testing::{TestPerson, TestService};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;
use wire::v1::{Cursor, SyncRequest, WorkspaceKind};

use crate::figures::Figures;
use crate::table::Table;

/// Polls one after the other.
const POLLS: usize = 20_000;
/// The slowest of a hundred polls may take this long.
const POLL_AIM: Duration = Duration::from_millis(2);
/// Bytes of a poll, both ways together.
const POLL_BYTES_AIM: usize = 250;
/// Polls at the same time when the most a second are counted.
const POLLERS: usize = 8;
/// How long polls a second are counted.
const LASTS: Duration = Duration::from_secs(5);
/// Rows of the large workspace for each expense of the measured book: a million for a hundred thousand.
const ROWS_EACH: i64 = 10;
/// Rows that changed since the reader looked.
const CHANGED: i64 = 20;
/// How often they are read.
const PULLS: usize = 500;
/// The slowest of a hundred pulls may take this long.
const PULL_AIM: Duration = Duration::from_millis(5);

/// Measures, and adds lines to the table.
pub async fn measure(table: &mut Table, expenses: u32) -> Result<()> {
    let service = TestService::new().await;
    let ana = service.person("Ana").await;
    let workspace = service.workspace(&ana, WorkspaceKind::Personal).await;
    polls(&service, &ana, table).await?;
    pulls(&service, &ana, workspace, i64::from(expenses) * ROWS_EACH, table).await
}

/// A connection that stays, and the request it sends again and again.
struct Poller {
    stream: TcpStream,
    request: Arc<Vec<u8>>,
    answer: Vec<u8>,
}

impl Poller {
    /// One poll; gives the bytes of its answer.
    async fn poll(&mut self) -> Result<usize> {
        self.stream.write_all(&self.request).await?;
        self.answer.clear();
        while !self.answer.ends_with(b"\r\n\r\n") {
            ensure!(self.stream.read_buf(&mut self.answer).await? > 0, "the service closed the connection");
        }
        ensure!(self.answer.starts_with(b"HTTP/1.1 304"), "{}", String::from_utf8_lossy(&self.answer));
        Ok(self.answer.len())
    }
}

async fn polls(service: &TestService, ana: &TestPerson, table: &mut Table) -> Result<()> {
    let tag = service.get(ana, "/v1/sync/heads").await.header("etag").to_owned();
    let address = service.serve().await;
    let host = address.trim_start_matches("http://").to_owned();
    let head = format!("GET /v1/sync/heads HTTP/1.1\r\nhost: {host}\r\nif-none-match: {tag}\r\n");
    let request = Arc::new(format!("{head}authorization: Bearer {}\r\n\r\n", ana.token).into_bytes());
    let poller = async || -> Result<Poller> {
        let stream = TcpStream::connect(&host).await?;
        stream.set_nodelay(true)?;
        Ok(Poller { stream, request: request.clone(), answer: Vec::new() })
    };
    let mut one = poller().await?;
    let answer_bytes = one.poll().await?;
    let before = transactions(service)?;
    let figures = Figures::of(POLLS, async |_| one.poll().await.map(drop)).await?;
    let asked = transactions(service)? - before;
    table.times("Poll that finds nothing new, HTTP on loopback (B3)", &figures, None, Some((99, POLL_AIM)));
    table.judged(
        &format!("Transactions of PostgreSQL during {POLLS} of them"),
        asked.to_string(),
        "0",
        asked == 0,
    );
    let bytes = request.len() + answer_bytes;
    table.judged(
        "Bytes of one, HTTP/1.1 without header compression",
        format!("{} up, {answer_bytes} down; {} of it the token", request.len(), ana.token.len()),
        &format!("<= {POLL_BYTES_AIM}, over HTTP/2"),
        bytes <= POLL_BYTES_AIM,
    );
    let start = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..POLLERS {
        let mut poller = poller().await?;
        tasks.spawn(async move {
            let mut done = 0_u64;
            while start.elapsed() < LASTS {
                poller.poll().await?;
                done += 1;
            }
            anyhow::Ok(done)
        });
    }
    let mut done = 0;
    while let Some(finished) = tasks.join_next().await {
        done += finished??;
    }
    let speed = done as f64 / start.elapsed().as_secs_f64();
    table.judged(
        "Polls a second, both ends on this machine",
        format!("{speed:.0}/s"),
        ">= 20000/s for each core",
        speed >= 20_000.0 * std::thread::available_parallelism().map_or(1, usize::from) as f64,
    );
    Ok(())
}

/// Transactions of the service's database so far; asked of another database, so that asking counts for nothing.
fn transactions(service: &TestService) -> Result<i64> {
    // What a connection has not told the statistics yet is told within a second.
    std::thread::sleep(Duration::from_secs(2));
    let name = &service.database.name;
    let query = format!("select xact_commit + xact_rollback from pg_stat_database where datname = '{name}'");
    let said = service.database.cluster().psql("postgres", &query)?;
    said.trim().parse().with_context(|| format!("psql says {said:?}"))
}

async fn pulls(
    service: &TestService,
    ana: &TestPerson,
    workspace: Uuid,
    rows: i64,
    table: &mut Table,
) -> Result<()> {
    let fill = include_str!("fill.sql")
        .replace(":workspace", &workspace.to_string())
        .replace(":user", &ana.user.to_string())
        .replace(":rows", &rows.to_string());
    service.database.cluster().psql(&service.database.name, &fill)?;
    let author = Author { user: ana.user, device: Some(ana.device) };
    let first = SyncRequest { cursor: None, limit: 1, ops: Vec::new() };
    let answer = api::sync::exchange(&service.state, workspace, author, first).await?;
    let cursor: Cursor = answer.cursor.parse()?;
    let cursor = Cursor { seq: answer.head - CHANGED, fresh_head: None, ..cursor };
    let request = SyncRequest { cursor: Some(cursor.to_string()), limit: 500, ops: Vec::new() };
    let figures = Figures::of(PULLS, async |_| {
        let answer = api::sync::exchange(&service.state, workspace, author, request.clone()).await?;
        ensure!(answer.rows.len() == CHANGED as usize, "{} rows came", answer.rows.len());
        Ok(())
    })
    .await?;
    table.times(
        &format!("Pull of {CHANGED} changed rows out of {rows}, in this process (B10)"),
        &figures,
        None,
        Some((99, PULL_AIM)),
    );
    Ok(())
}
