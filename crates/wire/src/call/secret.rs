//! Text that must not be seen: passwords, codes, tokens.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A password or a code on its way. It crosses the boundary as text, and neither `Debug` nor a log line shows it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_password_is_not_in_debug_output() {
        let login = crate::call::Login {
            email: "ana@example.org".into(),
            password: "correct horse".into(),
            code: Some("123456".into()),
        };
        let shown = format!("{login:?}");
        assert!(!shown.contains("horse") && !shown.contains("123456"), "{shown}");
        assert_eq!(serde_json::to_value(&login).unwrap()["password"], "correct horse");
    }
}
