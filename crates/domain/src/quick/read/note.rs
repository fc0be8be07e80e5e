//! What was not understood, in the person's words.

use crate::quick::read::sentence::{Kind, Sentence};

/// Joins the words nobody took. Words that only lead to a neighbour ("and", "the") are added to that chip instead.
pub(super) fn read(sentence: &mut Sentence<'_>) -> String {
    let mut pieces: Vec<String> = Vec::new();
    let mut from = 0;
    while from < sentence.len() {
        let to = (from..sentence.len()).find(|at| sentence.free(*at).is_none()).unwrap_or(sentence.len());
        if to > from && (from..to).any(|at| !sentence.is(at, Kind::Mark)) && !absorbed(sentence, from, to) {
            pieces.push(trimmed(sentence.slice(from, to)).to_owned());
        }
        from = to.max(from) + 1;
    }
    pieces.join(" ")
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '+' | '/' | '&' | '@' | '·' | '=')
    })
    .trim_start_matches(['.', ')'])
    .trim_end_matches('(')
    .trim()
}

/// Adds a run of mere fillers to the chip beside it.
fn absorbed(sentence: &mut Sentence<'_>, from: usize, to: usize) -> bool {
    let filler =
        |at: usize| sentence.is(at, Kind::Mark) || sentence.words(at, |lexicon| lexicon.fillers).is_some();
    if !(from..to).all(filler) {
        return false;
    }
    let (start, end) = (sentence.tokens[from].from, sentence.tokens[to - 1].to);
    // Only chips with nothing of the note between them and the fillers.
    let next_free = (to..sentence.len())
        .find(|at| sentence.free(*at).is_some())
        .map_or(usize::MAX, |at| sentence.tokens[at].from);
    let last_free =
        (0..from).rev().find(|at| sentence.free(*at).is_some()).map_or(0, |at| sentence.tokens[at].to);
    let after = sentence
        .chips
        .iter()
        .enumerate()
        .filter(|(_, chip)| (end..next_free).contains(&chip.from.0))
        .min_by_key(|(_, chip)| chip.from.0);
    let before =
        sentence.chips.iter().enumerate().filter(|(_, chip)| (last_free..=start).contains(&chip.from.1));
    let Some((index, _)) = after.or_else(|| before.max_by_key(|(_, chip)| chip.from.1)) else { return false };
    sentence.take(from, to);
    let chip = &mut sentence.chips[index];
    chip.from = (chip.from.0.min(start), chip.from.1.max(end));
    chip.words = sentence.text[chip.from.0..chip.from.1].to_owned();
    true
}
