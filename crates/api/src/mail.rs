//! Mails: plain text, short, in the reader's language; sent in the background so that an answer takes as long for a stranger as for a
//! member.

mod send;
pub mod texts;

pub use send::{MailError, Mailer};

/// A mail to be sent. Not `Debug`: it holds an address and a code.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// Where to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}
