//! Where the columns of a bar chart stand: across in percent of the width (so text keeps its size on every screen), up and down in
//! pixels.

use super::Scale;

/// The part of its slot that a column fills.
const FILL: f64 = 0.62;
/// A column of a value that is not zero is at least this high, in pixels: a coffee is visible beside a banquet.
const HEIGHT_MIN_PX: f64 = 2.0;

/// One column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Left edge, percent of the width.
    pub x: f64,
    /// Width, percent.
    pub width: f64,
    /// Middle, percent: where the label stands.
    pub middle: f64,
    /// Left edge of the whole slot, percent: the target of the pointer.
    pub slot_x: f64,
    /// Width of the slot, percent.
    pub slot_width: f64,
    /// Upper edge, pixels from the top.
    pub y: f64,
    /// Height, pixels.
    pub height: f64,
}

/// Lays `values` out from the start of the line, mirrored when it runs right to left, between `top` and `bottom` (pixels).
pub fn columns(values: &[i64], scale: Scale, top: f64, bottom: f64, mirrored: bool) -> Vec<Column> {
    let count = values.len();
    let slot = 100.0 / count.max(1) as f64;
    let place = |value: i64| bottom - scale.fraction(value) * (bottom - top);
    let zero = place(0);
    let column = |(at, value): (usize, &i64)| {
        let position = if mirrored { count - 1 - at } else { at };
        let slot_x = slot * position as f64;
        let end = place(*value);
        let height = if *value == 0 { 0.0 } else { (end - zero).abs().max(HEIGHT_MIN_PX) };
        Column {
            x: slot_x + slot * (1.0 - FILL) / 2.0,
            width: slot * FILL,
            middle: slot_x + slot / 2.0,
            slot_x,
            slot_width: slot,
            y: if *value > 0 { zero - height } else { zero },
            height,
        }
    };
    values.iter().enumerate().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(values: &[i64], mirrored: bool) -> Vec<Column> {
        columns(values, Scale::covering(values.iter().copied(), 100), 0.0, 100.0, mirrored)
    }

    #[test]
    fn zeros_have_no_column_and_one_point_has_the_whole_width() {
        let one = laid_out(&[0], false);
        assert_eq!((one[0].height, one[0].slot_width, one[0].middle), (0.0, 100.0, 50.0));
        assert!(laid_out(&[], false).is_empty());
    }

    #[test]
    fn a_negative_month_hangs_below_the_zero_line() {
        let both = laid_out(&[10_000, -10_000], false);
        assert_eq!(both[0].y + both[0].height, both[1].y);
        assert!(both[1].height > 0.0);
    }

    #[test]
    fn a_small_amount_beside_a_huge_one_is_still_seen() {
        let both = laid_out(&[1, 1_000_000_000_000_000], false);
        assert_eq!(both[0].height, HEIGHT_MIN_PX);
        assert!(both[1].height <= 100.0 && both.iter().all(|c| c.y >= 0.0 && c.y.is_finite()));
    }

    #[test]
    fn e156_right_to_left_the_first_month_stands_on_the_right() {
        let (ltr, rtl) = (laid_out(&[100, 200, 300], false), laid_out(&[100, 200, 300], true));
        assert!(ltr[0].x < ltr[2].x && rtl[0].x > rtl[2].x);
        assert_eq!(ltr[0].height, rtl[0].height);
        assert!((ltr[0].x - rtl[2].x).abs() < 1e-9);
    }
}
