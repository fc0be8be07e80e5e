//! The stream of wake-ups as text/event-stream (WHATWG HTML, 9.2.6), as far as it is used: events named `head` with JSON on their data
//! lines. Comments and everything else only show that the line is alive.

use wire::v1::Head;

/// The longest line taken, in bytes; what is longer is not the service's.
pub const LINE_BYTES_MAX: usize = 64 * 1024;

/// Puts lines together from the pieces that arrive.
#[derive(Debug, Default)]
pub struct Lines {
    line: Vec<u8>,
    event: String,
    data: String,
}

/// A line is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a line of the stream is too long")]
pub struct TooLong;

impl Lines {
    /// Takes a piece and gives the heads that are complete with it.
    pub fn take(&mut self, piece: &[u8]) -> Result<Vec<Head>, TooLong> {
        let mut heads = Vec::new();
        for byte in piece {
            if *byte == b'\n' {
                let line = std::mem::take(&mut self.line);
                self.end_line(&line, &mut heads);
            } else if self.line.len() + self.data.len() < LINE_BYTES_MAX {
                self.line.push(*byte);
            } else {
                return Err(TooLong);
            }
        }
        Ok(heads)
    }

    fn end_line(&mut self, line: &[u8], heads: &mut Vec<Head>) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let Ok(line) = std::str::from_utf8(line) else { return };
        if line.is_empty() {
            let (event, data) = (std::mem::take(&mut self.event), std::mem::take(&mut self.data));
            if event == "head" {
                heads.extend(serde_json::from_str::<Head>(&data));
            }
        } else if let Some(value) = field(line, "event") {
            value.clone_into(&mut self.event);
        } else if let Some(value) = field(line, "data") {
            self.data.push_str(value);
        }
    }
}

fn field<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let value = line.strip_prefix(name)?.strip_prefix(':')?;
    Some(value.strip_prefix(' ').unwrap_or(value))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const STREAM: &str = ": hello\n\nevent: head\ndata: {\"ws\":\"00000000-0000-0000-0000-000000000007\",\"epoch\":1,\"head\":9}\n\n\
         : alive\n\nevent: other\ndata: 1\n\nevent:head\r\ndata:{\"ws\":\"00000000-0000-0000-0000-000000000008\",\"epoch\":1,\"head\":3}\r\n\r\n\
         event: head\ndata: nonsense\n\n";

    #[test]
    fn heads_come_out_however_the_stream_is_cut() {
        let head = |ws, head| Head { ws: Uuid::from_u128(ws), epoch: 1, head };
        for size in 1..STREAM.len() {
            let mut lines = Lines::default();
            let heads: Vec<Head> =
                STREAM.as_bytes().chunks(size).flat_map(|piece| lines.take(piece).unwrap()).collect();
            assert_eq!(heads, [head(7, 9), head(8, 3)], "pieces of {size}");
        }
    }

    #[test]
    fn a_line_without_end_is_refused() {
        let mut lines = Lines::default();
        assert_eq!(lines.take(&vec![b'x'; LINE_BYTES_MAX + 1]), Err(TooLong));
    }
}
