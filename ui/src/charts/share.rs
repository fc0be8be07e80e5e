//! Parts of a whole: whole-number percentages that add up to 100, and the arcs of a ring.

use std::f64::consts::TAU;

use super::scale::figure;
use crate::backend;

/// Percentages of `values` in whole per cent. Amounts of zero or less have no share; the shares of the others add up to exactly 100
/// (largest remainder), or are all 0 when nothing is positive.
pub fn percentages(values: &[i64]) -> Vec<u32> {
    let whole: i128 = values.iter().map(|value| i128::from((*value).max(0))).sum();
    if whole == 0 {
        return vec![0; values.len()];
    }
    let exact = |value: &i64| i128::from((*value).max(0)) * 100;
    let mut shares: Vec<u32> =
        values.iter().map(|v| u32::try_from(exact(v) / whole).unwrap_or(100)).collect();
    let mut by_remainder: Vec<usize> = (0..values.len()).collect();
    by_remainder.sort_by_key(|at| std::cmp::Reverse(exact(&values[*at]) % whole));
    let missing = 100 - shares.iter().sum::<u32>();
    for at in by_remainder.into_iter().take(missing as usize) {
        shares[at] += 1;
    }
    shares
}

/// How long the bar of `value` is beside the longest, 0 to 1000; at least 4 when it is positive, so that it can be seen.
pub fn bar_lengths(values: &[i64]) -> Vec<u32> {
    let longest = values.iter().map(|value| value.unsigned_abs()).max().unwrap_or(0).max(1);
    let length = |value: &i64| {
        let exact = u128::from(value.unsigned_abs()) * 1000 / u128::from(longest);
        let least = if *value == 0 { 0 } else { 4 };
        u32::try_from(exact).unwrap_or(1000).max(least)
    };
    values.iter().map(length).collect()
}

/// The path of each part of a ring around (0, 0), clockwise from the top (anticlockwise when `mirrored`); `None` without a share.
pub fn ring(values: &[i64], outer: f64, inner: f64, mirrored: bool) -> Vec<Option<String>> {
    let whole: i128 = values.iter().map(|value| i128::from((*value).max(0))).sum();
    let mut before: i128 = 0;
    let mut paths = Vec::with_capacity(values.len());
    for value in values {
        let part = i128::from((*value).max(0));
        if part == 0 {
            paths.push(None);
            continue;
        }
        let from = before as f64 / whole as f64;
        before += part;
        paths.push(Some(arc(from, before as f64 / whole as f64, outer, inner, mirrored)));
    }
    paths
}

/// A part of the ring between two fractions of the turn. A full turn is drawn as two half rings, since an arc cannot end where it
/// began.
fn arc(from: f64, to: f64, outer: f64, inner: f64, mirrored: bool) -> String {
    if to - from > 0.999_9 {
        return format!(
            "{}{}",
            arc(from, from + 0.5, outer, inner, mirrored),
            arc(from + 0.5, to, outer, inner, mirrored)
        );
    }
    let side = if mirrored { -1.0 } else { 1.0 };
    let point = |turn: f64, radius: f64| {
        let angle = turn * TAU;
        let (sin, cos) = backend::sin_cos(angle);
        format!("{} {}", figure(side * radius * sin, 2), figure(-radius * cos, 2))
    };
    let large = u8::from(to - from > 0.5);
    let (outside, inside) = (figure(outer, 0), figure(inner, 0));
    let (forward, back) = if mirrored { (0, 1) } else { (1, 0) };
    format!(
        "M{} A{outside} {outside} 0 {large} {forward} {} L{} A{inside} {inside} 0 {large} {back} {} Z",
        point(from, outer),
        point(to, outer),
        point(to, inner),
        point(from, inner),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_a_hundred() {
        for values in
            [vec![1, 1, 1], vec![5, 0, 7, 11, 13], vec![999_999_999_999_999, 1], vec![i64::MAX, i64::MAX]]
        {
            assert_eq!(percentages(&values).iter().sum::<u32>(), 100, "{values:?}");
        }
        assert_eq!(percentages(&[1, 1, 1]), [34, 33, 33]);
    }

    #[test]
    fn zeros_and_refunds_have_no_share() {
        assert_eq!(percentages(&[0, 0]), [0, 0]);
        assert_eq!(percentages(&[300, -100, 100]), [75, 0, 25]);
        assert_eq!(percentages(&[-5]), [0]);
        assert!(percentages(&[]).is_empty());
    }

    #[test]
    fn bars_are_compared_with_the_longest() {
        assert_eq!(bar_lengths(&[200, 100, 0, -50]), [1000, 500, 0, 250]);
        assert_eq!(bar_lengths(&[1_000_000_000, 1]), [1000, 4]);
        assert_eq!(bar_lengths(&[0]), [0]);
        assert_eq!(bar_lengths(&[i64::MIN, i64::MAX])[0], 1000);
    }

    #[test]
    fn one_part_is_a_closed_ring() {
        let paths = ring(&[500], 50.0, 30.0, false);
        let path = paths[0].as_deref().unwrap();
        assert_eq!(path.matches('Z').count(), 2);
        assert!(!path.contains("NaN"));
    }

    #[test]
    fn parts_without_a_share_are_not_drawn() {
        let paths = ring(&[75, 0, -10, 25], 50.0, 30.0, false);
        assert!(paths[0].is_some() && paths[1].is_none() && paths[2].is_none() && paths[3].is_some());
        assert!(paths[0].as_deref().unwrap().contains(" 0 1 1 "), "three quarters take the long way round");
        assert!(ring(&[0, -3], 50.0, 30.0, false).iter().all(Option::is_none));
    }

    #[test]
    fn e156_the_ring_runs_the_other_way_round_in_right_to_left() {
        let (ltr, rtl) = (ring(&[1, 3], 50.0, 30.0, false), ring(&[1, 3], 50.0, 30.0, true));
        assert!(ltr[0].as_deref().unwrap().contains("50.00 0.00"), "{ltr:?}");
        assert!(rtl[0].as_deref().unwrap().contains("-50.00 0.00"), "{rtl:?}");
    }
}
