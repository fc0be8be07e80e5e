//! How a percentage becomes a tip. The total always includes the tip; the percentage is of the bill before or after tax.

use domain::TipBase;
use domain::expense::ExpenseInput;
use domain::money::{checked_minor, divide_rounded, percent_of};

/// The percentages offered, in basis points.
pub const OFFERED_BP: &[i64] = &[500, 1000, 1500, 1800, 2000];
/// The largest percentage taken, in basis points.
pub const PERCENT_BP_MAX: i64 = 20_000;

/// The tip inside the total, for `bp` basis points of the base. With a subtotal it is a percentage of that; without one the bill is
/// worked out backwards from the total.
pub fn included(input: &ExpenseInput, bp: i64) -> Option<i64> {
    let tax = input.tax_minor.unwrap_or(0);
    if let Some(subtotal) = input.subtotal_minor {
        return percent_of(base(subtotal, tax, input.tip_base)?, bp);
    }
    // total = bill + tax + tip, where tip = bp of the bill, or of bill and tax.
    let scale = 10_000i128 + i128::from(bp);
    let rest = match input.tip_base {
        TipBase::PreTax => input.total_minor.checked_sub(tax)?,
        TipBase::PostTax | TipBase::None | TipBase::Unknown(_) => input.total_minor,
    };
    let bill = (i128::from(rest) * 10_000 + scale / 2) / scale;
    rest.checked_sub(i64::try_from(bill).ok()?).filter(|tip| *tip >= 0)
}

/// The total and the tip after adding `bp` basis points on top of a total that has none yet.
pub fn added(input: &ExpenseInput, bp: i64) -> Option<(i64, i64)> {
    let tax = input.tax_minor.unwrap_or(0);
    let bill = input.total_minor.checked_sub(input.tip_minor.unwrap_or(0))?;
    let base = match (input.subtotal_minor, input.tip_base) {
        (Some(subtotal), tip_base) => base(subtotal, tax, tip_base)?,
        (None, TipBase::PreTax) => bill.checked_sub(tax)?,
        (None, TipBase::PostTax | TipBase::None | TipBase::Unknown(_)) => bill,
    };
    let tip = percent_of(base, bp)?;
    Some((checked_minor(bill.checked_add(tip)?).ok()?, tip))
}

fn base(subtotal: i64, tax: i64, tip_base: TipBase) -> Option<i64> {
    match tip_base {
        TipBase::PreTax => Some(subtotal),
        TipBase::PostTax | TipBase::None | TipBase::Unknown(_) => subtotal.checked_add(tax),
    }
}

/// The percentage a tip is of its base, for showing: basis points, rounded.
pub fn percent_of_base(input: &ExpenseInput) -> Option<i64> {
    let tip = input.tip_minor.filter(|tip| *tip > 0)?;
    let tax = input.tax_minor.unwrap_or(0);
    let bill = match (input.subtotal_minor, input.tip_base) {
        (Some(subtotal), tip_base) => base(subtotal, tax, tip_base)?,
        (None, TipBase::PreTax) => input.total_minor.checked_sub(tip)?.checked_sub(tax)?,
        (None, TipBase::PostTax | TipBase::None | TipBase::Unknown(_)) => {
            input.total_minor.checked_sub(tip)?
        }
    };
    divide_rounded(tip.checked_mul(10_000)?, bill).filter(|bp| *bp > 0)
}

/// An amount in minor units of one currency as the same number in another: 12.50 EUR to 12.50 USD, 1250 to 1250 JPY (E-026, E-027).
pub fn rescaled(minor: i64, from_exponent: u8, to_exponent: u8) -> Option<i64> {
    let shift = |exponent: u8| 10i64.checked_pow(u32::from(exponent));
    if to_exponent >= from_exponent {
        checked_minor(minor.checked_mul(shift(to_exponent - from_exponent)?)?).ok()
    } else {
        divide_rounded(minor, shift(from_exponent - to_exponent)?)
    }
}

/// A typed percentage, `12,5`, in basis points.
pub fn percent_typed(text: &str, numbers: domain::amount::NumberFormat) -> Option<i64> {
    let text = text.trim().trim_end_matches('%').trim();
    let bp = domain::amount::parse_decimal(text, 2, numbers).ok()?;
    (0..=PERCENT_BP_MAX).contains(&bp).then_some(bp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::CurrencyCode;

    fn bill(total: i64, subtotal: Option<i64>, tax: Option<i64>, tip_base: TipBase) -> ExpenseInput {
        let mut input = ExpenseInput::blank("2026-11-20".parse().unwrap(), CurrencyCode::of(*b"USD"));
        (input.total_minor, input.subtotal_minor, input.tax_minor, input.tip_base) =
            (total, subtotal, tax, tip_base);
        input
    }

    #[test]
    fn a_tip_inside_the_total_is_worked_out_backwards() {
        assert_eq!(included(&bill(12_000, None, None, TipBase::PostTax), 2000), Some(2000));
        assert_eq!(included(&bill(13_000, None, Some(1000), TipBase::PreTax), 2000), Some(2000));
    }

    #[test]
    fn with_a_subtotal_the_base_is_explicit() {
        assert_eq!(included(&bill(0, Some(10_000), Some(800), TipBase::PreTax), 2000), Some(2000));
        assert_eq!(included(&bill(0, Some(10_000), Some(800), TipBase::PostTax), 2000), Some(2160));
    }

    #[test]
    fn a_tip_on_top_raises_the_total_once() {
        let mut input = bill(10_000, None, None, TipBase::PostTax);
        let (total, tip) = added(&input, 1500).unwrap();
        assert_eq!((total, tip), (11_500, 1500));
        (input.total_minor, input.tip_minor) = (total, Some(tip));
        assert_eq!(added(&input, 1500), Some((11_500, 1500)), "pressing twice changes nothing");
        assert_eq!(included(&input, 1500), Some(1500), "and the tip stays the same afterwards");
    }

    #[test]
    fn percentages_are_shown_of_the_chosen_base() {
        let mut input = bill(12_800, Some(10_000), Some(800), TipBase::PreTax);
        input.tip_minor = Some(2000);
        assert_eq!(percent_of_base(&input), Some(2000));
        input.tip_base = TipBase::PostTax;
        assert_eq!(percent_of_base(&input), Some(1852));
        assert_eq!(percent_of_base(&bill(100, None, None, TipBase::None)), None);
    }

    #[test]
    fn e026_e027_changing_the_currency_keeps_the_number() {
        assert_eq!(rescaled(1250, 2, 3), Some(12_500));
        assert_eq!(rescaled(125_000, 2, 0), Some(1250));
        assert_eq!(rescaled(1250, 2, 0), Some(13));
        assert_eq!(rescaled(i64::MAX / 2, 0, 4), None);
    }

    #[test]
    fn typed_percentages_have_limits() {
        let german = domain::amount::NumberFormat::for_locale("de-DE");
        assert_eq!(percent_typed("12,5 %", german), Some(1250));
        assert_eq!(percent_typed("500", german), None);
        assert_eq!(percent_typed("x", german), None);
    }
}
