//! System packages: what Mealbook links and what its tests drive, by their Debian and Ubuntu names.

use anyhow::{Result, bail};

use super::Need;
use crate::process;

/// How one sees that a package is there.
#[derive(Clone, Copy)]
enum Probe {
    /// A program on the PATH.
    Program(&'static str),
    /// A library known to pkg-config.
    Library(&'static str),
    /// Only the package manager knows; elsewhere than on Debian it is taken as present.
    Package,
}

struct Requirement {
    package: &'static str,
    probe: Probe,
    need: Need,
}

const fn requirement(package: &'static str, probe: Probe, need: Need) -> Requirement {
    Requirement { package, probe, need }
}

const REQUIREMENTS: &[Requirement] = &[
    requirement("build-essential", Probe::Program("cc"), Need::Interface),
    requirement("npm", Probe::Program("npm"), Need::Interface),
    requirement("pkg-config", Probe::Program("pkg-config"), Need::Window),
    requirement("libwebkit2gtk-4.1-dev", Probe::Library("webkit2gtk-4.1"), Need::Window),
    requirement("libgtk-3-dev", Probe::Library("gtk+-3.0"), Need::Window),
    requirement("libsoup-3.0-dev", Probe::Library("libsoup-3.0"), Need::Window),
    requirement("libayatana-appindicator3-dev", Probe::Library("ayatana-appindicator3-0.1"), Need::Window),
    requirement("librsvg2-dev", Probe::Library("librsvg-2.0"), Need::Window),
    requirement("chromium", Probe::Program("chromium"), Need::Tests),
    requirement("chromium-driver", Probe::Program("chromedriver"), Need::Tests),
    requirement("webkit2gtk-driver", Probe::Program("WebKitWebDriver"), Need::Tests),
    requirement("xvfb", Probe::Program("Xvfb"), Need::Tests),
    requirement("dbus-x11", Probe::Program("dbus-run-session"), Need::Tests),
    requirement("gcc-aarch64-linux-gnu", Probe::Program("aarch64-linux-gnu-gcc"), Need::Tests),
    requirement("libc6-dev-arm64-cross", Probe::Package, Need::Tests),
    requirement("fonts-noto-cjk", Probe::Package, Need::Tests),
    requirement("fonts-noto-color-emoji", Probe::Package, Need::Tests),
];

/// Installs missing packages as root or with a sudo that asks nothing; otherwise prints the command and fails.
pub fn ensure(need: Need) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let missing = missing(need);
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages: {}", missing.join(" "));
    let Some(prefix) = privilege().filter(|_| process::on_path("apt-get")) else {
        bail!("{}", advice(&missing, process::on_path("apt-get")));
    };
    println!("Installing them with apt-get.");
    process::run(apt(prefix, &["update"]))?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(&missing);
    process::run(apt(prefix, &install))
}

fn missing(need: Need) -> Vec<&'static str> {
    REQUIREMENTS
        .iter()
        .filter(|item| wanted(item.need, need) && !present(item))
        .map(|item| item.package)
        .collect()
}

/// Tests need what the window needs, and the window needs what the interface needs.
fn wanted(of_package: Need, of_task: Need) -> bool {
    match of_task {
        Need::Interface => of_package == Need::Interface,
        Need::Window => of_package != Need::Tests,
        Need::Tests => true,
    }
}

fn present(item: &Requirement) -> bool {
    match item.probe {
        Probe::Program(program) => process::on_path(program),
        Probe::Library(library) => {
            let mut probe = process::command("pkg-config");
            probe.args(["--exists", library]);
            process::succeeds(probe)
        }
        Probe::Package => !process::on_path("dpkg-query") || installed(item.package),
    }
}

fn installed(package: &str) -> bool {
    let mut query = process::command("dpkg-query");
    query.args(["--show", "--showformat=${db:Status-Status}", package]);
    process::capture(query).is_ok_and(|status| status == "installed")
}

/// The words in front of `apt-get`, or nothing when we may not install.
fn privilege() -> Option<&'static [&'static str]> {
    let mut id = process::command("id");
    id.arg("-u");
    if process::capture(id).is_ok_and(|user| user.trim() == "0") {
        return Some(&[]);
    }
    let mut sudo = process::command("sudo");
    sudo.args(["-n", "true"]);
    process::succeeds(sudo).then_some(&["sudo", "-n"])
}

fn apt(prefix: &[&str], arguments: &[&str]) -> std::process::Command {
    let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], arguments].concat();
    let mut command = process::command(words[0]);
    command.args(&words[1..]);
    command
}

fn advice(missing: &[&str], debian: bool) -> String {
    let names = missing.join(" ");
    if debian {
        format!(
            "Please run this, then try again:\n\n    sudo apt-get update && sudo apt-get install --yes {names}\n"
        )
    } else {
        format!(
            "Please install what your system calls these Debian packages, then try again:\n\n    {names}\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_does_not_need_a_browser_but_the_tests_do() {
        assert!(!wanted(Need::Tests, Need::Window));
        assert!(wanted(Need::Window, Need::Tests));
        assert!(wanted(Need::Interface, Need::Window));
        assert!(!wanted(Need::Window, Need::Interface));
    }

    #[test]
    fn the_advice_is_a_command_to_paste() {
        let text = advice(&["libgtk-3-dev", "xvfb"], true);
        assert!(text.contains("sudo apt-get install --yes libgtk-3-dev xvfb"), "{text}");
    }

    #[test]
    fn apt_asks_no_questions() {
        let words = process::show(&apt(&["sudo", "-n"], &["update"]));
        assert_eq!(words, "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get update");
    }
}
