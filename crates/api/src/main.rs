//! The service's program: `serve`, and what its operators need.
#![allow(clippy::print_stdout, reason = "the commands beside `serve` talk to the operator at the terminal")]

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use api::config::{Config, Environment};
use api::epoch::{self, Timeline};
use api::state::Clock;
use api::{State, auth, database, logging, server};
use clap::{Parser, Subcommand};
use sqlx::PgPool;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The role the service runs in; made by whoever runs the database.
const SERVICE_ROLE: &str = "mealbook_api";
/// Connections of a command of the operator.
const OPERATOR_CONNECTIONS: u32 = 2;
/// How long a health check waits.
const HEALTH_TIMEOUT: Duration = Duration::from_secs(4);
/// The longest answer it reads.
const HEALTH_BYTES_MAX: u64 = 4 * 1024;

#[derive(Parser)]
#[command(name = "mealbook-api", about = "The cloud service of Mealbook", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve people and devices; set up by the environment (docs/RUNBOOK.md)
    Serve,
    /// Bring the tables up to date and give the service's role its rights
    Migrate,
    /// Forget what is old and make room for the coming months; every night
    Retention {
        /// Go on doing so, with this many hours between
        #[arg(long)]
        every_hours: Option<u64>,
    },
    /// After a restore or a failover, while nothing serves: begin a new epoch, so that devices give back what was lost
    Epoch {
        /// No commits were lost: only remember the new timeline of the database
        #[arg(long)]
        nothing_lost: bool,
    },
    /// Ask a running service whether it can work; for health checks
    Health,
    /// Signing keys
    #[command(subcommand)]
    Keys(Keys),
    /// Print the table of variables of the environment
    Variables,
}

#[derive(Subcommand)]
enum Keys {
    /// Make a new key; it signs as soon as the instances are started again, and the old ones are believed as long as they are there
    New {
        /// The folder of the keys
        #[arg(long, env = "MEALBOOK_KEYS_DIR")]
        folder: PathBuf,
        /// Only when there is no key yet
        #[arg(long)]
        if_none: bool,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let _ = rustls::crypto::ring::default_provider().install_default();
    match run(Arguments::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<()> {
    match command {
        Command::Serve => serve().await,
        Command::Migrate => migrate().await,
        Command::Retention { every_hours } => retention(every_hours).await,
        Command::Epoch { nothing_lost } => begin_epoch(nothing_lost).await,
        Command::Health => health().await,
        Command::Keys(Keys::New { folder, if_none }) => make_key(&folder, if_none),
        Command::Variables => {
            print!("{}", api::config::table());
            Ok(())
        }
    }
}

async fn serve() -> Result<()> {
    let config = Config::from_environment()?;
    logging::start(&config.log);
    let pool = server::connect(&config.database_url, config.connections_max)
        .await
        .context("the database does not answer")?;
    check_database(&config, &pool).await?;
    let listener = TcpListener::bind(config.listen).await.context("cannot listen")?;
    let state = State::new(config, pool, Clock::system())?;
    let closed = api::totp::close_old(&state.pool, &state.seal).await?;
    if closed > 0 {
        tracing::info!(closed, "closed secrets of authenticators that were kept open");
    }
    tracing::info!(address = %listener.local_addr()?, version = env!("CARGO_PKG_VERSION"), "serving");
    server::serve(state, listener, asked_to_stop()).await?;
    tracing::info!("stopped");
    Ok(())
}

/// What must be true before anybody is served.
async fn check_database(config: &Config, pool: &PgPool) -> Result<()> {
    if !server::is_migrated(pool).await? {
        bail!("the tables are not those of this version: run `mealbook-api migrate`");
    }
    if epoch::check_timeline(pool).await? == Timeline::Changed {
        bail!(
            "the database was restored or failed over: run `mealbook-api epoch`, or with --nothing-lost when no commits were lost"
        );
    }
    let is_safe = server::check_role(pool).await?;
    if !is_safe && config.environment == Environment::Production {
        bail!("the role of MEALBOOK_DATABASE_URL is a superuser, passes row-level security, or owns tables");
    }
    Ok(())
}

/// Ctrl+C, or a polite request to end.
async fn asked_to_stop() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// A connection in the role that owns the tables.
async fn owner() -> Result<PgPool> {
    let url = api::config::owner_database_url()?;
    server::connect(&url, OPERATOR_CONNECTIONS).await.context("the database does not answer")
}

async fn migrate() -> Result<()> {
    let owner = owner().await?;
    server::migrate(&owner).await?;
    database::grant(&owner, SERVICE_ROLE)
        .await
        .context("the tables are made; giving the role mealbook_api its rights failed: does it exist?")?;
    println!("The tables are up to date.");
    Ok(())
}

/// What an operator says after the database changed under the service.
async fn begin_epoch(nothing_lost: bool) -> Result<()> {
    let owner = owner().await?;
    if nothing_lost {
        epoch::accept_timeline(&owner).await?;
        println!("Remembered the timeline.");
    } else {
        println!(
            "{} workspaces begin a new epoch.",
            epoch::begin_epoch(&owner, Clock::system().now_ms()).await?
        );
    }
    Ok(())
}

/// Forgets once, or again and again.
async fn retention(every_hours: Option<u64>) -> Result<()> {
    logging::start("info");
    let owner = owner().await?;
    let photographs = api::state::open_blobs(&api::config::blob_setting()?)?;
    loop {
        let now_ms = Clock::system().now_ms();
        database::make_partitions(&owner, chrono::Utc::now()).await?;
        let rows = api::accounts::retention::forget_old(&owner, now_ms).await?;
        let forgotten = api::retention::forget_old(&owner, &*photographs, now_ms).await?;
        let (emptied, purged, workspaces) = (forgotten.emptied, forgotten.purged, forgotten.workspaces.len());
        let (uploads, answers) = (forgotten.uploads, forgotten.answers);
        tracing::info!(rows, emptied, purged, workspaces, uploads, answers, "forgot what is old");
        let Some(hours) = every_hours else { return Ok(()) };
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(hours * 60 * 60)) => {}
            () = asked_to_stop() => return Ok(()),
        }
    }
}

/// Asks `/readyz` of the address this service listens on, without a client: the image has none.
async fn health() -> Result<()> {
    let address = api::config::listen()?;
    let ask = async {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, address.port())).await?;
        stream.write_all(b"GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n").await?;
        let mut answer = Vec::new();
        stream.take(HEALTH_BYTES_MAX).read_to_end(&mut answer).await?;
        anyhow::Ok(answer)
    };
    let answer = tokio::time::timeout(HEALTH_TIMEOUT, ask).await.context("no answer in time")??;
    let status = answer.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    if status != b"200" {
        bail!("not ready");
    }
    Ok(())
}

fn make_key(folder: &Path, if_none: bool) -> Result<()> {
    let is_key = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.path().extension().is_some_and(|ending| ending == "pem"))
    };
    if if_none && std::fs::read_dir(folder).is_ok_and(|mut files| files.any(is_key)) {
        println!("There is a key.");
        return Ok(());
    }
    println!("{}", auth::make_key(folder, Clock::system().now_ms())?);
    Ok(())
}
