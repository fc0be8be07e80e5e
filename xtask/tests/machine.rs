//! What `cargo xtask run` does on machines that lack something: each is a folder of small programs that stand for the machine's own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A machine with nothing on its PATH but what a test puts there.
struct Machine {
    folder: tempfile::TempDir,
}

/// What the program said and whether it was content.
struct Said {
    is_ok: bool,
    text: String,
}

impl Machine {
    /// A Debian where somebody who is not root may call `apt-get`, and where only WebKitGTK and friends are missing.
    fn debian() -> Self {
        let machine = Self { folder: tempfile::tempdir().unwrap() };
        machine.program("id", "echo 1000");
        machine.program("env", &format!("echo env \"$@\" >> {}", machine.log().display()));
        machine.program("apt-get", "exit 100");
        machine.program("cc", "exit 0").program("npm", "exit 1");
        machine.program("pkg-config", "exit 1");
        machine
    }

    /// The same, where rustc knows wasm32 and no library is missing.
    fn complete() -> Self {
        let machine = Self::debian();
        machine.program("pkg-config", "exit 0");
        machine.program("rustc", &format!("echo {}", machine.folder.path().display()));
        machine.program("cargo", &format!("echo cargo \"$@\" >> {}; exit 7", machine.log().display()));
        machine
    }

    fn program(&self, name: &str, script: &str) -> &Self {
        let path = self.bin().join(name);
        fs::create_dir_all(self.bin()).unwrap();
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        self
    }

    /// A sudo that asks no password and does what it is told.
    fn sudo(&self) -> &Self {
        self.program("sudo", "shift; if [ \"$1\" = true ]; then exit 0; fi; exec \"$@\"")
    }

    fn bin(&self) -> PathBuf {
        self.folder.path().join("bin")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// What was started, one line each.
    fn started(&self) -> String {
        fs::read_to_string(self.log()).unwrap_or_default()
    }

    fn xtask(&self, arguments: &[&str], display: &str) -> Said {
        let output = Command::new(Path::new(env!("CARGO_BIN_EXE_xtask")))
            .args(arguments)
            .env_clear()
            .env("PATH", self.bin())
            .env("DISPLAY", display)
            .env("CARGO_TARGET_DIR", self.folder.path().join("target"))
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        Said { is_ok: output.status.success(), text: String::from_utf8(text).unwrap() }
    }
}

#[test]
fn without_a_display_the_window_says_so_before_anything_is_built() {
    let machine = Machine::debian();
    let said = machine.xtask(&["run"], "");
    assert!(!said.is_ok && said.text.contains("cargo xtask run --web"), "{}", said.text);
    assert!(!said.text.contains("Missing system packages"), "{}", said.text);
    assert_eq!(machine.started(), "");
}

#[test]
fn without_root_and_sudo_the_exact_command_is_printed() {
    let machine = Machine::debian();
    let said = machine.xtask(&["run"], ":9");
    let command = "sudo apt-get update && sudo apt-get install --yes libwebkit2gtk-4.1-dev libgtk-3-dev";
    assert!(!said.is_ok && said.text.contains(command), "{}", said.text);
    assert_eq!(machine.started(), "");
}

#[test]
fn a_sudo_that_asks_for_a_password_is_not_waited_for() {
    let machine = Machine::debian();
    machine.program("sudo", "exit 1");
    let said = machine.xtask(&["run"], ":9");
    assert!(!said.is_ok && said.text.contains("Please run this"), "{}", said.text);
}

#[test]
fn root_installs_what_is_missing_and_no_more() {
    let machine = Machine::debian();
    machine.program("id", "echo 0");
    let said = machine.xtask(&["run"], ":9");
    let started = machine.started();
    let install = started.lines().find(|line| line.contains(" install ")).unwrap_or_default();
    assert!(started.contains("apt-get -o DPkg::Lock::Timeout=120 update"), "{started}");
    assert!(install.contains(" libwebkit2gtk-4.1-dev ") && !install.contains("chromium"), "{started}");
    assert!(!install.contains("build-essential") && !install.contains("npm"), "{started}");
    // The installer did nothing, and that is said instead of a linker's complaint an hour later.
    assert!(!said.is_ok && said.text.contains("still missing"), "{}", said.text);
}

#[test]
fn a_broken_package_list_does_not_stop_an_installation_that_works() {
    let machine = Machine::complete();
    let npm = machine.bin().join("npm");
    fs::remove_file(&npm).unwrap();
    let made =
        format!("case \"$*\" in *update) exit 100;; esac; echo > {0}; /bin/chmod +x {0}", npm.display());
    machine.program("env", &made).sudo();
    let said = machine.xtask(&["run"], ":9");
    assert!(said.text.contains("Going on with the package lists"), "{}", said.text);
    assert!(machine.started().contains("cargo build --package ui"), "{}", said.text);
}

#[test]
fn elsewhere_than_on_debian_the_packages_are_named() {
    let machine = Machine::debian();
    fs::remove_file(machine.bin().join("apt-get")).unwrap();
    let said = machine.xtask(&["run"], ":9");
    assert!(
        !said.is_ok && said.text.contains("what your system calls these Debian packages"),
        "{}",
        said.text
    );
    assert!(said.text.contains("libwebkit2gtk-4.1-dev"), "{}", said.text);
}

#[test]
fn a_missing_wasm_target_is_added_by_rustup_and_named_without_it() {
    let machine = Machine::complete();
    machine.program("rustc", "echo /nowhere");
    let said = machine.xtask(&["run"], ":9");
    assert!(!said.is_ok && said.text.contains("Install rustup (https://rustup.rs)"), "{}", said.text);

    machine.program("rustup", &format!("echo rustup \"$@\" >> {}", machine.log().display()));
    machine.xtask(&["run"], ":9");
    let started = machine.started();
    assert!(started.contains("rustup target add wasm32-unknown-unknown"), "{started}");
    assert!(started.contains("cargo build --package ui"), "{started}");
}

#[test]
fn the_browser_needs_neither_display_nor_webkitgtk() {
    let machine = Machine::complete();
    machine.program("pkg-config", "exit 1");
    let said = machine.xtask(&["run", "--web"], "");
    assert!(machine.started().contains("cargo build --package ui"), "{}", said.text);
    assert!(!said.text.contains("Missing"), "{}", said.text);
}
