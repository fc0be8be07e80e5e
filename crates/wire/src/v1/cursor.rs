//! Where a device's copy of a workspace stands. Devices keep it and hand it back; only the service looks inside.

use std::fmt;
use std::str::FromStr;

/// Where a copy stands: `c1.` and the fields in hexadecimal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The service's epoch.
    pub epoch: i32,
    /// Everything up to this sequence was delivered.
    pub seq: i64,
    /// The reader's rights at the time.
    pub scope: i32,
    /// While a first download runs: the head when it began. Deletions up to it are left out.
    pub fresh_head: Option<i64>,
}

/// Not a cursor of this service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor")]
pub struct CursorError;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "c1.{:x}.{:x}.{:x}", self.epoch, self.seq, self.scope)?;
        self.fresh_head.map_or(Ok(()), |head| write!(f, ".{head:x}"))
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let mut parts = text.strip_prefix("c1.").ok_or(CursorError)?.split('.');
        let mut number = || parts.next().map(|part| i64::from_str_radix(part, 16).ok().filter(|n| *n >= 0));
        let small =
            |n: Option<Option<i64>>| n.flatten().and_then(|n| i32::try_from(n).ok()).ok_or(CursorError);
        let epoch = small(number())?;
        let seq = number().flatten().ok_or(CursorError)?;
        let scope = small(number())?;
        let fresh_head = number().map(|head| head.ok_or(CursorError)).transpose()?;
        if number().is_some() {
            return Err(CursorError);
        }
        Ok(Self { epoch, seq, scope, fresh_head })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        for cursor in [
            Cursor { epoch: 3, seq: 902, scope: 1, fresh_head: None },
            Cursor { epoch: i32::MAX, seq: i64::MAX, scope: 0, fresh_head: Some(7) },
        ] {
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "c1.",
            "c1.1.2",
            "c2.1.2.3",
            "c1.-1.2.3",
            "c1.1.2.3.4.5",
            "c1.x.2.3",
            "c1.1.2.3.",
            "c1.ffffffff.2.3",
        ] {
            assert_eq!(text.parse::<Cursor>(), Err(CursorError), "{text}");
        }
    }
}
