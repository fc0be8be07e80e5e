//! What a file is, by its first bytes and its structure, before a single pixel is decoded. File names and declared types are not
//! asked: a HEIC photograph named `.jpg` is HEIC (E-063), a program named `.jpg` is refused (E-068).

mod boxes;
pub(crate) mod jpeg;
pub(crate) mod png;
pub(crate) mod webp;

use crate::exif_data::{self, Orientation};
use crate::{ImageError, Refusal};

/// The most pixels taken: a 108-megapixel phone and some room (E-062).
pub const PIXELS_MAX: u64 = 120_000_000;
/// The longest side taken, in pixels: a receipt photographed as a scroll and some room.
pub const SIDE_MAX: u32 = 20_000;
/// How far from the end a PDF's `%%EOF` may stand, in bytes.
const PDF_TAIL: usize = 64 * 1024;

/// The formats kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
    Heic,
    Avif,
    Tiff,
    Pdf,
}

impl Format {
    /// The media type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
            Self::Heic => "image/heic",
            Self::Avif => "image/avif",
            Self::Tiff => "image/tiff",
            Self::Pdf => "application/pdf",
        }
    }

    /// Whether this program can make pictures of it; the others are kept as they came.
    pub fn is_decodable(self) -> bool {
        match self {
            Self::Jpeg | Self::Png | Self::WebP => true,
            Self::Gif | Self::Heic | Self::Avif | Self::Tiff | Self::Pdf => false,
        }
    }
}

/// What is known of an image without decoding it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageKind {
    /// Its format.
    pub format: Format,
    /// Its media type.
    pub mime: &'static str,
    /// Width and height in pixels as stored, before orientation.
    pub stored_size: Option<(u32, u32)>,
    /// How it must be turned to stand upright.
    pub orientation: Orientation,
    /// The camera's local time, `2026-11-20T13:45:00`; a suggestion only, for cameras have wrong clocks and no zone (E-066).
    pub taken_at_local: Option<String>,
}

impl ImageKind {
    /// Width and height in pixels when it stands upright.
    pub fn upright_size(&self) -> Option<(u32, u32)> {
        let (width, height) = self.stored_size?;
        Some(if self.orientation.swaps_sides() { (height, width) } else { (width, height) })
    }
}

/// What `bytes` are, or why they are refused.
pub fn identify(bytes: &[u8]) -> Result<ImageKind, ImageError> {
    let format = recognise(bytes).map_err(ImageError::NotAnImage)?;
    let stored_size = match format {
        Format::Jpeg => Some(jpeg::check(bytes).map_err(ImageError::NotAnImage)?),
        Format::Png => Some(png::check(bytes).map_err(ImageError::NotAnImage)?),
        Format::WebP => Some(webp::check(bytes).map_err(ImageError::NotAnImage)?),
        Format::Gif => Some(gif(bytes).map_err(ImageError::NotAnImage)?),
        Format::Heic | Format::Avif => boxes::check(bytes).map_err(ImageError::NotAnImage)?,
        Format::Tiff => tiff(bytes).map_err(ImageError::NotAnImage).map(|()| None)?,
        Format::Pdf => pdf(bytes).map_err(ImageError::NotAnImage).map(|()| None)?,
    };
    check_size(stored_size)?;
    let read = exif_data::read(bytes, format);
    Ok(ImageKind {
        format,
        mime: format.mime(),
        stored_size,
        orientation: read.orientation,
        taken_at_local: read.taken_at_local,
    })
}

fn check_size(size: Option<(u32, u32)>) -> Result<(), ImageError> {
    let Some((width, height)) = size else { return Ok(()) };
    if width == 0 || height == 0 {
        return Err(ImageError::NotAnImage(Refusal::Corrupt));
    }
    let side = width.max(height);
    if side > SIDE_MAX {
        return Err(ImageError::TooLong { side, limit: SIDE_MAX });
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS_MAX { Err(ImageError::TooLarge { pixels, limit: PIXELS_MAX }) } else { Ok(()) }
}

fn recognise(bytes: &[u8]) -> Result<Format, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Ok(Format::Jpeg);
    }
    if bytes.starts_with(png::SIGNATURE) {
        return Ok(Format::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Format::WebP);
    }
    if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        return Ok(Format::Gif);
    }
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        return Ok(Format::Tiff);
    }
    if let Some(format) = boxes::recognise(bytes) {
        return Ok(format);
    }
    if bytes.starts_with(b"%PDF-") {
        return Ok(Format::Pdf);
    }
    Err(refusal_of(bytes))
}

/// Why bytes of no known format are refused, as precisely as can be said.
fn refusal_of(bytes: &[u8]) -> Refusal {
    const PROGRAMS: &[&[u8]] = &[
        b"MZ",
        b"\x7fELF",
        b"#!",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xce\xfa\xed\xfe",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"\0asm",
        b"dex\n",
    ];
    if PROGRAMS.iter().any(|magic| bytes.starts_with(magic)) {
        return Refusal::Executable;
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let starts_a_tag = text.len() > 1
        && text[0] == b'<'
        && (text[1].is_ascii_alphabetic() || matches!(text[1], b'!' | b'?'));
    if starts_a_tag {
        return Refusal::Markup;
    }
    let known_start = [&[0xff, 0xd8][..], png::SIGNATURE, b"RIFF", b"GIF8", b"%PDF-"];
    if known_start.iter().any(|magic| magic.starts_with(bytes)) {
        Refusal::Truncated
    } else {
        Refusal::UnknownFormat
    }
}

fn gif(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    let header = bytes.get(6..10).ok_or(Refusal::Truncated)?;
    // Some writers pad the end with zeros after the trailer.
    let last = bytes.iter().rev().find(|byte| **byte != 0);
    if last != Some(&0x3b) {
        return Err(Refusal::Truncated);
    }
    Ok((
        u32::from(u16::from_le_bytes([header[0], header[1]])),
        u32::from(u16::from_le_bytes([header[2], header[3]])),
    ))
}

fn tiff(bytes: &[u8]) -> Result<(), Refusal> {
    let at: [u8; 4] = bytes.get(4..8).and_then(|b| b.try_into().ok()).ok_or(Refusal::Truncated)?;
    let at = if bytes[0] == b'I' { u32::from_le_bytes(at) } else { u32::from_be_bytes(at) };
    let first_directory = usize::try_from(at).ok().filter(|at| *at >= 8).ok_or(Refusal::Corrupt)?;
    if first_directory + 2 <= bytes.len() { Ok(()) } else { Err(Refusal::Truncated) }
}

fn pdf(bytes: &[u8]) -> Result<(), Refusal> {
    let tail = &bytes[bytes.len().saturating_sub(PDF_TAIL)..];
    if tail.windows(5).any(|w| w == b"%%EOF") { Ok(()) } else { Err(Refusal::Truncated) }
}
