//! QR codes as text, two rows of squares in one line.

use qrcodegen::{QrCode, QrCodeEcc};

/// The quiet zone around the code, in squares (ISO/IEC 18004 asks for four).
const QUIET: i32 = 4;

/// How dark and light squares are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Colour escapes: black on white whatever the terminal's colours are.
    Colours,
    /// Block characters only, for light text on a dark ground.
    Blocks,
}

/// `text` as a QR code; `None` when it is too long for one.
pub fn qr(text: &str, ink: Ink) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    // Outside the code `get_module` answers light, which makes the quiet zone.
    let dark = |x, y| code.get_module(x, y) == (ink == Ink::Colours);
    let mut lines = String::new();
    for y in (-QUIET..code.size() + QUIET).step_by(2) {
        if ink == Ink::Colours {
            lines.push_str("\u{1b}[30;107m");
        }
        for x in -QUIET..code.size() + QUIET {
            lines.push(match (dark(x, y), dark(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        lines.push_str(if ink == Ink::Colours { "\u{1b}[0m\n" } else { "\n" });
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_squares_read_back_as_the_code() {
        let text = "http://192.168.1.20:4343/?pair=12345678";
        let lines: Vec<Vec<char>> =
            qr(text, Ink::Blocks).unwrap().lines().map(|line| line.chars().collect()).collect();
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        for y in 0..code.size() {
            for x in 0..code.size() {
                let (column, row) =
                    (usize::try_from(x + QUIET).unwrap(), usize::try_from(y + QUIET).unwrap());
                let (upper, lower) = match lines[row / 2][column] {
                    '█' => (true, true),
                    '▀' => (true, false),
                    '▄' => (false, true),
                    _ => (false, false),
                };
                let light = if row % 2 == 0 { upper } else { lower };
                assert_eq!(light, !code.get_module(x, y), "at {x}, {y}");
            }
        }
    }

    #[test]
    fn a_text_too_long_for_a_code_is_none() {
        assert_eq!(qr(&"x".repeat(5_000), Ink::Blocks), None);
    }
}
