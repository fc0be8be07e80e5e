//! The part of a photograph a reader asks for (RFC 9110, 14): one range of bytes, so a download that was cut goes on where it stopped.

use std::ops::Range;

/// What of the bytes to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// All.
    Whole,
    /// These.
    Some(Range<u64>),
    /// There are none there (416).
    Beyond,
}

/// Reads a `Range` header for `size` bytes. Several ranges, other units and what cannot be read ask for everything.
pub fn read(header: Option<&str>, size: u64) -> Part {
    let Some((first, last)) = header.and_then(|text| text.strip_prefix("bytes=")?.split_once('-')) else {
        return Part::Whole;
    };
    let (first, last) = (first.trim(), last.trim());
    let number =
        |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    match (number(first), number(last)) {
        (None, Some(0)) if first.is_empty() => Part::Beyond,
        (None, Some(count)) if first.is_empty() => Part::Some(size.saturating_sub(count)..size),
        (Some(from), _) if last.is_empty() && from < size => Part::Some(from..size),
        (Some(from), Some(to)) if from <= to && from < size => {
            Part::Some(from..size.min(to.saturating_add(1)))
        }
        (Some(from), Some(to)) if from > to => Part::Whole,
        (Some(_), Some(_)) => Part::Beyond,
        (Some(_), None) if last.is_empty() => Part::Beyond,
        _ => Part::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        for (header, part) in [
            (None, Part::Whole),
            (Some("bytes=0-0"), Part::Some(0..1)),
            (Some("bytes=5-"), Part::Some(5..10)),
            (Some("bytes=5-99"), Part::Some(5..10)),
            (Some("bytes=-3"), Part::Some(7..10)),
            (Some("bytes=-99"), Part::Some(0..10)),
            (Some("bytes=10-"), Part::Beyond),
            (Some("bytes=10-12"), Part::Beyond),
            (Some("bytes=-0"), Part::Beyond),
            (Some("bytes=7-5"), Part::Whole),
            (Some("bytes=0-1,3-4"), Part::Whole),
            (Some("lines=0-1"), Part::Whole),
            (Some("bytes=x-1"), Part::Whole),
            (Some("bytes=18446744073709551615-18446744073709551615"), Part::Beyond),
        ] {
            assert_eq!(read(header, 10), part, "{header:?}");
        }
    }
}
