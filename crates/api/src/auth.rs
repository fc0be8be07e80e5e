//! Who is asking: access tokens of devices (JWT, EdDSA) and personal access tokens of programs.

mod access;
mod attempts;
mod caller;
mod keys;
mod known;
mod network;
mod password;
mod seal;
mod secret;

pub use access::{ACCESS_S, Claims};
pub use attempts::{Attempt, Attempts, attempt};
pub use caller::{Caller, Grant, Person, TOKEN_PREFIX};
pub use keys::{KeyError, Keys, make_key};
pub use known::KnownSessions;
pub use network::Network;
pub use password::{check_password, dummy_check, hash_password};
pub use seal::{KEY_CHARS_MIN, Seal};
pub use secret::{Secret, digest, from_text, new_code, new_secret, read_code, to_text};
