//! Amounts, currencies and tips from text.

use domain::amount::{self, AmountError, NumberFormat};
use domain::expense::ExpenseInput;
use domain::{CurrencyCode, TipBase};

use crate::book::Book;
use crate::error::Choice;
use crate::{Error, Result, text};

/// Sets a field of money. `names_amount` says that the amount is given anew in the same command.
pub fn set(
    book: &Book,
    input: &mut ExpenseInput,
    field: &str,
    value: &str,
    names_amount: bool,
) -> Result<()> {
    let format = book.number_format();
    let read = |currency| read(field, value, currency, format);
    match field {
        "currency" => {
            let currency: CurrencyCode =
                value.parse().map_err(|_| Error::bad(field, value, "three letters such as EUR"))?;
            // A typing error would make money of its own, which no total of the rest counts.
            if currency.find().is_none() && currency != input.currency {
                return Err(Error::bad(field, value, "a known currency such as EUR"));
            }
            move_currency(input, currency, names_amount)?;
        }
        "amount" | "total" => input.total_minor = read(input.currency)?,
        "tax" => input.tax_minor = if value.is_empty() { None } else { Some(read(input.currency)?) },
        "subtotal" => {
            input.subtotal_minor = if value.is_empty() { None } else { Some(read(input.currency)?) }
        }
        _ if value.is_empty() => (input.tip_minor, input.tip_base) = (None, TipBase::None),
        _ => match text::percent(value) {
            Some(points) => tip_percent(input, points, value)?,
            None => input.tip_minor = Some(read(input.currency)?),
        },
    }
    Ok(())
}

/// An amount or a calculation. What can be read in two ways is for the caller to choose (E-032).
fn read(field: &str, value: &str, currency: CurrencyCode, format: NumberFormat) -> Result<i64> {
    let exponent = currency.exponent();
    let readings = amount::readings(value, exponent, format);
    if readings.len() > 1 {
        let choice = |minor: &i64| {
            let decimal = domain::money::decimal_text(*minor, exponent);
            Choice {
                reading: format!("{decimal} {currency}"),
                choose: format!("write {}", unmistakable(*minor, exponent)),
            }
        };
        return Err(Error::Ambiguous {
            what: format!("the {field} `{value}`"),
            choices: readings.iter().map(choice).collect(),
        });
    }
    amount::evaluate(value, exponent, format)
        .map_err(|problem| Error::bad(field, value, &expected(problem, currency)))
}

fn expected(problem: AmountError, currency: CurrencyCode) -> String {
    let example = match currency.exponent() {
        0 => "1250",
        3 => "12.500",
        _ => "12.50 or 12+3.5*2",
    };
    format!("an amount of {currency} such as {example} ({problem})")
}

/// The amount written so that it has one reading only: a calculation is never grouped.
fn unmistakable(minor: i64, exponent: u8) -> String {
    format!("{}+0", domain::money::decimal_text(minor, exponent))
}

/// Another currency for the same figures; one with fewer decimals only where nothing is lost.
fn move_currency(input: &mut ExpenseInput, currency: CurrencyCode, names_amount: bool) -> Result<()> {
    let (from, to) = (input.currency.exponent(), currency.exponent());
    let moved = |minor: i64| -> Option<i64> {
        let scale = 10i64.checked_pow(u32::from(from.abs_diff(to)))?;
        if to >= from { minor.checked_mul(scale) } else { (minor % scale == 0).then_some(minor / scale) }
    };
    let refused = || Error::Missing {
        what: "the amount in the new currency",
        hint: "the two currencies have different decimals; give amount too (and tip, tax, subtotal if there are any)",
    };
    let all = |minor: Option<i64>| minor.map(|minor| moved(minor).ok_or_else(refused)).transpose();
    if !names_amount {
        input.total_minor = moved(input.total_minor).ok_or_else(refused)?;
    }
    (input.tax_minor, input.subtotal_minor, input.tip_minor) =
        (all(input.tax_minor)?, all(input.subtotal_minor)?, all(input.tip_minor)?);
    for line in &mut input.lines {
        line.amount_minor = moved(line.amount_minor).ok_or_else(refused)?;
    }
    input.currency = currency;
    Ok(())
}

/// The part of the total that is a tip of so many percent: total = base + tip, tip = base × percent. The base is what was paid
/// before the tip, without the tax where the tip base says so. Rounded half up.
fn tip_percent(input: &mut ExpenseInput, points: i64, value: &str) -> Result<()> {
    let tax = if input.tip_base == TipBase::PreTax { input.tax_minor.unwrap_or(0) } else { 0 };
    if input.tip_base == TipBase::None {
        input.tip_base = TipBase::PostTax;
    }
    let (base_and_tip, points) = (i128::from(input.total_minor) - i128::from(tax), i128::from(points));
    let (numerator, denominator) = (base_and_tip * points, 10_000 + points);
    let tip = (numerator * 2 + denominator).div_euclid(denominator * 2);
    let tip = i64::try_from(tip).ok().filter(|tip| *tip >= 0);
    input.tip_minor =
        Some(tip.ok_or_else(|| Error::bad("tip", value, "a percentage of an amount that is not negative"))?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paid(total_minor: i64, currency: &[u8; 3]) -> ExpenseInput {
        let mut input = ExpenseInput::blank("2026-11-20".parse().unwrap(), CurrencyCode::of(*currency));
        input.total_minor = total_minor;
        input
    }

    #[test]
    fn e041_a_tip_in_percent_is_part_of_what_was_paid() {
        for (base, tax, tip) in [
            (TipBase::PostTax, None, 2_000),
            (TipBase::PreTax, Some(1_000), 1_833),
            (TipBase::None, None, 2_000),
        ] {
            let mut input = paid(12_000, b"EUR");
            (input.tip_base, input.tax_minor) = (base, tax);
            tip_percent(&mut input, 2_000, "20%").unwrap();
            assert_eq!(input.tip_minor, Some(tip), "{base:?}");
            assert_ne!(input.tip_base, TipBase::None);
        }
    }

    #[test]
    fn e032_an_amount_with_two_readings_is_not_guessed() {
        let kwd = CurrencyCode::of(*b"KWD");
        let Err(Error::Ambiguous { choices, .. }) = read("amount", "1.234", kwd, NumberFormat::default())
        else {
            panic!("1.234 KWD is one dinar or a thousand");
        };
        assert_eq!(choices.len(), 2);
        for choice in choices {
            let (_, text) = choice.choose.split_once(' ').unwrap();
            let minor = read("amount", text, kwd, NumberFormat::default()).unwrap();
            assert!(choice.reading.starts_with(&domain::money::decimal_text(minor, 3)), "{choice:?}");
        }
    }

    #[test]
    fn another_currency_keeps_the_figure_or_asks() {
        let mut input = paid(1_200, b"EUR");
        move_currency(&mut input, CurrencyCode::of(*b"JPY"), false).unwrap();
        assert_eq!(input.total_minor, 12);
        let mut odd = paid(1_250, b"EUR");
        assert!(move_currency(&mut odd, CurrencyCode::of(*b"JPY"), false).is_err());
        assert!(move_currency(&mut odd, CurrencyCode::of(*b"JPY"), true).is_ok());
    }
}
