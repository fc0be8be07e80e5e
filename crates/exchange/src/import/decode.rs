//! Bytes of any encoding as UTF-8, and which encoding they are in (E-129).

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes read at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// Reads valid UTF-8, without a byte-order mark; what the encoding cannot say becomes U+FFFD.
pub(crate) struct Utf8<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    /// What of `text` was handed out.
    at: usize,
    ended: bool,
    /// The last byte that was no white space.
    last: u8,
}

impl<R: Read> Utf8<R> {
    pub(crate) fn new(source: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { source, decoder, raw: vec![0; CHUNK_BYTES], text: Vec::new(), at: 0, ended: false, last: 0 }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.at = 0;
        while self.text.is_empty() && !self.ended {
            let read = match self.source.read(&mut self.raw) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            self.ended = read == 0;
            self.decode(read);
            if let Some(last) = self.text.iter().rfind(|byte| !byte.is_ascii_whitespace()) {
                self.last = *last;
            }
        }
        Ok(())
    }

    /// The last byte of the text that is no white space, once a reader has seen the end.
    pub(crate) fn last_at_end(&self) -> Option<u8> {
        self.ended.then_some(self.last)
    }

    fn decode(&mut self, read: usize) {
        let mut raw = &self.raw[..read];
        let room = self.decoder.max_utf8_buffer_length(read).unwrap_or(CHUNK_BYTES * 3 + 16);
        loop {
            let start = self.text.len();
            self.text.resize(start + room, 0);
            let (result, consumed, written, _) =
                self.decoder.decode_to_utf8(raw, &mut self.text[start..], self.ended);
            self.text.truncate(start + written);
            raw = &raw[consumed..];
            match result {
                CoderResult::InputEmpty => return,
                CoderResult::OutputFull => {}
            }
        }
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.text.len() {
            self.fill()?;
        }
        let count = out.len().min(self.text.len() - self.at);
        out[..count].copy_from_slice(&self.text[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

/// What is learnt of the bytes of a file, chunk by chunk.
#[derive(Default)]
pub(crate) struct Sniffer {
    head: Vec<u8>,
    /// Bytes around the first that are not UTF-8.
    odd: Vec<u8>,
    /// An unfinished character at the end of the last chunk.
    tail: Vec<u8>,
    not_utf8: bool,
}

/// How many bytes tell Shift-JIS from Windows-1252.
const ODD_BYTES_MAX: usize = 256 * 1024;
/// How many bytes of the beginning are kept.
const HEAD_BYTES: usize = 4096;

impl Sniffer {
    pub(crate) fn add(&mut self, chunk: &[u8]) {
        let missing = HEAD_BYTES.saturating_sub(self.head.len()).min(chunk.len());
        self.head.extend_from_slice(&chunk[..missing]);
        if self.not_utf8 {
            let missing = ODD_BYTES_MAX.saturating_sub(self.odd.len()).min(chunk.len());
            self.odd.extend_from_slice(&chunk[..missing]);
            return;
        }
        let joined;
        let bytes = if self.tail.is_empty() {
            chunk
        } else {
            joined = [std::mem::take(&mut self.tail).as_slice(), chunk].concat();
            &joined
        };
        if let Err(error) = std::str::from_utf8(bytes) {
            let rest = &bytes[error.valid_up_to()..];
            if error.error_len().is_none() {
                self.tail = rest.to_vec();
            } else {
                self.not_utf8 = true;
                self.odd = rest[..rest.len().min(ODD_BYTES_MAX)].to_vec();
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.head
            .iter()
            .all(|byte| byte.is_ascii_whitespace() || matches!(byte, 0xEF | 0xBB | 0xBF | 0xFE | 0xFF | 0))
    }

    /// What the file is when it is no text.
    pub(crate) fn looks_like(&self) -> Option<&'static str> {
        const KNOWN: &[(&[u8], &str)] = &[
            (b"PK\x03\x04", "a zip archive or an XLSX workbook"),
            (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
            (b"%PDF", "a PDF"),
            (b"\x89PNG", "a PNG picture"),
            (b"\xFF\xD8\xFF", "a JPEG picture"),
            (b"GIF8", "a GIF picture"),
            (b"SQLite format 3", "a database"),
            (b"\x1F\x8B", "a gzip archive"),
            (b"\x7FELF", "a program"),
            (b"MZ\x90", "a program"),
        ];
        KNOWN.iter().find(|(magic, _)| self.head.starts_with(magic)).map(|(_, name)| *name)
    }

    /// The encoding: a byte-order mark, then the zeros of UTF-16, then valid UTF-8, then the likelier of the two old ones.
    pub(crate) fn encoding(&self) -> &'static Encoding {
        if let Some((encoding, _)) = Encoding::for_bom(&self.head) {
            return encoding;
        }
        let pairs = self.head.chunks_exact(2);
        let total = pairs.len().max(1);
        let (little, big) = pairs.fold((0, 0), |(little, big), pair| {
            (little + usize::from(pair[1] == 0), big + usize::from(pair[0] == 0))
        });
        if little * 10 > total * 4 && big * 10 < total {
            return UTF_16LE;
        }
        if big * 10 > total * 4 && little * 10 < total {
            return UTF_16BE;
        }
        if !self.not_utf8 && self.tail.is_empty() {
            UTF_8
        } else if is_japanese(if self.odd.is_empty() { &self.tail } else { &self.odd }) {
            SHIFT_JIS
        } else {
            WINDOWS_1252
        }
    }
}

/// Whether bytes read as Shift-JIS make Japanese: no broken characters, and wide ones side by side more often than alone. Western
/// text read that way has single odd characters among Latin letters.
fn is_japanese(bytes: &[u8]) -> bool {
    let (text, broken) = SHIFT_JIS.decode_without_bom_handling(bytes);
    let broken = broken && text.chars().filter(|c| *c == '\u{FFFD}').count() > 1;
    let wide: Vec<bool> = text.chars().map(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}')).collect();
    let beside = |at: usize| (at > 0 && wide[at - 1]) || wide.get(at + 1) == Some(&true);
    let (together, alone) = (0..wide.len()).filter(|at| wide[*at]).fold((0, 0), |(together, alone), at| {
        if beside(at) { (together + 1, alone) } else { (together, alone + 1) }
    });
    !broken && together > alone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniffed(bytes: &[u8]) -> &'static Encoding {
        let mut sniffer = Sniffer::default();
        bytes.chunks(7).for_each(|chunk| sniffer.add(chunk));
        sniffer.encoding()
    }

    fn decoded(bytes: &[u8], encoding: &'static Encoding) -> String {
        let mut text = String::new();
        Utf8::new(bytes, encoding).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn e129_encodings_are_recognised() {
        let western = WINDOWS_1252
            .encode("date,restaurant\n2026-01-01,Café Ñandú\n2026-01-02,Müller & Söhne, Straße 5\n")
            .0;
        let japanese =
            SHIFT_JIS.encode("日付,店名,金額\n2026-01-01,元祖寿司,1200\n2026-01-02,ラーメン横丁,980\n").0;
        let utf16: Vec<u8> =
            "date,amount\n2026-01-01,12.50\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniffed(&western), WINDOWS_1252);
        assert_eq!(sniffed(&japanese), SHIFT_JIS);
        assert_eq!(sniffed(&utf16), UTF_16LE);
        assert_eq!(sniffed(&[&[0xFF, 0xFE][..], &utf16].concat()), UTF_16LE);
        assert_eq!(sniffed("\u{feff}date,Café".as_bytes()), UTF_8);
        assert_eq!(sniffed("日付,Café 🍣".as_bytes()), UTF_8);
        assert_eq!(decoded(&japanese, SHIFT_JIS).lines().nth(1), Some("2026-01-01,元祖寿司,1200"));
        assert_eq!(decoded("\u{feff}a".as_bytes(), UTF_8), "a");
    }
}
