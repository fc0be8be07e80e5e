//! Names of photographs: their hash, and where their bytes lie.

use std::str::FromStr;

use object_store::path::Path;
use uuid::Uuid;

/// The SHA-256 of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sha256(pub [u8; 32]);

/// Not 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAHash;

impl FromStr for Sha256 {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut hash = [0; 32];
        if text.len() != 64 {
            return Err(NotAHash);
        }
        for (at, pair) in text.as_bytes().chunks(2).enumerate() {
            hash[at] = digit(pair[0]).ok_or(NotAHash)? << 4 | digit(pair[1]).ok_or(NotAHash)?;
        }
        Ok(Self(hash))
    }
}

impl std::fmt::Display for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The folder of a workspace's photographs.
pub fn objects(workspace: Uuid) -> Path {
    Path::from(format!("b/{workspace}"))
}

/// The folder of a workspace's uploads.
pub fn stagings(workspace: Uuid) -> Path {
    Path::from(format!("up/{workspace}"))
}

/// Where the bytes of a photograph lie. Workspaces never share one: a hash that is found would tell a stranger who has the file.
pub fn object(workspace: Uuid, hash: Sha256) -> Path {
    Path::from(format!("b/{workspace}/{hash}"))
}

/// Where the chunks of an upload lie until it is complete.
pub fn staging(workspace: Uuid, hash: Sha256) -> Path {
    Path::from(format!("up/{workspace}/{hash}"))
}

/// Where one chunk lies.
pub fn chunk(workspace: Uuid, hash: Sha256, index: u32) -> Path {
    Path::from(format!("up/{workspace}/{hash}/{index}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_written_in_one_way_only() {
        let text = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        assert_eq!(text.parse::<Sha256>().unwrap().to_string(), text);
        for other in
            [&text[1..], &text.to_uppercase(), &format!("{}/", &text[1..]), &format!("é{}", &text[2..])]
        {
            assert_eq!(other.parse::<Sha256>(), Err(NotAHash), "{other}");
        }
    }
}
