//! Random secrets.

use crate::Error;

/// Digits of a pairing code.
pub const CODE_DIGITS: usize = 8;

/// 256 random bits as 64 hex digits.
pub fn token() -> Result<String, Error> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| Error::Random)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Eight random digits, each code equally likely.
pub fn code() -> Result<String, Error> {
    const CODES: u32 = 100_000_000;
    const FAIR_MAX: u32 = u32::MAX - u32::MAX % CODES;
    loop {
        let mut bytes = [0u8; 4];
        getrandom::fill(&mut bytes).map_err(|_| Error::Random)?;
        let number = u32::from_le_bytes(bytes);
        if number < FAIR_MAX {
            return Ok(format!("{:0width$}", number % CODES, width = CODE_DIGITS));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_have_their_length_and_differ() {
        assert_eq!(token().unwrap().len(), 64);
        assert_ne!(token().unwrap(), token().unwrap());
        let code = code().unwrap();
        assert!(code.len() == CODE_DIGITS && code.bytes().all(|b| b.is_ascii_digit()));
    }
}
