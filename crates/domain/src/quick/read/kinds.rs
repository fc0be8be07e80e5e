//! Money that came back: "refund 12.50", "devolución 12 en Sol", "Erstattung 12".

use crate::quick::ChipValue;
use crate::quick::read::sentence::{Kind, Sentence};

/// Takes the word that says so: at the beginning, after the meal, or right before what came back. "Waiting for a refund" is a note.
pub(super) fn read(sentence: &mut Sentence<'_>) {
    for at in 0..sentence.len() {
        let Some((length, kinds)) = sentence.meaning(at, |lexicon| lexicon.back) else { continue };
        let next = at + length;
        let leads = at == 0
            || sentence.is(next, Kind::Number)
            || sentence.is(next, Kind::Sign)
            || (at == 1 && sentence.meaning(0, |lexicon| lexicon.meals).is_some());
        if leads && let Some((kind, others)) = kinds.split_first() {
            let others = others.iter().copied().map(ChipValue::Kind).collect();
            sentence.chip(at, next, ChipValue::Kind(*kind), others);
            return;
        }
    }
}
