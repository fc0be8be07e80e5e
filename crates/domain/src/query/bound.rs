//! A bound in decimal digits as a bound in whole minor units, which depends on the currency's exponent.

use super::DecimalBound;

impl DecimalBound {
    /// As a lower bound: the least whole number of minor units of a currency of this exponent that satisfies it.
    pub fn least_minor(self, exponent: u8) -> i64 {
        let (floor, is_whole) = self.scaled(exponent);
        let least = if is_whole && self.inclusive { floor } else { floor + 1 };
        i64::try_from(least).unwrap_or(if least < 0 { i64::MIN } else { i64::MAX })
    }

    /// As an upper bound: the greatest whole number of minor units of a currency of this exponent that satisfies it.
    pub fn greatest_minor(self, exponent: u8) -> i64 {
        let (floor, is_whole) = self.scaled(exponent);
        let most = if is_whole && !self.inclusive { floor - 1 } else { floor };
        i64::try_from(most).unwrap_or(if most < 0 { i64::MIN } else { i64::MAX })
    }

    /// `mantissa / 10^scale` in units of `10^-exponent`, rounded down, and whether it was whole.
    fn scaled(self, exponent: u8) -> (i128, bool) {
        let numerator = i128::from(self.mantissa) * 10i128.pow(u32::from(exponent));
        let denominator = 10i128.pow(u32::from(self.scale.min(18)));
        (numerator.div_euclid(denominator), numerator.rem_euclid(denominator) == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lowest(bound: DecimalBound, exponent: u8) -> i64 {
        bound.least_minor(exponent)
    }

    fn highest(bound: DecimalBound, exponent: u8) -> i64 {
        bound.greatest_minor(exponent)
    }

    fn bound(mantissa: i64, scale: u8, inclusive: bool) -> DecimalBound {
        DecimalBound { mantissa, scale, inclusive }
    }

    #[test]
    fn a_bound_fits_every_exponent() {
        assert_eq!(lowest(bound(20, 0, false), 2), 2001);
        assert_eq!(lowest(bound(20, 0, true), 2), 2000);
        assert_eq!(lowest(bound(20, 0, false), 0), 21);
        assert_eq!(lowest(bound(205, 1, true), 0), 21);
        assert_eq!(lowest(bound(205, 1, true), 3), 20_500);
        assert_eq!(highest(bound(205, 1, true), 0), 20);
        assert_eq!(highest(bound(20, 0, false), 2), 1999);
        assert_eq!(highest(bound(-205, 1, true), 0), -21);
    }
}
