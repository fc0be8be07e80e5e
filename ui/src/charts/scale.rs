//! The value axis: round steps that cover a set of amounts, zero always among them.
//!
//! Amounts stay whole minor units until the last moment; only positions on the screen are fractions.

/// The most steps an axis has above or below zero.
const STEPS_MAX: i128 = 4;

/// An axis from `low` to `high` in whole steps; `low <= 0 <= high` and `low < high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The lowest tick, zero or negative.
    pub low: i64,
    /// The highest tick, zero or positive.
    pub high: i64,
    /// Distance between ticks, 1 or more.
    pub step: i64,
}

/// A position with so many decimals, at most 3: whole-number arithmetic, as the general way to write a fraction is large.
pub fn figure(value: f64, decimals: u32) -> String {
    let scale = 10i64.pow(decimals.min(3));
    let units = (value * scale as f64).round() as i64;
    let (whole, part) =
        (units.unsigned_abs() / scale.unsigned_abs(), units.unsigned_abs() % scale.unsigned_abs());
    let sign = if units < 0 { "-" } else { "" };
    if decimals == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part:0width$}", width = decimals as usize)
    }
}

impl Scale {
    /// The roundest axis (steps of 1, 2 or 5 times a power of ten) that holds every value. Without values, or with zeros only, it
    /// runs from 0 to `unit`, so that an empty chart still has a floor and a ceiling.
    pub fn covering(values: impl IntoIterator<Item = i64>, unit: i64) -> Self {
        let (mut low, mut high) = (0i64, 0i64);
        for value in values {
            low = low.min(value);
            high = high.max(value);
        }
        if low == 0 && high == 0 {
            let unit = unit.max(1);
            return Self { low: 0, high: unit, step: unit };
        }
        let span = i128::from(high) - i128::from(low);
        let step = round_step(span, unit.max(1));
        let floor = -round_up(-i128::from(low), step);
        let ceiling = round_up(i128::from(high), step);
        Self { low: clamp(floor), high: clamp(ceiling), step: clamp(step) }
    }

    /// Every tick from the lowest to the highest.
    pub fn ticks(self) -> Vec<i64> {
        let (low, high, step) = (i128::from(self.low), i128::from(self.high), i128::from(self.step));
        (0..=(high - low) / step).map(|n| clamp(low + n * step)).collect()
    }

    /// How far `value` lies from the low end, 0 to 1; values outside are held at the ends.
    pub fn fraction(self, value: i64) -> f64 {
        let span = i128::from(self.high) - i128::from(self.low);
        let offset = (i128::from(value) - i128::from(self.low)).clamp(0, span);
        offset as f64 / span as f64
    }
}

/// The smallest multiple of `step` that is not below `value`, which is zero or more.
fn round_up(value: i128, step: i128) -> i128 {
    (value + step - 1) / step * step
}

/// The smallest of 1, 2, 5, 10, 20, 50, … times `unit` of which at most `STEPS_MAX` cover `span`; below one unit, down to 1.
fn round_step(span: i128, unit: i64) -> i128 {
    let mut base = if span < i128::from(unit) { 1 } else { i128::from(unit) };
    loop {
        for factor in [1, 2, 5] {
            let step = base * factor;
            if span <= step * STEPS_MAX {
                return step;
            }
        }
        base *= 10;
    }
}

fn clamp(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_written_with_their_decimals() {
        assert_eq!(figure(12.345, 2), "12.35");
        assert_eq!(figure(-0.04, 1), "0.0");
        assert_eq!(figure(-3.25, 3), "-3.250");
        assert_eq!(figure(50.0, 0), "50");
    }

    fn ticks(values: &[i64], unit: i64) -> Vec<i64> {
        Scale::covering(values.iter().copied(), unit).ticks()
    }

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        assert_eq!(ticks(&[31_240, 8_000], 100), [0, 10_000, 20_000, 30_000, 40_000]);
        assert_eq!(ticks(&[1_199], 100), [0, 500, 1_000, 1_500]);
        assert_eq!(ticks(&[7], 1), [0, 2, 4, 6, 8]);
    }

    #[test]
    fn nothing_and_zeros_still_have_a_floor_and_a_ceiling() {
        assert_eq!(ticks(&[], 100), [0, 100]);
        assert_eq!(ticks(&[0, 0, 0], 100), [0, 100]);
        assert_eq!(Scale::covering([], 0).ticks(), [0, 1]);
    }

    #[test]
    fn one_cent_is_visible() {
        let scale = Scale::covering([1], 100);
        assert_eq!(scale.ticks(), [0, 1]);
        assert_eq!(scale.fraction(1), 1.0);
    }

    #[test]
    fn months_with_more_refunds_than_meals_reach_below_zero() {
        let scale = Scale::covering([12_000, -3_500], 100);
        assert_eq!(scale.ticks(), [-5_000, 0, 5_000, 10_000, 15_000]);
        assert_eq!(scale.fraction(-5_000), 0.0);
        assert_eq!(scale.fraction(0), 0.25);
        let refunds_only = Scale::covering([-900], 100);
        assert_eq!((refunds_only.low, refunds_only.high), (-1_000, 0));
    }

    #[test]
    fn huge_amounts_do_not_overflow() {
        let scale = Scale::covering([i64::MAX, i64::MIN + 1], 100);
        assert!(scale.low < 0 && scale.high > 0);
        for value in [i64::MIN, -1, 0, 1, i64::MAX] {
            assert!((0.0..=1.0).contains(&scale.fraction(value)), "{value}");
        }
        assert!(scale.ticks().len() <= 12);
    }

    #[test]
    fn every_value_lies_on_the_axis() {
        for values in
            [vec![3, 5, 9], vec![-1, 1], vec![99_999_999], vec![-7, -70_000], vec![1_000_000_000_000_000]]
        {
            let scale = Scale::covering(values.iter().copied(), 100);
            for value in values {
                assert!(scale.low <= value && value <= scale.high, "{value} in {scale:?}");
            }
        }
    }
}
