//! Chromium, driven by chromedriver, showing what `meal serve` serves.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use fantoccini::Client;
use serde_json::{Value, json};

use super::{Target, connect};
use crate::child::Processes;
use crate::paths;

/// Starts `meal serve` on a free port of loopback; answers its address.
pub fn serve(processes: &mut Processes, database: &Path) -> Result<String> {
    let mut command = Command::new(paths::meal()?);
    command
        .arg("--db")
        .arg(database)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("TZ", "UTC")
        .env("NO_COLOR", "1");
    processes.start(command)?.wait_for("its address", |line| {
        let start = line.find("http://127.0.0.1:")?;
        line[start..].split_whitespace().next().map(|url| url.trim_end_matches(['.', ',']).to_owned())
    })
}

/// Starts chromedriver and Chromium, and goes to the address.
pub async fn open(processes: &mut Processes, target: Target, folder: &Path, address: &str) -> Result<Client> {
    let port = start_driver(processes, folder).or_else(|_| start_driver(processes, folder))?;
    let client = connect(&format!("http://127.0.0.1:{port}"), capabilities(target, folder)?).await?;
    client.goto(address).await?;
    Ok(client)
}

/// Its port. The port it is given for IPv6 may be another's for IPv4: then it ends, and the next one gets another.
fn start_driver(processes: &mut Processes, folder: &Path) -> Result<u16> {
    let mut command = Command::new("chromedriver");
    command.arg("--port=0").env("TZ", "UTC").env("HOME", folder);
    processes.start(command)?.wait_for("its port", |line| {
        let rest = line.split("started successfully on port ").nth(1)?;
        rest.trim_end_matches('.').parse::<u16>().ok()
    })
}

fn capabilities(target: Target, folder: &Path) -> Result<Value> {
    let profile = folder.join(format!("profile-{}", uuid::Uuid::now_v7()));
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--lang=en-US",
        "--force-prefers-reduced-motion",
        "--use-fake-device-for-media-stream",
        "--window-size=1280,800",
    ]
    .map(str::to_owned)
    .into();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    if matches!(target, Target::Desktop | Target::Zoomed) {
        // Without a mouse at the machine Chromium says that nothing can hover: 2 is hover, 4 a fine pointer.
        arguments.push(
            "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4".to_owned(),
        );
    }
    let mut options = json!({ "binary": paths::browser()?, "args": arguments });
    let (width, height, phone) = match target {
        Target::Desktop | Target::Window => (1280, 800, false),
        Target::Phone => (390, 844, true),
        Target::Narrow => (320, 640, true),
        Target::Zoomed => (640, 400, false),
    };
    let pixel_ratio = if phone || target == Target::Zoomed { 2.0 } else { 1.0 };
    options["mobileEmulation"] = json!({
        "deviceMetrics": { "width": width, "height": height, "pixelRatio": pixel_ratio, "touch": phone, "mobile": phone },
    });
    Ok(
        json!({ "browserName": "chrome", "goog:chromeOptions": options, "unhandledPromptBehavior": "dismiss" }),
    )
}
