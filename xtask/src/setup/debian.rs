//! System packages: what Mealbook links and what its tests drive, by their Debian and Ubuntu names.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use super::Need;
use crate::process;

/// How one sees that a package is there.
#[derive(Clone, Copy)]
enum Probe {
    /// A program on the PATH, by any of these names.
    Program(&'static [&'static str]),
    /// A library known to pkg-config.
    Library(&'static str),
    /// Python with what makes a virtual environment; Debian packs that apart.
    Venv,
    /// PostgreSQL's server programs, which Debian keeps off the PATH.
    Postgres,
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

/// Packages that Ubuntu has under another name.
const UBUNTU_NAMES: &[(&str, &str)] =
    &[("chromium", "chromium-browser"), ("chromium-driver", "chromium-chromedriver")];

const REQUIREMENTS: &[Requirement] = &[
    requirement("build-essential", Probe::Program(&["cc"]), Need::Interface),
    requirement("npm", Probe::Program(&["npm"]), Need::Interface),
    requirement("pkg-config", Probe::Program(&["pkg-config"]), Need::Window),
    requirement("libwebkit2gtk-4.1-dev", Probe::Library("webkit2gtk-4.1"), Need::Window),
    requirement("libgtk-3-dev", Probe::Library("gtk+-3.0"), Need::Window),
    requirement("libsoup-3.0-dev", Probe::Library("libsoup-3.0"), Need::Window),
    requirement("libayatana-appindicator3-dev", Probe::Library("ayatana-appindicator3-0.1"), Need::Window),
    requirement("librsvg2-dev", Probe::Library("librsvg-2.0"), Need::Window),
    requirement("postgresql", Probe::Postgres, Need::Cloud),
    requirement("python3-venv", Probe::Venv, Need::Tests),
    requirement(
        "chromium",
        Probe::Program(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]),
        Need::Tests,
    ),
    requirement("chromium-driver", Probe::Program(&["chromedriver"]), Need::Tests),
    requirement("webkit2gtk-driver", Probe::Program(&["WebKitWebDriver"]), Need::Tests),
    requirement("xvfb", Probe::Program(&["Xvfb"]), Need::Tests),
    requirement("dbus-x11", Probe::Program(&["dbus-run-session"]), Need::Tests),
    requirement("gcc-aarch64-linux-gnu", Probe::Program(&["aarch64-linux-gnu-gcc"]), Need::Tests),
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
    if let Err(error) = process::run(apt(prefix, &["update"])) {
        // One broken source among several, or no network: what is needed may be known already.
        println!("{error:#}\nGoing on with the package lists of this machine.");
    }
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(&missing);
    process::run(apt(prefix, &install)).with_context(|| hint(need))?;
    let still = self::missing(need);
    if !still.is_empty() {
        bail!("still missing after the installation: {}\n{}", still.join(" "), hint(need));
    }
    Ok(())
}

/// What to think of when the packages cannot be had.
fn hint(need: Need) -> &'static str {
    match need {
        Need::Interface | Need::Cloud => "the packages above could not be installed; is there a network?",
        Need::Window | Need::Tests => {
            "the packages above could not be installed; is there a network, and is this Debian 12, Ubuntu 22.04 or newer? \
             WebKitGTK 4.1 is in none before them; `cargo xtask run --web` needs no WebKitGTK"
        }
    }
}

fn missing(need: Need) -> Vec<&'static str> {
    let is_ubuntu = fs::read_to_string("/etc/os-release").is_ok_and(|text| is_ubuntu(&text));
    REQUIREMENTS
        .iter()
        .filter(|item| wanted(item.need, need) && !present(item))
        .map(|item| if is_ubuntu { ubuntu_name(item.package) } else { item.package })
        .collect()
}

/// Ubuntu or made from it, by what os-release(5) says.
fn is_ubuntu(os_release: &str) -> bool {
    os_release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
        .any(|names| names.trim_matches('"').split(' ').any(|name| name == "ubuntu"))
}

fn ubuntu_name(package: &'static str) -> &'static str {
    UBUNTU_NAMES.iter().find(|(debian, _)| *debian == package).map_or(package, |(_, ubuntu)| *ubuntu)
}

/// Tests need what the window needs, and the window needs what the interface needs.
fn wanted(of_package: Need, of_task: Need) -> bool {
    match of_task {
        Need::Interface => of_package == Need::Interface,
        Need::Cloud => of_package == Need::Cloud,
        Need::Window => matches!(of_package, Need::Interface | Need::Window),
        Need::Tests => true,
    }
}

fn present(item: &Requirement) -> bool {
    match item.probe {
        Probe::Program(names) => names.iter().any(|name| process::on_path(name)),
        Probe::Library(library) => {
            let mut probe = process::command("pkg-config");
            probe.args(["--exists", library]);
            process::succeeds(probe)
        }
        Probe::Venv => {
            let mut probe = process::command("python3");
            probe.args(["-c", "import ensurepip, venv"]);
            process::succeeds(probe)
        }
        Probe::Postgres => postgres_programs().is_some(),
        Probe::Package => !process::on_path("dpkg-query") || installed(item.package),
    }
}

/// Where `initdb` and `postgres` are: `$PG_BIN`, else the newest of Debian's versions, else the PATH.
pub fn postgres_programs() -> Option<PathBuf> {
    let named = env::var_os("PG_BIN").map(PathBuf::from);
    let versions = fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten().flatten();
    let mut debian: Vec<(u32, PathBuf)> = versions
        .filter_map(|folder| Some((folder.file_name().to_str()?.parse().ok()?, folder.path().join("bin"))))
        .collect();
    debian.sort_unstable();
    let path = env::var_os("PATH").unwrap_or_default();
    let candidates =
        named.into_iter().chain(debian.into_iter().rev().map(|(_, bin)| bin)).chain(env::split_paths(&path));
    candidates.into_iter().find(|folder| folder.join("initdb").is_file())
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
    let patiently = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"];
    let words = [prefix, &patiently, arguments].concat();
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
        assert!(!wanted(Need::Cloud, Need::Window));
        assert!(wanted(Need::Cloud, Need::Tests));
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
        assert_eq!(
            words,
            "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 update"
        );
    }

    #[test]
    fn ubuntu_calls_chromium_by_another_name() {
        assert!(is_ubuntu("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n"));
        assert!(is_ubuntu("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_ubuntu("PRETTY_NAME=\"Not ubuntu\"\nID=debian\n"));
        assert_eq!(ubuntu_name("chromium"), "chromium-browser");
        assert_eq!(ubuntu_name("xvfb"), "xvfb");
    }
}
