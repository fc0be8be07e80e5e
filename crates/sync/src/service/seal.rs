//! Bytes closed with a key that lies elsewhere: ChaCha20-Poly1305 with a random nonce in front.

use std::io;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;

/// A new key.
pub fn new_key() -> io::Result<[u8; KEY_BYTES]> {
    let mut key = [0; KEY_BYTES];
    SystemRandom::new().fill(&mut key).map_err(|_| io::Error::other("no randomness"))?;
    Ok(key)
}

/// Closes.
pub fn seal(key: &[u8; KEY_BYTES], plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut nonce = [0; NONCE_LEN];
    SystemRandom::new().fill(&mut nonce).map_err(|_| io::Error::other("no randomness"))?;
    let mut sealed = plain.to_vec();
    lock(key)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed)
        .map_err(|_| io::Error::other("the tokens cannot be sealed"))?;
    Ok([nonce.to_vec(), sealed].concat())
}

/// Opens; `None` when the key is another one or a bit was changed.
pub fn open(key: &[u8; KEY_BYTES], sealed: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let Some((nonce, rest)) = sealed.split_first_chunk::<NONCE_LEN>() else { return Ok(None) };
    let mut rest = rest.to_vec();
    let opened = lock(key)?.open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::empty(), &mut rest);
    Ok(opened.ok().map(|plain| plain.to_vec()))
}

fn lock(key: &[u8; KEY_BYTES]) -> io::Result<LessSafeKey> {
    UnboundKey::new(&CHACHA20_POLY1305, key)
        .map(LessSafeKey::new)
        .map_err(|_| io::Error::other("a key of another length"))
}
