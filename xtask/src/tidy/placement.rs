//! Some kinds of code have one place: SQL in the stores, the browser's API in the interface's backend, Tauri in the shell.

use super::files::File;

/// Folders that may hold SQL; the tests measure SQLite's own limit beside ours.
const SQL_HOMES: &[&str] = &["crates/store", "crates/api", "crates/insights", "migrations", "tests"];

/// How a statement starts in a string literal.
const STATEMENTS: &[&str] = &[
    "\"select ",
    "\"insert into ",
    "\"update ",
    "\"delete from ",
    "\"create table ",
    "\"create index ",
    "\"alter table ",
    "\"drop table ",
    "\"pragma ",
    "\"with recursive ",
];

/// Words that show SQL rather than English after the first one.
const CLAUSES: &[&str] = &[" from ", " into ", " set ", " table ", " index ", "pragma ", " where "];

/// Every line that is in the wrong place.
pub fn check(file: &File) -> Vec<String> {
    if file.is("sql") && !SQL_HOMES.iter().any(|home| file.below(home)) {
        return vec![format!("{}: SQL belongs in crates/store (device) or crates/api (cloud)", file.path)];
    }
    let Some(text) = file.text().filter(|_| file.is("rs") && !file.below("xtask")) else { return Vec::new() };
    let faults = text.lines().enumerate().filter_map(|(at, line)| Some((at + 1, fault(file, line)?)));
    faults.map(|(at, fault)| format!("{}:{at}: {fault}", file.path)).collect()
}

fn fault(file: &File, line: &str) -> Option<&'static str> {
    let code = line.trim_start();
    if code.starts_with("//") {
        return None;
    }
    if holds_sql(code) && !SQL_HOMES.iter().any(|home| file.below(home)) {
        return Some("SQL belongs in crates/store (device) or crates/api (cloud)");
    }
    // The backend's module for the shell is called `tauri` too.
    if code.contains("tauri::") && !file.below("src-tauri") && !file.below("ui/src/backend") {
        return Some("only src-tauri knows Tauri");
    }
    if code.contains("wasm_bindgen") && !file.below("ui/src/backend") {
        return Some("only ui/src/backend knows wasm-bindgen");
    }
    None
}

fn holds_sql(code: &str) -> bool {
    let lower = code.to_ascii_lowercase();
    STATEMENTS.iter().any(|start| {
        lower.find(start).is_some_and(|at| CLAUSES.iter().any(|clause| lower[at..].contains(clause)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::files::file;

    fn check_line(path: &str, line: &str, faults: usize) {
        assert_eq!(check(&file(path, line)).len(), faults, "{path}: {line}");
    }

    #[test]
    fn sql_lives_in_the_store() {
        check_line("crates/app/src/add.rs", r#"sqlx::query("select id from expense")"#, 1);
        check_line("crates/app/src/add.rs", r#"let q = "UPDATE expense SET note = ?1";"#, 1);
        check_line("crates/store/src/add.rs", r#"sqlx::query("select id from expense")"#, 0);
        check_line("crates/app/src/words.rs", r#"let label = "select all";"#, 0);
        check_line("crates/app/src/list.sql", "select id from expense", 1);
        check_line("migrations/client/0001.sql", "create table expense (id text);", 0);
    }

    #[test]
    fn only_the_shell_names_tauri() {
        check_line("crates/serve/src/lib.rs", "use tauri::State;", 1);
        check_line("src-tauri/src/lib.rs", "use tauri::State;", 0);
        check_line("crates/serve/src/lib.rs", "// Unlike tauri::State, this is plain.", 0);
    }

    #[test]
    fn only_the_backend_names_wasm_bindgen() {
        check_line("ui/src/pages/day.rs", "use wasm_bindgen::JsCast;", 1);
        check_line("ui/src/backend/tauri.rs", "use wasm_bindgen::JsCast;", 0);
    }
}
