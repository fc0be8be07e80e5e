//! Reads a quick sentence: one pass per field, each taking the words it understands, the surest first.

use crate::MealType;
use crate::quick::{Chip, ChipValue, QuickContext, QuickReading, SENTENCE_CHARS_MAX};

mod counts;
mod dates;
mod kinds;
mod meals;
mod money;
mod names;
mod note;
mod sentence;
mod times;

use sentence::Sentence;

/// Reads `sentence` in the person's world. What is not understood, and everything beyond `SENTENCE_CHARS_MAX`, is in the note.
pub fn read(sentence: &str, context: &QuickContext) -> QuickReading {
    let (text, beyond) = sentence.split_at(end_of_text(sentence));
    let mut tokens = Sentence::new(text, context.language, context.number_format);
    let count = fields(&mut tokens, context);
    let note = note::read(&mut tokens);
    let (tip_included, tip_exponent) = (tokens.tip_included, tokens.tip_exponent);
    let mut chips = tokens.chips;
    chips.sort_by_key(|chip: &Chip| chip.from);
    let note = [note.as_str(), beyond.trim()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    QuickReading { chips, note, count, tip_included, tip_exponent }
}

/// Where the text that is read ends: at the limit, between words when possible.
fn end_of_text(sentence: &str) -> usize {
    match sentence.char_indices().nth(SENTENCE_CHARS_MAX) {
        Some((limit, _)) => sentence[..limit].rfind(char::is_whitespace).unwrap_or(limit),
        None => sentence.len(),
    }
}

/// Takes every field out of the sentence; returns how many equal expenses it asks for.
fn fields(tokens: &mut Sentence<'_>, context: &QuickContext) -> u8 {
    names::tags(tokens, context);
    kinds::read(tokens);
    names::quoted_place(tokens, context);
    if !has_place(tokens) {
        names::known_place(tokens, context);
    }
    let meal: Option<MealType> = meals::likely(tokens);
    dates::read(tokens, context);
    times::read(tokens, meal);
    let tip = counts::tip(tokens);
    counts::party(tokens);
    let count = counts::repetitions(tokens);
    let tip_currencies = tip.as_ref().map_or(&[][..], |tip| &tip.currencies);
    let currency = money::read(tokens, context, tip_currencies);
    if let Some(tip) = tip {
        money::tip(tokens, &tip, currency, context);
    }
    meals::read(tokens);
    names::people(tokens, context);
    if !has_place(tokens) {
        names::new_place(tokens, context);
    }
    if !has_place(tokens) {
        names::bare_place(tokens, context);
    }
    count
}

fn has_place(tokens: &Sentence<'_>) -> bool {
    tokens.chips.iter().any(|chip| matches!(chip.value, ChipValue::Place { .. }))
}
