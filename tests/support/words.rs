//! The interface's own English words, read from its message catalogue, so that a test names a control by its meaning and a better
//! wording breaks no test.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::paths;

const FILES: &[&str] = &["ui/locales/en.ftl", "ui/locales/en/pages.ftl", "ui/locales/en/sync.ftl"];

/// The words of a message, up to its first variable part.
///
/// # Panics
/// When the catalogue has no such message: then the interface shows the bare key, which is a failure of its own.
pub fn t(key: &str) -> String {
    let words = messages().get(key).unwrap_or_else(|| panic!("the catalogue has no {key:?}"));
    words.split('{').next().unwrap_or_default().trim().to_owned()
}

fn messages() -> &'static HashMap<String, String> {
    static MESSAGES: OnceLock<HashMap<String, String>> = OnceLock::new();
    MESSAGES.get_or_init(|| {
        let texts =
            FILES.iter().filter_map(|file| std::fs::read_to_string(paths::repository().join(file)).ok());
        texts.flat_map(|text| read(&text)).collect()
    })
}

/// Messages of one line; what is continued or chosen by number keeps its first line.
fn read(text: &str) -> Vec<(String, String)> {
    let message = |line: &str| {
        let (key, words) = line.split_once('=')?;
        let plain = !key.starts_with([' ', '#', '-', '.']);
        plain.then(|| (key.trim().to_owned(), words.trim().to_owned()))
    };
    text.lines().filter_map(message).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_ends_where_its_variable_part_begins() {
        let read = read(
            "# comment\nsave = Save\nselected = { $n ->\n    [one] one\n   *[other] many\n }\nwith = With { $who }\n",
        );
        assert_eq!(read[0], ("save".to_owned(), "Save".to_owned()));
        assert_eq!(read[2], ("with".to_owned(), "With { $who }".to_owned()));
    }
}
