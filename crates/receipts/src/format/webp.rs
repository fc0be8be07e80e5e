//! The structure of a WebP file: RIFF chunks (RFC 9649, section 2).

use crate::Refusal;

/// One chunk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk<'a> {
    /// Its four letters.
    pub name: [u8; 4],
    /// Its data, without padding.
    pub data: &'a [u8],
}

/// The chunks the RIFF header counts.
pub(crate) fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, Refusal> {
    let (size, _) = bytes.get(4..).and_then(|b| b.split_first_chunk::<4>()).ok_or(Refusal::Truncated)?;
    let end = usize::try_from(u32::from_le_bytes(*size))
        .ok()
        .and_then(|n| n.checked_add(8))
        .ok_or(Refusal::Corrupt)?;
    // The padding byte of the last chunk is sometimes counted and not written.
    let body =
        if end > bytes.len() + 1 { Err(Refusal::Truncated) } else { Ok(&bytes[..end.min(bytes.len())]) }?;
    let mut found = Vec::new();
    let mut at = 12;
    while at < body.len() {
        let head = body.get(at..at + 8).ok_or(Refusal::Corrupt)?;
        let name: [u8; 4] = head[..4].try_into().map_err(|_| Refusal::Corrupt)?;
        let length = u32::from_le_bytes(head[4..].try_into().map_err(|_| Refusal::Corrupt)?);
        let length = usize::try_from(length).map_err(|_| Refusal::Corrupt)?;
        let data = body.get(at + 8..(at + 8).saturating_add(length)).ok_or(Refusal::Truncated)?;
        found.push(Chunk { name, data });
        at += 8 + length + (length & 1);
    }
    Ok(found)
}

/// Width and height of a whole WebP.
pub(super) fn check(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    let chunks = chunks(bytes)?;
    let has_picture = chunks.iter().any(|c| matches!(&c.name, b"VP8 " | b"VP8L" | b"ANMF"));
    if !has_picture {
        return Err(Refusal::Corrupt);
    }
    chunks.iter().find_map(|chunk| size_of(*chunk)).ok_or(Refusal::Corrupt)
}

fn size_of(chunk: Chunk<'_>) -> Option<(u32, u32)> {
    let data = chunk.data;
    let number = |at: usize, mask: u32| {
        let low = u32::from(*data.get(at)?) | u32::from(*data.get(at + 1)?) << 8;
        Some((low | u32::from(*data.get(at + 2).unwrap_or(&0)) << 16) & mask)
    };
    match &chunk.name {
        b"VP8X" => Some((number(4, 0xff_ffff)? + 1, number(7, 0xff_ffff)? + 1)),
        b"VP8 " => Some((number(6, 0x3fff)?, number(8, 0x3fff)?)),
        b"VP8L" => {
            let bits = u32::from_le_bytes(data.get(1..5)?.try_into().ok()?);
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}
