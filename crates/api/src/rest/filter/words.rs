//! Free text: what the device's full-text index finds, compared row by row with the same folding.

use domain::fold::{match_expression, phrase_expression, search_document};

/// Words or phrases that a text must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words(Vec<Phrase>);

/// Words next to each other; the last may be the beginning of one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    words: Vec<String>,
    is_open: bool,
}

impl Words {
    /// Every word of a text, in any order; `None` when there is nothing to look for.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        match_expression(text).map(|expression| Self::of(&expression))
    }

    /// The words of a text side by side; `None` when there is nothing to look for.
    pub(crate) fn of_phrase(text: &str) -> Option<Self> {
        phrase_expression(text).map(|expression| Self::of(&expression))
    }

    /// Reads the device's search expression: phrases in quotes, a star after one that may go on.
    fn of(expression: &str) -> Self {
        let parts: Vec<&str> = expression.split('"').skip(1).collect();
        let phrases = parts.chunks(2).map(|pair| Phrase {
            words: pair[0].split(' ').map(str::to_owned).collect(),
            is_open: pair.get(1).is_some_and(|rest| rest.starts_with('*')),
        });
        Self(phrases.collect())
    }

    /// Whether a document holds them all.
    pub(crate) fn are_in(&self, document: &str) -> bool {
        let document = search_document(document);
        let words: Vec<&str> = document.split(' ').collect();
        self.0.iter().all(|phrase| phrase.is_in(&words))
    }
}

impl Phrase {
    fn is_in(&self, words: &[&str]) -> bool {
        let Some((last, rest)) = self.words.split_last() else { return true };
        words.windows(self.words.len()).any(|window| {
            let (end, begin) = window.split_last().map_or(("", window), |(end, begin)| (*end, begin));
            begin.iter().zip(rest).all(|(word, wanted)| word == wanted)
                && if self.is_open { end.starts_with(last.as_str()) } else { end == last }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e154_text_is_found_as_on_the_device() {
        let finds =
            |document: &str, text: &str| Words::of_text(text).is_some_and(|words| words.are_in(document));
        assert!(finds("Café Noño\nlunch", "cafe"));
        assert!(finds("Café Noño\nlunch", "lun nono"));
        assert!(finds("東京ラーメン", "ラーメン"));
        assert!(finds("İstanbul", "istanbul"));
        assert!(!finds("Café", "afe"));
        assert!(!finds("Café", "coffee"));
        assert_eq!(Words::of_text("--"), None);
        let phrase = Words::of_phrase("casa lola").unwrap();
        assert!(phrase.are_in("at Casa Lola, again"));
        assert!(!phrase.are_in("casa de lola"));
    }
}
