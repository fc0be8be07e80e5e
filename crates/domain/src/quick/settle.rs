//! What the amount and the tip of a sentence make together, once the person has chosen where there was a choice.

use crate::TipBase;
use crate::expense::ExpenseInput;
use crate::money::percent_of;
use crate::quick::{ChipValue, QuickReading};

impl QuickReading {
    /// Puts the amount and the tip among `decided` into `input`: total, subtotal and tip.
    ///
    /// A tip waits for its amount. It comes on top of it, unless the sentence says that it is included; a total that would pass the
    /// limit is left to the rules of saving.
    pub fn put_money<'a>(&self, input: &mut ExpenseInput, decided: impl Iterator<Item = &'a ChipValue>) {
        let (mut amount, mut tip) = (None, None);
        for value in decided {
            match value {
                ChipValue::Amount { minor, currency, .. } => amount = Some((*minor, *currency)),
                ChipValue::TipAmount(_) | ChipValue::TipPercent(_) => tip = Some(value),
                ChipValue::Place { .. }
                | ChipValue::Meal(_)
                | ChipValue::Kind(_)
                | ChipValue::Date(_)
                | ChipValue::Time(_)
                | ChipValue::Person { .. }
                | ChipValue::Party(_)
                | ChipValue::Tag { .. } => {}
            }
        }
        let Some((minor, currency)) = amount else { return };
        (input.total_minor, input.currency) = (minor, currency);
        let (tip, base) = match tip {
            Some(ChipValue::TipPercent(points)) => (self.percent_tip(minor, *points), TipBase::PreTax),
            Some(ChipValue::TipAmount(tip)) => (self.tip_in(*tip, currency.exponent()), TipBase::None),
            _ => return,
        };
        let Some(tip) = tip else { return };
        (input.tip_minor, input.tip_base) = (Some(tip), base);
        if self.tip_included {
            input.subtotal_minor = minor.checked_sub(tip).filter(|bill| *bill >= 0);
        } else {
            input.subtotal_minor = Some(minor);
            input.total_minor = minor.saturating_add(tip);
        }
    }

    /// `points` of the bill, which `minor` is, or which is what `minor` leaves without the tip.
    fn percent_tip(&self, minor: i64, points: i64) -> Option<i64> {
        if !self.tip_included {
            return percent_of(minor, points);
        }
        let scale = 10_000 + i128::from(points);
        let bill = (i128::from(minor) * 10_000 + scale / 2) / scale;
        minor.checked_sub(i64::try_from(bill).ok()?)
    }

    /// The same number in a currency with other decimals than the one it was read in.
    fn tip_in(&self, tip: i64, exponent: u8) -> Option<i64> {
        let (from, to) = (u32::from(self.tip_exponent), u32::from(exponent));
        if to >= from {
            tip.checked_mul(10i64.checked_pow(to - from)?)
        } else {
            crate::money::divide_rounded(tip, 10i64.checked_pow(from - to)?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CurrencyCode;

    fn settled(amount: i64, tip: ChipValue, tip_included: bool) -> (i64, Option<i64>, Option<i64>) {
        let currency = CurrencyCode::of(*b"EUR");
        let mut input = ExpenseInput::blank("2026-11-20".parse().unwrap(), currency);
        let reading = QuickReading { tip_included, tip_exponent: 2, ..QuickReading::default() };
        let amount = ChipValue::Amount { minor: amount, currency, currency_written: true };
        reading.put_money(&mut input, [&tip, &amount].into_iter());
        (input.total_minor, input.subtotal_minor, input.tip_minor)
    }

    #[test]
    fn e041_a_tip_comes_on_top_unless_it_is_included() {
        assert_eq!(settled(4000, ChipValue::TipAmount(500), false), (4500, Some(4000), Some(500)));
        assert_eq!(settled(4000, ChipValue::TipAmount(500), true), (4000, Some(3500), Some(500)));
        assert_eq!(settled(4000, ChipValue::TipPercent(2000), false), (4800, Some(4000), Some(800)));
        assert_eq!(settled(4800, ChipValue::TipPercent(2000), true), (4800, Some(4000), Some(800)));
    }

    #[test]
    fn a_tip_waits_for_its_amount() {
        let mut input = ExpenseInput::blank("2026-11-20".parse().unwrap(), CurrencyCode::of(*b"EUR"));
        let untouched = input.clone();
        QuickReading::default().put_money(&mut input, [&ChipValue::TipAmount(500)].into_iter());
        assert_eq!(input, untouched);
    }

    #[test]
    fn a_tip_keeps_its_number_when_the_chosen_currency_has_other_decimals() {
        let pesos = CurrencyCode::of(*b"CLP");
        let mut input = ExpenseInput::blank("2026-11-20".parse().unwrap(), pesos);
        let reading = QuickReading { tip_exponent: 2, ..QuickReading::default() };
        let amount = ChipValue::Amount { minor: 12_000, currency: pesos, currency_written: true };
        reading.put_money(&mut input, [&amount, &ChipValue::TipAmount(100_000)].into_iter());
        assert_eq!((input.total_minor, input.tip_minor), (13_000, Some(1_000)));
    }
}
