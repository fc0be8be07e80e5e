//! The structure of a JPEG file (ITU-T T.81 annex B): markers and segments, without decoding.

use crate::Refusal;

/// Start of image.
pub(crate) const SOI: u8 = 0xd8;
/// End of image.
pub(crate) const EOI: u8 = 0xd9;
/// Start of scan.
pub(crate) const SOS: u8 = 0xda;
/// Application segment 1: EXIF and XMP.
pub(crate) const APP1: u8 = 0xe1;

/// One marker with what belongs to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Segment<'a> {
    /// The marker's second byte.
    pub marker: u8,
    /// The whole segment with marker, length and, after a start of scan, the entropy-coded data.
    pub raw: &'a [u8],
    /// What stands after the length.
    pub payload: &'a [u8],
}

/// The segments between start and end of image; the last one is the end of image itself.
pub(crate) fn segments(bytes: &[u8]) -> Segments<'_> {
    Segments { bytes, at: 2, is_done: false }
}

/// Iterator of `segments`.
pub(crate) struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
    is_done: bool,
}

impl<'a> Iterator for Segments<'a> {
    type Item = Result<Segment<'a>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let read = self.read();
        self.is_done = !matches!(&read, Ok(segment) if segment.marker != EOI);
        Some(read)
    }
}

impl<'a> Segments<'a> {
    fn read(&mut self) -> Result<Segment<'a>, Refusal> {
        let start = self.at;
        let mut at = start;
        if *self.bytes.get(at).ok_or(Refusal::Truncated)? != 0xff {
            return Err(Refusal::Corrupt);
        }
        while *self.bytes.get(at).ok_or(Refusal::Truncated)? == 0xff {
            at += 1;
        }
        let marker = self.bytes[at];
        at += 1;
        if marker == EOI || marker == 0x01 || (0xd0..=0xd7).contains(&marker) {
            self.at = at;
            return Ok(Segment { marker, raw: &self.bytes[start..at], payload: &[] });
        }
        let length = self.bytes.get(at..at + 2).ok_or(Refusal::Truncated)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        if length < 2 {
            return Err(Refusal::Corrupt);
        }
        let payload = self.bytes.get(at + 2..at + length).ok_or(Refusal::Truncated)?;
        let end = at + length;
        self.at = if marker == SOS { end_of_scan(self.bytes, end).ok_or(Refusal::Truncated)? } else { end };
        Ok(Segment { marker, raw: &self.bytes[start..self.at], payload })
    }
}

/// Where the entropy-coded data that starts at `at` ends: at the next marker that is neither a stuffed zero nor a restart.
fn end_of_scan(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

/// Width and height of a whole JPEG; refused when it ends early or has no frame.
pub(super) fn check(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    let mut size = None;
    let mut has_scan = false;
    for segment in segments(bytes) {
        let segment = segment?;
        match segment.marker {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let frame = segment.payload.get(1..5).ok_or(Refusal::Corrupt)?;
                let height = u32::from(u16::from_be_bytes([frame[0], frame[1]]));
                size = size.or(Some((u32::from(u16::from_be_bytes([frame[2], frame[3]])), height)));
            }
            SOS => has_scan = true,
            _ => {}
        }
    }
    if has_scan { size.ok_or(Refusal::Corrupt) } else { Err(Refusal::Corrupt) }
}
