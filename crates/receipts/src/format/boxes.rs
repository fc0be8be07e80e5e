//! HEIC and AVIF files: boxes of ISO/IEC 14496-12. They are kept as they came; only what they are and that they are whole is read.

use super::Format;
use crate::Refusal;

/// The most boxes looked at on one level.
const BOXES_MAX: usize = 4_096;

/// The format, by the brands of the first box.
pub(super) fn recognise(bytes: &[u8]) -> Option<Format> {
    if bytes.get(4..8)? != b"ftyp" {
        return None;
    }
    let length = usize::try_from(u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?)).ok()?;
    let body = bytes.get(8..length.clamp(12, 256).min(bytes.len()))?;
    // Major brand, minor version, then the compatible brands.
    let brands = body.chunks_exact(4).enumerate().filter(|(at, _)| *at != 1).map(|(_, brand)| brand);
    let mut heic = None;
    for brand in brands {
        match brand {
            b"avif" | b"avis" => return Some(Format::Avif),
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" | b"heif" => {
                heic = Some(Format::Heic)
            }
            _ => {}
        }
    }
    heic
}

/// Checks that the file is as long as its boxes say; the size of its largest picture, if it is written where it usually is.
pub(super) fn check(bytes: &[u8]) -> Result<Option<(u32, u32)>, Refusal> {
    let mut size = None;
    for (name, body) in boxes(bytes)? {
        if &name == b"meta" {
            size = largest_picture(body.get(4..).unwrap_or_default());
        }
    }
    Ok(size)
}

type Box<'a> = ([u8; 4], &'a [u8]);

fn boxes(bytes: &[u8]) -> Result<Vec<Box<'_>>, Refusal> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() && found.len() < BOXES_MAX {
        let head = rest.get(..8).ok_or(Refusal::Truncated)?;
        let short = u32::from_be_bytes(head[..4].try_into().map_err(|_| Refusal::Corrupt)?);
        let name: [u8; 4] = head[4..8].try_into().map_err(|_| Refusal::Corrupt)?;
        let (header, length) = match short {
            0 => (8, rest.len()),
            1 => {
                let long: [u8; 8] =
                    rest.get(8..16).and_then(|b| b.try_into().ok()).ok_or(Refusal::Truncated)?;
                (16, usize::try_from(u64::from_be_bytes(long)).map_err(|_| Refusal::Corrupt)?)
            }
            length => (8, usize::try_from(length).map_err(|_| Refusal::Corrupt)?),
        };
        if length < header {
            return Err(Refusal::Corrupt);
        }
        let whole = rest.get(..length).ok_or(Refusal::Truncated)?;
        found.push((name, &whole[header..]));
        rest = &rest[length..];
    }
    Ok(found)
}

fn largest_picture(meta: &[u8]) -> Option<(u32, u32)> {
    let inside = |body, wanted: &[u8; 4]| {
        boxes(body).ok()?.into_iter().find(|(name, _)| name == wanted).map(|(_, body)| body)
    };
    let properties = inside(inside(meta, b"iprp")?, b"ipco")?;
    let sizes =
        boxes(properties).ok()?.into_iter().filter(|(name, _)| name == b"ispe").filter_map(|(_, body)| {
            let number = |at: usize| Some(u32::from_be_bytes(body.get(at..at + 4)?.try_into().ok()?));
            Some((number(4)?, number(8)?))
        });
    sizes.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))
}
