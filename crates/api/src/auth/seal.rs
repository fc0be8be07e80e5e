//! Secrets that must be kept as they are, closed with a key that is not in the database: who has a copy of the database alone, or a
//! backup, has nobody's second factor. ChaCha20-Poly1305 with a random nonce, bound to the account.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::secret::new_secret;
use crate::{Error, Result};

/// The fewest characters of the key's text.
pub const KEY_CHARS_MIN: usize = 32;
/// What a closed secret begins with: the way it was closed.
const MARK: &[u8] = b"s1";

/// The key.
pub struct Seal([u8; 32]);

impl Seal {
    /// The key of a text of the environment.
    pub fn new(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// Closes a secret of an account.
    pub fn close(&self, account: Uuid, plain: &[u8]) -> Result<Vec<u8>> {
        let secret = new_secret()?;
        let (nonce, _) = secret.split_first_chunk::<NONCE_LEN>().ok_or(Error::Internal("a nonce"))?;
        let mut closed = plain.to_vec();
        self.key()?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(*account.as_bytes()),
                &mut closed,
            )
            .map_err(|_| Error::Internal("a secret cannot be closed"))?;
        Ok([MARK, nonce, &closed].concat())
    }

    /// Opens it; `None` when it was closed with another key, for another account, or not at all.
    pub fn open(&self, account: Uuid, closed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = closed.strip_prefix(MARK)?.split_first_chunk::<NONCE_LEN>()?;
        let mut rest = rest.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let plain = self.key().ok()?.open_in_place(nonce, Aad::from(*account.as_bytes()), &mut rest);
        plain.ok().map(|plain| plain.to_vec())
    }

    fn key(&self) -> Result<LessSafeKey> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &self.0);
        key.map(LessSafeKey::new).map_err(|_| Error::Internal("a key of another length"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_opens_a_secret_and_only_for_its_account() {
        let (seal, ana, ben) = (Seal::new("a key"), Uuid::from_u128(1), Uuid::from_u128(2));
        let closed = seal.close(ana, b"secret").unwrap();
        assert!(!closed.windows(6).any(|part| part == b"secret"));
        assert_eq!(seal.open(ana, &closed).as_deref(), Some(&b"secret"[..]));
        assert_ne!(closed, seal.close(ana, b"secret").unwrap());
        for (seal, account, closed) in [
            (&Seal::new("another"), ana, &closed[..]),
            (&seal, ben, &closed[..]),
            (&seal, ana, &closed[..closed.len() - 1]),
            (&seal, ana, &b"secret"[..]),
            (&seal, ana, &b""[..]),
        ] {
            assert_eq!(seal.open(account, closed), None);
        }
    }
}
