//! A screen of its own for suites that open windows, so that no test touches the person's session.

use std::{ffi::OsString, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{process, setup};

/// Builds the programs the suites drive and returns the same command under its own X server and message bus.
///
/// The programs are found in `CARGO_TARGET_DIR`, and `tauri-driver` on the PATH.
pub fn prepared(inner: &Command) -> Result<Command> {
    process::run(process::cargo(["build", "--package", "cli", "--bin", "meal"]))?;
    process::run(process::cargo(["build", "--package", "mealbook", "--bin", "mealbook"]))?;
    on_virtual_display(inner, &setup::tauri_driver()?)
}

fn on_virtual_display(inner: &Command, driver: &Path) -> Result<Command> {
    let mut command = process::command("xvfb-run");
    command.args(["--auto-servernum", "--server-args=-screen 0 1440x1000x24", "dbus-run-session", "--"]);
    command.arg(inner.get_program()).args(inner.get_args());
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let tools = driver.parent().context("tauri-driver is in a folder")?;
    command
        .env("PATH", with_first(tools)?)
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .env("GDK_BACKEND", "x11");
    Ok(command)
}

fn with_first(folder: &Path) -> Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    Ok(std::env::join_paths(std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path)))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_keeps_its_arguments_and_target_directory() {
        let inner = process::cargo(["test", "--package", "tests"]);
        let outer = on_virtual_display(&inner, Path::new("/tools/bin/tauri-driver")).unwrap();
        assert!(process::show(&outer).ends_with("test --package tests"), "{}", process::show(&outer));
        let set = |name: &str| outer.get_envs().any(|(key, value)| key == name && value.is_some());
        assert!(set("CARGO_TARGET_DIR") && set("WEBKIT_DISABLE_DMABUF_RENDERER"));
        let path = outer.get_envs().find(|(key, _)| *key == "PATH").and_then(|(_, value)| value).unwrap();
        assert!(path.to_string_lossy().starts_with("/tools/bin"));
    }
}
