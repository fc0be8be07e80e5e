//! What a sentence was taken for, chip by chip, and choosing where it can be two things.

use std::io::{self, BufRead, IsTerminal, Write};

use domain::expense::{ExpenseInput, Named};
use domain::quick::{Chip, ChipValue, QuickReading};
use serde::Serialize;
use serde_json::{Value, json};

use crate::commands::show::amount;
use crate::error::Choice;
use crate::output::{Output, clean, json::Money};
use crate::{Error, Result};

/// A reading in documents.
#[derive(Serialize)]
pub struct Reading {
    chips: Vec<ShownChip>,
    note: String,
    count: u8,
}

#[derive(Serialize)]
struct ShownChip {
    field: &'static str,
    value: Value,
    words: String,
    from: (usize, usize),
}

impl From<&QuickReading> for Reading {
    fn from(reading: &QuickReading) -> Self {
        let chip = |chip: &Chip| ShownChip {
            field: field(&chip.value),
            value: value(&chip.value, reading.tip_exponent),
            words: chip.words.clone(),
            from: chip.from,
        };
        Self {
            chips: reading.chips.iter().map(chip).collect(),
            note: reading.note.clone(),
            count: reading.count,
        }
    }
}

/// One line for each chip: what it says and the words it came from.
pub fn write(to: &mut dyn Write, reading: Option<&Reading>) -> io::Result<()> {
    let Some(reading) = reading else { return Ok(()) };
    for chip in &reading.chips {
        let value = match &chip.value {
            Value::String(text) => text.clone(),
            Value::Object(money) if money.contains_key("decimal") => {
                let text = |key: &str| money[key].as_str().unwrap_or_default();
                format!("{} {}", text("decimal"), text("currency")).trim_end().to_owned()
            }
            other => other.to_string(),
        };
        writeln!(to, "{:<13} {}  (from “{}”)", chip.field, clean(&value), clean(&chip.words))?;
    }
    if reading.count > 1 {
        writeln!(to, "{:<13} {} equal expenses", "count", reading.count)?;
    }
    if !reading.note.is_empty() {
        writeln!(to, "{:<13} {}", "note", clean(&reading.note))?;
    }
    Ok(())
}

/// Whether options decide all that the chip leaves open.
pub fn is_settled(chip: &Chip, given: &impl Fn(&str) -> bool) -> bool {
    all(chip).all(|value| given(field(value)))
}

/// Whether the chip is an amount with two readings, which the form left out.
pub fn is_open_amount(chip: &Chip) -> bool {
    !chip.alternatives.is_empty() && all(chip).any(|value| matches!(value, ChipValue::Amount { .. }))
}

/// Asks at a terminal; elsewhere refuses and names the options that choose.
pub fn choose(open: &[&Chip], output: &Output<'_>) -> Result<Vec<ChipValue>> {
    let is_terminal = !output.json && io::stdin().is_terminal() && io::stderr().is_terminal();
    if is_terminal {
        return open.iter().map(|chip| ask(chip)).collect();
    }
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let choice = |value: &ChipValue| Choice { reading: words(value), choose: option(value) };
    Err(Error::Ambiguous {
        what: open.iter().map(|chip| format!("“{}”", chip.words)).collect::<Vec<_>>().join(" and "),
        choices: open.iter().flat_map(|chip| all(chip)).map(choice).collect(),
    })
}

fn ask(chip: &Chip) -> Result<ChipValue> {
    let values: Vec<&ChipValue> = all(chip).collect();
    let mut ask = io::stderr();
    writeln!(ask, "“{}” can mean:", clean(&chip.words))?;
    for (at, value) in values.iter().enumerate() {
        writeln!(ask, "  {}  {}", at + 1, clean(&words(value)))?;
    }
    write!(ask, "Which one? ")?;
    ask.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let at = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let chosen = at.and_then(|at| values.get(at)).copied().cloned();
    chosen
        .ok_or_else(|| Error::bad("the choice", line.trim(), &format!("a number from 1 to {}", values.len())))
}

/// Puts a chosen value into the form; a tip has to wait for the amount.
pub fn take(input: &mut ExpenseInput, value: &ChipValue) {
    match value.clone() {
        ChipValue::Amount { minor, currency, .. } => (input.total_minor, input.currency) = (minor, currency),
        ChipValue::Place { id, name } => input.place = Some(Named { id, name }),
        ChipValue::Meal(meal) => input.meal_type = Some(meal),
        ChipValue::Kind(kind) => input.kind = kind,
        ChipValue::Date(day) => input.occurred_on = day,
        ChipValue::Time(time) => input.occurred_time = Some(time),
        ChipValue::Person { id, name } => input.people.push(Named { id, name }),
        ChipValue::Party(party) => input.party_size = Some(party),
        // A tip comes on top of the amount once that is certain.
        ChipValue::TipAmount(_) | ChipValue::TipPercent(_) => {}
        ChipValue::Tag { id, name } => input.tags.push(Named { id, name }),
    }
}

/// A kind as `--kind` takes it.
fn kind_word(kind: &domain::ExpenseKind) -> &'static str {
    kind.as_str().trim_end_matches("_in")
}

/// Whether it is a tip, of either form.
pub fn is_tip(value: &ChipValue) -> bool {
    matches!(value, ChipValue::TipAmount(_) | ChipValue::TipPercent(_))
}

