//! How this month stands beside the last: by how much, which way, and in what part.

/// The difference between two figures of spending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing was spent in either.
    Nothing,
    /// Nothing was spent before, so there is no part to speak of.
    New,
    /// The same amount.
    Same,
    /// More, by minor units and basis points of what it was.
    More(i64, i64),
    /// Less, by minor units and basis points of what it was.
    Less(i64, i64),
}

/// From `before` to `now`, both in minor units of one currency. Where refunds made the earlier figure zero or less, a percentage
/// would mean nothing, and the change counts as new.
pub fn change(now: i64, before: i64) -> Change {
    if now == 0 && before == 0 {
        return Change::Nothing;
    }
    if before <= 0 {
        return Change::New;
    }
    let difference = i128::from(now) - i128::from(before);
    let by = clamp(difference.abs());
    let part = clamp((difference.abs() * 10_000 + i128::from(before) / 2) / i128::from(before));
    match difference {
        0 => Change::Same,
        1.. => Change::More(by, part),
        _ => Change::Less(by, part),
    }
}

fn clamp(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_and_less_are_told_with_their_part() {
        assert_eq!(change(150, 100), Change::More(50, 5_000));
        assert_eq!(change(75, 100), Change::Less(25, 2_500));
        assert_eq!(change(100, 100), Change::Same);
        assert_eq!(change(0, 100), Change::Less(100, 10_000));
        assert_eq!(change(-50, 100), Change::Less(150, 15_000));
    }

    #[test]
    fn without_earlier_spending_there_is_no_percentage() {
        assert_eq!(change(0, 0), Change::Nothing);
        assert_eq!(change(10, 0), Change::New);
        assert_eq!(change(10, -5), Change::New);
    }

    #[test]
    fn huge_figures_do_not_overflow() {
        assert_eq!(change(i64::MIN, i64::MAX), Change::Less(i64::MAX, 20_000));
        assert_eq!(change(i64::MAX, 1), Change::More(i64::MAX - 1, i64::MAX));
    }
}
