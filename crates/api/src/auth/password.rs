//! Passwords: Argon2id with the library's present defaults (19 MiB, two passes), off the async threads, few at a time.

use std::sync::OnceLock;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use wire::v1;

use crate::{Error, State};

/// A password for storing; refused when it is too short, too long or too common.
pub async fn hash_password(state: &State, password: &str, path: &str) -> Result<String, Error> {
    if password.chars().count() < v1::PASSWORD_CHARS_MIN {
        return Err(Error::field(path, "too_short"));
    }
    if password.len() > v1::PASSWORD_BYTES_MAX {
        return Err(Error::field(path, "too_long"));
    }
    if is_common(password) {
        return Err(Error::field(path, "too_common"));
    }
    let password = password.to_owned();
    work(state, move || hash(&password)).await?
}

/// Long enough and still among the first anybody would try.
const COMMON: &[&str] = &[
    "0123456789",
    "0987654321",
    "1234567890",
    "12345678910",
    "123456789a",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "abcdefghij",
    "administrator",
    "iloveyou123",
    "letmein123",
    "mealbook123",
    "passw0rd123",
    "password12",
    "password123",
    "password1234",
    "password12345",
    "passwordpassword",
    "q1w2e3r4t5",
    "q1w2e3r4t5y6",
    "qwerty1234",
    "qwerty12345",
    "qwerty123456",
    "qwertyuiop",
    "qwertzuiop",
    "welcome123",
];

fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let mut letters = lower.chars();
    let first = letters.next();
    COMMON.contains(&lower.as_str()) || letters.all(|letter| Some(letter) == first)
}

/// Whether the password is the one stored.
pub async fn check_password(state: &State, password: &str, stored: &str) -> Result<bool, Error> {
    if password.len() > v1::PASSWORD_BYTES_MAX {
        return dummy_check(state).await;
    }
    let (password, stored) = (password.to_owned(), stored.to_owned());
    work(state, move || verify(&password, &stored)).await
}

/// Takes as long as checking a password and is always false: for people who are not there.
pub async fn dummy_check(state: &State) -> Result<bool, Error> {
    static STORED: OnceLock<String> = OnceLock::new();
    work(state, || {
        let stored = STORED.get_or_init(|| hash("nobody's password").unwrap_or_default());
        verify("another password", stored)
    })
    .await
}

fn hash(password: &str) -> Result<String, Error> {
    let hash: PasswordHash =
        Argon2::default().hash_password(password.as_bytes()).map_err(|_| Error::Internal("password hash"))?;
    Ok(hash.to_string())
}

fn verify(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored)
        .is_ok_and(|stored| Argon2::default().verify_password(password.as_bytes(), &stored).is_ok())
}

async fn work<T: Send + 'static>(
    state: &State,
    job: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let place = state.hashing.clone().acquire_owned().await.map_err(|_| Error::Unavailable("closing"))?;
    let done = tokio::task::spawn_blocking(move || {
        let result = job();
        drop(place);
        result
    });
    done.await.map_err(|_| Error::Internal("password task"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_first_is_refused() {
        assert!(is_common("Password123") && is_common("aaaaaaaaaaaa") && is_common("QWERTYUIOP"));
        assert!(!is_common("correct horse battery"));
    }

    #[test]
    fn the_right_password_fits_and_another_does_not() {
        let stored = hash("correct horse battery").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("correct horse battery", &stored));
        assert!(!verify("correct horse", &stored));
        assert!(!verify("correct horse battery", "no hash"));
    }
}
