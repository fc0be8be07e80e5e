//! Crate edges point down only, and some libraries have one home (DESIGN.md, Layout).

use crate::workspace::{Metadata, Package};

/// A package and the packages of this workspace it may use. One that is not listed may use none.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("wire", &["domain"]),
    ("store", &["domain", "wire"]),
    ("receipts", &["domain"]),
    ("insights", &["domain"]),
    ("exchange", &["domain"]),
    ("sync", &["domain", "wire", "store"]),
    ("app", &["domain", "wire", "store", "receipts", "insights", "exchange", "sync"]),
    ("serve", &["domain", "wire", "app"]),
    ("cli", &["domain", "wire", "app", "serve"]),
    ("mealbook", &["domain", "wire", "app"]),
    ("api", &["domain", "wire", "insights", "exchange"]),
    ("ui", &["domain", "wire"]),
    ("xtask", &[]),
];

/// The end-to-end tests stand above everything.
const ABOVE_ALL: &str = "tests";

/// Libraries and the only packages that may name them; a trailing `*` stands for any ending.
const HOMES: &[(&str, &[&str])] = &[
    ("tauri*", &["mealbook"]),
    ("wry", &["mealbook"]),
    ("sqlx*", &["store", "api", "tests"]),
    ("libsqlite3-sys", &["store"]),
    ("wasm-bindgen", &["ui"]),
    ("wasm-bindgen-futures", &["ui"]),
    ("web-sys", &["ui"]),
    ("js-sys", &["ui"]),
    ("yew*", &["ui"]),
    ("gloo*", &["ui"]),
    ("axum*", &["serve", "api", "tests"]),
    ("anyhow", &["xtask", "tests", "cli", "mealbook", "api"]),
];

/// Every edge and every library that is not allowed.
pub fn check(metadata: &Metadata) -> Vec<String> {
    let names: Vec<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let mut broken: Vec<String> =
        metadata.packages.iter().flat_map(|package| check_package(package, &names)).collect();
    if metadata.workspace_default_members.len() != 1 {
        broken.push(
            "Cargo.toml: default-members must not be set: the Tauri CLI builds the root package".to_owned(),
        );
    }
    broken
}

fn check_package(package: &Package, names: &[&str]) -> Vec<String> {
    let mut broken = Vec::new();
    for dependency in &package.dependencies {
        let name = dependency.name.as_str();
        let ours = dependency.path.is_some() && names.contains(&name);
        if ours && !may_use(&package.name, name) {
            broken.push(format!(
                "{} must not depend on {name}: edges point down only (DESIGN.md)",
                package.name
            ));
        }
        if !ours && !has_home(&package.name, name) {
            broken.push(format!("{} must not depend on {name}: that library has another home", package.name));
        }
    }
    broken
}

fn may_use(package: &str, other: &str) -> bool {
    package == ABOVE_ALL || ALLOWED.iter().any(|(name, below)| *name == package && below.contains(&other))
}

fn has_home(package: &str, library: &str) -> bool {
    HOMES.iter().filter(|(pattern, _)| matches(pattern, library)).all(|(_, homes)| homes.contains(&package))
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => {
            name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
        }
        None => pattern == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Dependency;

    fn package(name: &str, uses: &[&str], libraries: &[&str]) -> Package {
        let ours = uses.iter().map(|name| (name, Some("crates".into())));
        let others = libraries.iter().map(|name| (name, None));
        let dependencies =
            ours.chain(others).map(|(name, path)| Dependency { name: (*name).into(), path }).collect();
        Package { name: name.into(), dependencies, targets: Vec::new() }
    }

    fn broken(packages: Vec<Package>) -> Vec<String> {
        check(&Metadata { packages, workspace_default_members: vec!["mealbook".into()] })
    }

    #[test]
    fn edges_that_point_down_are_fine() {
        let packages = vec![
            package("domain", &[], &["serde"]),
            package("store", &["domain"], &["sqlx"]),
            package("app", &["store", "domain"], &[]),
            package("tests", &["app", "store"], &["sqlx"]),
        ];
        assert_eq!(broken(packages), Vec::<String>::new());
    }

    #[test]
    fn an_edge_that_points_up_is_named() {
        let found = broken(vec![package("domain", &["store"], &[]), package("store", &[], &[])]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("domain must not depend on store"), "{found:?}");
    }

    #[test]
    fn the_interface_reaches_the_core_only_through_wire() {
        let found = broken(vec![
            package("ui", &["app", "wire"], &[]),
            package("app", &[], &[]),
            package("wire", &[], &[]),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn only_the_shell_knows_tauri() {
        assert_eq!(broken(vec![package("mealbook", &[], &["tauri", "tauri-plugin-sql"])]).len(), 0);
        assert_eq!(broken(vec![package("serve", &[], &["tauri"])]).len(), 1);
        assert_eq!(broken(vec![package("app", &[], &["tauri-plugin-sql"])]).len(), 1);
        assert_eq!(broken(vec![package("app", &[], &["sqlx"])]).len(), 1);
    }

    #[test]
    fn an_unknown_package_may_use_none_of_ours() {
        assert_eq!(broken(vec![package("extra", &["domain"], &[]), package("domain", &[], &[])]).len(), 1);
    }

    #[test]
    fn default_members_are_noticed() {
        let metadata =
            Metadata { packages: Vec::new(), workspace_default_members: vec!["a".into(), "b".into()] };
        assert_eq!(check(&metadata).len(), 1);
    }

    #[test]
    fn a_pattern_covers_a_family_and_not_its_namesakes() {
        assert!(matches("tauri*", "tauri") && matches("tauri*", "tauri-build"));
        assert!(!matches("tauri*", "taurine") && !matches("wry", "wryneck"));
    }
}
