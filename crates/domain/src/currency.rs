//! Currency codes and what is known of each currency.

use serde::{Deserialize, Serialize};
use thiserror::Error;

mod table;

pub use table::CURRENCIES;

/// What is known of one currency (ISO 4217).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    /// Three letters.
    pub code: CurrencyCode,
    /// The number ISO 4217 gives it; 0 for a custom unit.
    pub numeric: u16,
    /// Decimals of the minor unit: 0, 2, 3 or 4.
    pub exponent: u8,
    /// The symbol people write; often shared by several currencies, so it never decides alone (E-057).
    pub symbol: &'static str,
    /// English name.
    pub name: &'static str,
}

/// The exponent of a currency the table does not know.
const EXPONENT_DEFAULT: u8 = 2;

/// A currency code: three ASCII capitals or digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CurrencyCode([u8; 3]);

/// Why a text is not a currency code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a currency code is three letters, like EUR")]
pub struct CurrencyCodeError;

impl CurrencyCode {
    /// A code known at compile time.
    pub const fn of(code: [u8; 3]) -> Self {
        Self(code)
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a currency code is ASCII by construction")
    }

    /// What the table knows of this currency.
    pub fn find(self) -> Option<&'static Currency> {
        CURRENCIES.binary_search_by_key(&self, |currency| currency.code).ok().map(|index| &CURRENCIES[index])
    }

    /// Decimals of the minor unit; 2 for a currency the table does not know.
    pub fn exponent(self) -> u8 {
        self.find().map_or(EXPONENT_DEFAULT, |currency| currency.exponent)
    }
}

impl std::str::FromStr for CurrencyCode {
    type Err = CurrencyCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes: [u8; 3] =
            text.trim().to_ascii_uppercase().as_bytes().try_into().map_err(|_| CurrencyCodeError)?;
        if bytes.iter().all(u8::is_ascii_alphanumeric) { Ok(Self(bytes)) } else { Err(CurrencyCodeError) }
    }
}

impl TryFrom<String> for CurrencyCode {
    type Error = CurrencyCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CurrencyCode> for String {
    fn from(code: CurrencyCode) -> Self {
        code.as_str().to_owned()
    }
}

impl std::fmt::Display for CurrencyCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Debug for CurrencyCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
