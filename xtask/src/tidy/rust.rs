//! Every Rust file says what it is for, and none is left half done.

use super::files::File;

/// Written in two parts so that this file does not break its own rule.
const LEFTOVERS: &[&str] = &[concat!("to", "do!("), concat!("unimpl", "emented!("), concat!("db", "g!(")];

/// A missing header and every leftover of a Rust file.
pub fn check(file: &File) -> Vec<String> {
    let Some(text) = file.text().filter(|_| file.is("rs")) else { return Vec::new() };
    let mut broken = Vec::new();
    if !text.trim_start().starts_with("//!") {
        broken.push(format!("{}: does not start with `//!` and what it is for", file.path));
    }
    for (at, line) in text.lines().enumerate() {
        if let Some(leftover) = LEFTOVERS.iter().find(|leftover| line.contains(**leftover)) {
            broken.push(format!("{}:{}: {leftover}…) is not finished work", file.path, at + 1));
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::files::file;

    #[test]
    fn a_file_without_a_header_is_named() {
        assert_eq!(check(&file("a.rs", "fn main() {}")).len(), 1);
        assert_eq!(check(&file("a.rs", "//! Starts.\nfn main() {}")).len(), 0);
        assert_eq!(check(&file("a.md", "fn main() {}")).len(), 0);
    }

    #[test]
    fn leftovers_are_named_with_their_line() {
        let text = format!("//! Starts.\nfn main() {{ {}\"later\") }}", LEFTOVERS[0]);
        let found = check(&file("a.rs", &text));
        assert!(found[0].starts_with("a.rs:2:"), "{found:?}");
    }
}
