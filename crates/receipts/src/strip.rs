//! The copy of a photograph that may leave the device: the same pixels, no position, no serial numbers, no words (E-067).

use crate::exif_data::minimal;
use crate::format::{identify, jpeg, png, webp};
use crate::{Format, ImageError, ImageKind, Orientation};

/// The bytes of `original` without EXIF, XMP, IPTC, comments, and anything hidden behind the end of the picture (the film of a
/// live photograph has its own position). Orientation and colour profile are kept. Only JPEG, PNG and WebP can be cleaned.
pub fn strip_location(original: &[u8]) -> Result<Vec<u8>, ImageError> {
    let kind = identify(original)?;
    match kind.format {
        Format::Jpeg => strip_jpeg(original, &kind),
        Format::Png => strip_png(original, &kind),
        Format::WebP => strip_webp(original, &kind),
        Format::Gif | Format::Heic | Format::Avif | Format::Tiff | Format::Pdf => {
            Err(ImageError::KeptAsItCame)
        }
    }
}

fn must_say(kind: &ImageKind) -> bool {
    kind.orientation != Orientation::UPRIGHT
}

fn strip_jpeg(original: &[u8], kind: &ImageKind) -> Result<Vec<u8>, ImageError> {
    let mut copy = Vec::with_capacity(original.len());
    copy.extend_from_slice(&[0xff, jpeg::SOI]);
    if must_say(kind) {
        let mut exif = b"Exif\0\0".to_vec();
        exif.extend_from_slice(&minimal(kind.orientation));
        let length = u16::try_from(exif.len() + 2).expect("the minimal EXIF has 32 bytes");
        copy.extend_from_slice(&[0xff, jpeg::APP1]);
        copy.extend_from_slice(&length.to_be_bytes());
        copy.extend_from_slice(&exif);
    }
    for segment in jpeg::segments(original) {
        let segment = segment.map_err(ImageError::NotAnImage)?;
        let keep = match segment.marker {
            0xe0 => segment.payload.starts_with(b"JFIF\0"),
            0xe2 => segment.payload.starts_with(b"ICC_PROFILE\0"),
            0xee => segment.payload.starts_with(b"Adobe"),
            0xe1 | 0xe3..=0xed | 0xef | 0xfe => false,
            _ => true,
        };
        if keep {
            copy.extend_from_slice(segment.raw);
        }
    }
    Ok(copy)
}

fn strip_png(original: &[u8], kind: &ImageKind) -> Result<Vec<u8>, ImageError> {
    const KEPT: &[&[u8; 4]] = &[
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
        b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
    ];
    let mut copy = png::SIGNATURE.to_vec();
    for (index, chunk) in png::chunks(original).enumerate() {
        let chunk = chunk.map_err(ImageError::NotAnImage)?;
        if KEPT.contains(&&chunk.name) {
            copy.extend_from_slice(chunk.raw);
        }
        if index == 0 && must_say(kind) {
            let mut named = b"eXIf".to_vec();
            named.extend_from_slice(&minimal(kind.orientation));
            let length = u32::try_from(named.len() - 4).expect("the minimal EXIF has 26 bytes");
            copy.extend_from_slice(&length.to_be_bytes());
            copy.extend_from_slice(&named);
            copy.extend_from_slice(&crc32fast::hash(&named).to_be_bytes());
        }
    }
    Ok(copy)
}

fn strip_webp(original: &[u8], kind: &ImageKind) -> Result<Vec<u8>, ImageError> {
    const EXIF_FLAG: u8 = 0x08;
    const XMP_FLAG: u8 = 0x04;
    let mut copy = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut add = |name: &[u8; 4], data: &[u8]| -> Result<(), ImageError> {
        let length =
            u32::try_from(data.len()).map_err(|_| ImageError::NotAnImage(crate::Refusal::Corrupt))?;
        copy.extend_from_slice(name);
        copy.extend_from_slice(&length.to_le_bytes());
        copy.extend_from_slice(data);
        if data.len() % 2 == 1 {
            copy.push(0);
        }
        Ok(())
    };
    let mut is_extended = false;
    for chunk in webp::chunks(original).map_err(ImageError::NotAnImage)? {
        match &chunk.name {
            b"VP8X" => {
                let mut data = chunk.data.to_vec();
                if let Some(flags) = data.first_mut() {
                    *flags &= !(EXIF_FLAG | XMP_FLAG);
                    *flags |= if must_say(kind) { EXIF_FLAG } else { 0 };
                }
                is_extended = true;
                add(b"VP8X", &data)?;
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ICCP" | b"ANIM" | b"ANMF" => add(&chunk.name, chunk.data)?,
            _ => {}
        }
    }
    if is_extended && must_say(kind) {
        add(b"EXIF", &minimal(kind.orientation))?;
    }
    let size = u32::try_from(copy.len() - 8).map_err(|_| ImageError::NotAnImage(crate::Refusal::Corrupt))?;
    copy[4..8].copy_from_slice(&size.to_le_bytes());
    Ok(copy)
}
