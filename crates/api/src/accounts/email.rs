//! E-mail addresses: as typed for sending, folded for finding.

use crate::Error;
use crate::auth::digest;

/// The longest address (RFC 5321).
const EMAIL_BYTES_MAX: usize = 254;

/// An address. Not `Debug`: it must not reach a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Email {
    /// As typed, without blanks around it.
    pub typed: String,
    /// In lower case: what is unique.
    pub fold: String,
}

impl Email {
    /// Reads one; `path` names the field when it is none.
    pub fn parse(text: &str, path: &str) -> Result<Self, Error> {
        let typed = text.trim();
        if typed.len() > EMAIL_BYTES_MAX {
            return Err(Error::field(path, "too_long"));
        }
        typed.parse::<lettre::Address>().map_err(|_| Error::field(path, "not_an_email"))?;
        Ok(Self { typed: typed.to_owned(), fold: typed.to_lowercase() })
    }

    /// What attempts are counted by: tells nobody the address.
    pub fn hash(&self) -> Vec<u8> {
        digest(self.fold.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_however_it_is_written() {
        let email = Email::parse("  Ana@Example.com ", "/email").ok().unwrap();
        assert_eq!((email.typed.as_str(), email.fold.as_str()), ("Ana@Example.com", "ana@example.com"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in
            ["", "ana", "ana@", "@example.com", "ana@example.com\nbcc: bob@example.com", &"a".repeat(300)]
        {
            assert!(Email::parse(text, "/email").is_err(), "{text}");
        }
    }
}
