//! The service itself: built, its tables brought up to date, served until Ctrl+C.

use std::fs::{self, File};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::mails::Mailbox;
use super::postgres::Server;
use crate::{process, workspace};

/// Between two looks at the service and the mailbox.
const LOOK: Duration = Duration::from_millis(300);
/// Looks before the service is expected to answer.
const STARTING_LOOKS_MAX: u32 = 100;

/// Builds the program and says where it is.
pub fn build(release: bool) -> Result<PathBuf> {
    let mut build = process::cargo(["build", "--package", "api", "--bin", "mealbook-api"]);
    if release {
        build.arg("--release");
    }
    process::run(build)?;
    let profile = if release { "release" } else { "debug" };
    let name = format!("mealbook-api{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace::target_dir().join(profile).join(name))
}

/// Brings the tables up to date and serves until Ctrl+C.
pub fn serve(program: &Path, server: &Server, folder: &Path, port: u16) -> Result<()> {
    if TcpStream::connect(("127.0.0.1", port)).is_ok() {
        bail!("something listens on port {port} already; take another one with --port");
    }
    let mailbox = Mailbox::open(folder.join("mail"))?;
    let settings = settings(server, folder, port)?;
    let mut migrate = Command::new(program);
    migrate.arg("migrate").envs(settings.clone()).stdout(Stdio::null());
    process::run(migrate).context(
        "the tables of earlier starts do not fit this version; `cargo xtask cloud --fresh` begins anew",
    )?;
    let log = folder.join("service.log");
    let mut serve = Command::new(program);
    serve.arg("serve").envs(settings).stdin(Stdio::null()).stdout(File::create(&log)?);
    let child = serve.spawn().context("cannot start the service")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(watch(child, mailbox, &log, port))
}

/// What the service is told.
fn settings(server: &Server, folder: &Path, port: u16) -> Result<Vec<(&'static str, String)>> {
    let path = |name: &str| -> Result<String> {
        let path = folder.join(name);
        fs::create_dir_all(&path)?;
        Ok(path.to_string_lossy().into_owned())
    };
    Ok(vec![
        ("MEALBOOK_ENV", "development".to_owned()),
        ("MEALBOOK_LISTEN", format!("127.0.0.1:{port}")),
        ("MEALBOOK_PUBLIC_URL", format!("http://127.0.0.1:{port}")),
        ("MEALBOOK_DATABASE_URL", server.api_url()?),
        ("MEALBOOK_OWNER_DATABASE_URL", server.owner_url()?),
        ("MEALBOOK_KEYS_DIR", path("keys")?),
        ("MEALBOOK_MAIL", "folder".to_owned()),
        ("MEALBOOK_MAIL_DIR", path("mail")?),
        ("MEALBOOK_BLOBS", "folder".to_owned()),
        ("MEALBOOK_BLOBS_DIR", path("blobs")?),
        // An app that listens for news would keep Ctrl+C waiting.
        ("MEALBOOK_SHUTDOWN_S", "2".to_owned()),
    ])
}

/// Waits for the service to answer, says what to type, shows mails as they come, and ends the service when asked to.
async fn watch(mut child: Child, mut mailbox: Mailbox, log: &Path, port: u16) -> Result<()> {
    let mut stop = std::pin::pin!(asked_to_stop());
    let (mut is_up, mut looks) = (false, 0);
    loop {
        let is_stopping = tokio::time::timeout(LOOK, &mut stop).await.is_ok();
        if let Some(status) = child.try_wait()? {
            bail!("the service ended: {status}; see {}", log.display());
        }
        if is_stopping {
            println!("\nStopping.");
            end(&mut child)?;
            return Ok(());
        }
        if !is_up {
            is_up = TcpStream::connect(("127.0.0.1", port)).is_ok();
            looks += 1;
            if is_up {
                welcome(&mailbox, log, port);
            } else if looks == STARTING_LOOKS_MAX {
                end(&mut child)?;
                bail!("the service does not answer; see {}", log.display());
            }
        }
        for line in mailbox.news()? {
            println!("mail   {line}");
        }
    }
}

fn welcome(mailbox: &Mailbox, log: &Path, port: u16) {
    println!(
        "\nThe cloud runs on this computer. Ctrl+C stops it; its data stay in .local/cloud.\n\n\
         Service:         http://127.0.0.1:{port}\n\
         Documentation:   http://127.0.0.1:{port}/docs\n\
         Mails:           {}\n\
         Log:             {}\n\n\
         In Mealbook: Settings, Account, and the service's address above. Or in another terminal:\n\n    \
         alias meal='cargo run --quiet --package cli --bin meal --'\n    \
         meal account server http://127.0.0.1:{port}\n    \
         meal account register --email you@example.com --name You\n    \
         meal account verify\n\n\
         Codes that are mailed show here.\n",
        mailbox.folder().display(),
        log.display(),
    );
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

/// Ends the service politely. At Ctrl+C the terminal has told it already; telling it twice does no harm.
fn end(child: &mut Child) -> Result<()> {
    #[cfg(unix)]
    {
        let id = child.id().to_string();
        let _ = process::succeeds(process::command_with("kill", ["-TERM", &id]));
    }
    #[cfg(not(unix))]
    child.kill()?;
    child.wait()?;
    Ok(())
}
