//! Random secrets and their digests. The service keeps digests only, so a stolen database logs nobody in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::Error;

/// Letters and digits of codes people type: none that look alike (no I, L, O, U, 0, 1).
const CODE_LETTERS: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code: 30^8 is 6.5e11, with few tries and a short life.
pub const CODE_CHARS: usize = 8;

/// Thirty-two random bytes.
pub type Secret = [u8; 32];

/// A new secret of the operating system's generator.
pub fn new_secret() -> Result<Secret, Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| Error::Internal("random numbers"))?;
    Ok(bytes)
}

/// A new code for people to type.
pub fn new_code() -> Result<String, Error> {
    let mut code = String::with_capacity(CODE_CHARS);
    let limit = CODE_LETTERS.len() * (256 / CODE_LETTERS.len());
    while code.len() < CODE_CHARS {
        // Bytes past the last full round are dropped, so that every letter is equally likely.
        for byte in new_secret()? {
            if usize::from(byte) < limit && code.len() < CODE_CHARS {
                code.push(char::from(CODE_LETTERS[usize::from(byte) % CODE_LETTERS.len()]));
            }
        }
    }
    Ok(code)
}

/// A code as typed: without spaces and dashes, in capitals.
pub fn read_code(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}

/// SHA-256 of a secret. Fast on purpose: what it is for is random and long, not a password.
pub fn digest(secret: &[u8]) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

/// A secret as text.
pub fn to_text(secret: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(secret)
}

/// A secret from text.
pub fn from_text(text: &str) -> Option<Secret> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_however_it_was_typed() {
        let code = new_code().unwrap();
        assert_eq!(code.len(), CODE_CHARS);
        let typed = format!(" {}-{} ", code[..4].to_lowercase(), &code[4..]);
        assert_eq!(read_code(&typed), code);
    }

    #[test]
    fn a_secret_survives_being_text() {
        let secret = new_secret().unwrap();
        assert_eq!(from_text(&to_text(&secret)), Some(secret));
        assert_eq!(from_text("no secret"), None);
    }
}