fn all(chip: &Chip) -> impl Iterator<Item = &ChipValue> {
    std::iter::once(&chip.value).chain(&chip.alternatives)
}

/// The field a chip fills, by the name of its option.
fn field(value: &ChipValue) -> &'static str {
    match value {
        ChipValue::Amount { .. } => "amount",
        ChipValue::Place { .. } => "place",
        ChipValue::Meal(_) => "meal",
        ChipValue::Kind(_) => "kind",
        ChipValue::Date(_) => "on",
        ChipValue::Time(_) => "time",
        ChipValue::Person { .. } => "people",
        ChipValue::Party(_) => "party",
        ChipValue::TipAmount(_) | ChipValue::TipPercent(_) => "tip",
        ChipValue::Tag { .. } => "tags",
    }
}

fn value(value: &ChipValue, tip_exponent: u8) -> Value {
    match value {
        ChipValue::Amount { minor, currency, .. } => json!(Money::new(*minor, *currency)),
        ChipValue::Place { name, .. } | ChipValue::Person { name, .. } | ChipValue::Tag { name, .. } => {
            json!(name)
        }
        ChipValue::Meal(meal) => json!(meal.as_str()),
        ChipValue::Kind(kind) => json!(kind_word(kind)),
        ChipValue::Date(day) => json!(day.to_string()),
        ChipValue::Time(time) => json!(time.format("%H:%M").to_string()),
        ChipValue::Party(party) => json!(party),
        ChipValue::TipAmount(minor) => {
            json!({ "minor": minor, "decimal": domain::money::decimal_text(*minor, tip_exponent) })
        }
        ChipValue::TipPercent(points) => json!(format!("{}%", domain::money::decimal_text(*points, 2))),
    }
}

fn words(value: &ChipValue) -> String {
    match value {
        ChipValue::Amount { minor, currency, .. } => amount(*minor, *currency),
        ChipValue::Date(day) => format!("the day {day}"),
        ChipValue::Time(time) => format!("the time {}", time.format("%H:%M")),
        ChipValue::Place { name, .. } => format!("the place {name}"),
        ChipValue::Person { name, .. } => format!("the person {name}"),
        ChipValue::Tag { name, .. } => format!("the tag {name}"),
        ChipValue::Meal(meal) => format!("the meal {meal}"),
        ChipValue::Kind(kind) => format!("a {}", kind_word(kind)),
        ChipValue::Party(party) => format!("a party of {party}"),
        ChipValue::TipAmount(minor) => format!("a tip of {minor} minor units"),
        ChipValue::TipPercent(points) => format!("a tip of {}%", domain::money::decimal_text(*points, 2)),
    }
}

/// The option that chooses a value.
fn option(chosen: &ChipValue) -> String {
    match chosen {
        ChipValue::Amount { minor, currency, .. } => {
            format!(
                "--amount {} --currency {currency}",
                domain::money::decimal_text(*minor, currency.exponent())
            )
        }
        ChipValue::Date(day) => format!("--on {day}"),
        ChipValue::Time(time) => format!("--time {}", time.format("%H:%M")),
        ChipValue::Place { id, name } => {
            format!("--place {}", id.map_or_else(|| quoted(name), |id| id.to_string()))
        }
        ChipValue::Person { id, name } => {
            format!("--person {}", id.map_or_else(|| quoted(name), |id| id.to_string()))
        }
        ChipValue::Tag { id, name } => {
            format!("--tag {}", id.map_or_else(|| quoted(name), |id| id.to_string()))
        }
        ChipValue::Meal(meal) => format!("--meal {meal}"),
        ChipValue::Kind(kind) => format!("--kind {}", kind_word(kind)),
        ChipValue::Party(party) => format!("--party {party}"),
        ChipValue::TipAmount(_) => "--tip AMOUNT".to_owned(),
        ChipValue::TipPercent(points) => format!("--tip {}%", domain::money::decimal_text(*points, 2)),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open_day() -> Chip {
        let day = |text: &str| ChipValue::Date(text.parse().unwrap());
        Chip {
            value: day("2026-04-03"),
            from: (0, 5),
            words: "03/04".into(),
            alternatives: vec![day("2026-03-04")],
        }
    }

    #[test]
    fn an_open_day_is_settled_by_on_only() {
        assert!(is_settled(&open_day(), &|field| field == "on"));
        assert!(!is_settled(&open_day(), &|field| field == "amount"));
    }

    #[test]
    fn a_chip_open_between_two_fields_needs_both() {
        let mut chip = open_day();
        chip.alternatives = vec![ChipValue::Party(3)];
        assert!(!is_settled(&chip, &|field| field == "on"));
        assert!(is_settled(&chip, &|field| matches!(field, "on" | "party")));
    }

    #[test]
    fn without_a_terminal_the_choice_is_refused_with_the_options_that_choose() {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let output = Output::new(true, &mut out, &mut err);
        let Err(Error::Ambiguous { choices, .. }) = choose(&[&open_day()], &output) else {
            panic!("it must not guess")
        };
        let choose: Vec<_> = choices.iter().map(|choice| choice.choose.as_str()).collect();
        assert_eq!(choose, ["--on 2026-04-03", "--on 2026-03-04"]);
    }
}
