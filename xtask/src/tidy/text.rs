//! What no tracked file may contain: paths of somebody's machine, keys, and the addresses of package registries.

use super::files::File;

/// Folders of a developer's or a build machine. Written in two parts so that this file does not break its own rule.
const MACHINE: &[&str] =
    &[concat!("/ro", "ot/"), concat!("/wo", "rk/main"), concat!("/wo", "rk/shared"), concat!("/User", "s/")];
const HOME: &str = concat!("/ho", "me/");

/// Registries are the package manager's business; a tracked address would pin somebody's mirror.
const REGISTRIES: &[&str] = &[
    concat!("registry.npm", "js.org"),
    concat!("index.cra", "tes.io"),
    concat!("static.cra", "tes.io"),
    concat!("files.python", "hosted.org"),
    concat!("pypi.org/", "simple"),
    concat!("proxy.go", "lang.org"),
];

/// Beginnings of credentials; the second figure is how many letters or digits follow in a real one.
const SECRETS: &[(&str, usize)] = &[
    (concat!("AK", "IA"), 16),
    (concat!("gh", "p_"), 36),
    (concat!("github", "_pat_"), 22),
    (concat!("xox", "b-"), 10),
    (concat!("sk", "-ant-"), 10),
    (concat!("npm", "_"), 36),
];
const PRIVATE_KEY: &str = concat!("PRIVATE", " KEY-----");

/// Every line of a text file that gives something away.
pub fn check(file: &File) -> Vec<String> {
    let Some(text) = file.text() else { return Vec::new() };
    let lines = text.lines().enumerate();
    lines
        .filter_map(|(at, line)| fault(line).map(|fault| format!("{}:{}: {fault}", file.path, at + 1)))
        .collect()
}

fn fault(line: &str) -> Option<&'static str> {
    let lower = line.to_ascii_lowercase();
    if MACHINE.iter().any(|path| line.contains(path)) || names_a_home(line) {
        Some("the path of somebody's machine")
    } else if REGISTRIES.iter().any(|host| lower.contains(host)) {
        Some("the address of a package registry")
    } else if line.contains(PRIVATE_KEY)
        || SECRETS.iter().any(|(start, length)| has_secret(line, start, *length))
    {
        Some("looks like a secret")
    } else {
        None
    }
}

/// A home folder with a name behind it, rather than the bare word for all of them.
fn names_a_home(line: &str) -> bool {
    line.match_indices(HOME)
        .any(|(at, _)| line[at + HOME.len()..].starts_with(|letter: char| letter.is_ascii_alphanumeric()))
}

fn has_secret(line: &str, start: &str, length: usize) -> bool {
    line.match_indices(start).any(|(at, _)| {
        let rest = line[at + start.len()..].chars();
        rest.take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-')).count()
            >= length
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::files::{File, file};

    fn check_line(line: &str, faults: usize) {
        assert_eq!(check(&file("docs/a.md", line)).len(), faults, "{line}");
    }

    #[test]
    fn paths_of_a_machine_are_found() {
        check_line(&format!("see {}.cache", MACHINE[0]), 1);
        check_line(&format!("let file = \"{HOME}ana/meals.db\";"), 1);
        check_line("~/.cache and ${HOME}/meals are everybody's", 0);
        check_line(&format!("folders below {HOME} differ"), 0);
    }

    #[test]
    fn registries_are_found_and_the_lock_files_source_is_not() {
        check_line(&format!("\"resolved\": \"https://{}/x.tgz\"", REGISTRIES[0]), 1);
        check_line("source = \"registry+https://github.com/rust-lang/crates.io-index\"", 0);
    }

    #[test]
    fn secrets_are_found_and_words_are_not() {
        check_line(&format!("key = {}{}", SECRETS[0].0, "A1B2C3D4E5F6G7H8"), 1);
        check_line(&format!("-----BEGIN {PRIVATE_KEY}"), 1);
        check_line("an npm_config_cache of no interest", 0);
    }

    #[test]
    fn the_line_is_named() {
        let found = check(&file("docs/a.md", &format!("fine\nbad {}x", MACHINE[0])));
        assert!(found[0].starts_with("docs/a.md:2:"), "{found:?}");
    }

    #[test]
    fn pictures_are_not_read() {
        assert!(check(&File { path: "a.png".into(), bytes: vec![0xff, 0xd8, 0x00] }).is_empty());
    }
}
