//! The two facts taken from EXIF, orientation and the camera's time, and the minimal EXIF written into shared copies.

use std::io::Cursor;

use exif::{Exif, In, Tag, Value};

use crate::Format;

/// How a stored picture must be turned to stand upright: the EXIF values 1 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Orientation(u8);

impl Orientation {
    /// Stored upright.
    pub const UPRIGHT: Self = Self(1);

    /// The orientation of an EXIF value; anything but 1 to 8 reads as upright.
    pub fn of(value: u32) -> Self {
        u8::try_from(value).ok().filter(|v| (1..=8).contains(v)).map_or(Self::UPRIGHT, Self)
    }

    /// The EXIF value, 1 to 8.
    pub fn value(self) -> u8 {
        self.0
    }

    /// Whether width and height change places.
    pub fn swaps_sides(self) -> bool {
        self.0 >= 5
    }
}

/// What was read.
pub(crate) struct ExifData {
    pub orientation: Orientation,
    pub taken_at_local: Option<String>,
}

/// Reads the EXIF of an image; damaged EXIF is no reason to refuse a photograph, it reads as none.
pub(crate) fn read(bytes: &[u8], format: Format) -> ExifData {
    let none = ExifData { orientation: Orientation::UPRIGHT, taken_at_local: None };
    if matches!(format, Format::Gif | Format::Pdf) {
        return none;
    }
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let found = reader.read_from_container(&mut Cursor::new(bytes));
    let found = found.or_else(|error| error.distill_partial_result(|_| {}));
    let Ok(found) = found else { return none };
    ExifData { orientation: orientation(&found), taken_at_local: taken_at_local(&found) }
}

fn orientation(found: &Exif) -> Orientation {
    let value = found.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    value.map_or(Orientation::UPRIGHT, Orientation::of)
}

/// `2026-11-20T13:45:00`, when the camera wrote a date that exists.
fn taken_at_local(found: &Exif) -> Option<String> {
    let field = found
        .get_field(Tag::DateTimeOriginal, In::PRIMARY)
        .or_else(|| found.get_field(Tag::DateTimeDigitized, In::PRIMARY))?;
    let Value::Ascii(texts) = &field.value else { return None };
    let at = exif::DateTime::from_ascii(texts.first()?).ok()?;
    let exists = at.year > 0 && (1..=12).contains(&at.month) && (1..=31).contains(&at.day);
    let exists = exists && at.hour < 24 && at.minute < 60 && at.second < 60;
    exists.then(|| {
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            at.year, at.month, at.day, at.hour, at.minute, at.second
        )
    })
}

/// A TIFF block that says the orientation and nothing else: big-endian, one directory, one entry.
pub(crate) fn minimal(orientation: Orientation) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    tiff.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation.value(), 0, 0]);
    tiff.extend_from_slice(&[0; 4]);
    tiff
}
