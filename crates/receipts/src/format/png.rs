//! The structure of a PNG file: signature and chunks with their checksums (PNG, third edition, section 5).

use crate::Refusal;

/// The first eight bytes.
pub(crate) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// One chunk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk<'a> {
    /// Its four letters.
    pub name: [u8; 4],
    /// Length, name, data and checksum.
    pub raw: &'a [u8],
    /// Its data.
    pub data: &'a [u8],
}

/// The chunks up to and with `IEND`; what stands behind it is not looked at.
pub(crate) fn chunks(bytes: &[u8]) -> Chunks<'_> {
    Chunks { bytes, at: SIGNATURE.len(), is_done: false }
}

/// Iterator of `chunks`.
pub(crate) struct Chunks<'a> {
    bytes: &'a [u8],
    at: usize,
    is_done: bool,
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Result<Chunk<'a>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let read = self.read();
        self.is_done = !matches!(&read, Ok(chunk) if &chunk.name != b"IEND");
        Some(read)
    }
}

impl<'a> Chunks<'a> {
    fn read(&mut self) -> Result<Chunk<'a>, Refusal> {
        let rest = self.bytes.get(self.at..).ok_or(Refusal::Truncated)?;
        let (length, _) = rest.split_first_chunk::<4>().ok_or(Refusal::Truncated)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| Refusal::Corrupt)?;
        let end = length.checked_add(12).ok_or(Refusal::Corrupt)?;
        let raw = rest.get(..end).ok_or(Refusal::Truncated)?;
        let name: [u8; 4] = raw[4..8].try_into().map_err(|_| Refusal::Corrupt)?;
        let sum = crc32fast::hash(&raw[4..8 + length]);
        if raw[8 + length..] != sum.to_be_bytes() {
            return Err(Refusal::Corrupt);
        }
        self.at += end;
        Ok(Chunk { name, raw, data: &raw[8..8 + length] })
    }
}

/// Width and height of a whole PNG whose checksums are right.
pub(super) fn check(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    let mut size = None;
    let mut has_data = false;
    for (index, chunk) in chunks(bytes).enumerate() {
        let chunk = chunk?;
        match &chunk.name {
            b"IHDR" if index == 0 => size = two(chunk.data),
            b"IDAT" => has_data = true,
            _ => {}
        }
    }
    if has_data { size.ok_or(Refusal::Corrupt) } else { Err(Refusal::Corrupt) }
}

fn two(data: &[u8]) -> Option<(u32, u32)> {
    let (width, rest) = data.split_first_chunk::<4>()?;
    let (height, _) = rest.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}
