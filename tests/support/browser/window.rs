//! The desktop window under a virtual display, driven through tauri-driver and WebKitWebDriver on a message bus of its own.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use fantoccini::Client;
use serde_json::json;

use super::connect;
use crate::child::Processes;
use crate::{paths, wait};

/// Starts display, bus, driver and window; answers when the page is there.
pub async fn open(processes: &mut Processes, folder: &Path, database: &Path) -> Result<Client> {
    let display = display(processes)?;
    let (port, native) = (free_port()?, free_port()?);
    let mut command = Command::new("dbus-run-session");
    command.arg("--").arg(paths::tool("tauri-driver"));
    command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
    command.env("DISPLAY", format!(":{display}")).env("GDK_BACKEND", "x11").env_remove("WAYLAND_DISPLAY");
    command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1").env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
    command.env("MEALBOOK_DB", database).env("TZ", "UTC").env("LANG", "en_US.UTF-8").env("LANGUAGE", "en");
    command.env("NO_AT_BRIDGE", "1").env("GTK_A11Y", "none");
    for (variable, name) in [
        ("HOME", "home"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_RUNTIME_DIR", "run"),
    ] {
        let path = folder.join(name);
        std::fs::create_dir_all(&path)?;
        command.env(variable, path);
    }
    let _lines = processes.start(command)?;
    let driver = format!("http://127.0.0.1:{port}");
    wait::until(
        "tauri-driver to listen",
        async || Ok(std::net::TcpStream::connect(("127.0.0.1", port)).ok()),
    )
    .await?;
    wait::until("WebKitWebDriver to listen", async || {
        Ok(std::net::TcpStream::connect(("127.0.0.1", native)).ok())
    })
    .await?;
    connect(&driver, json!({ "browserName": "wry", "tauri:options": { "application": paths::window()? } }))
        .await
}

fn display(processes: &mut Processes) -> Result<u16> {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]);
    processes.start(command)?.wait_for("its display number", |line| line.trim().parse().ok())
}

/// A port that was free a moment ago: tauri-driver cannot choose one itself.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}
