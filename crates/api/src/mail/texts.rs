//! What mails say, in English, Spanish and German.

use super::Mail;

/// A language mails are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, and every language not here.
    English,
    /// Spanish.
    Spanish,
    /// German.
    German,
}

impl Language {
    /// The language of a locale such as `de-CH`.
    pub fn of(locale: Option<&str>) -> Self {
        match locale.unwrap_or_default().split(['-', '_']).next().unwrap_or_default() {
            "de" => Self::German,
            "es" => Self::Spanish,
            _ => Self::English,
        }
    }
}

/// What a mail is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Letter<'a> {
    /// The code that confirms an address.
    Verify {
        /// The code.
        code: &'a str,
    },
    /// Somebody registered an address that has an account.
    AlreadyRegistered,
    /// The code that allows a new password.
    Reset {
        /// The code.
        code: &'a str,
    },
    /// The password was changed.
    PasswordChanged,
    /// Somebody invites to a workspace.
    Invitation {
        /// Who.
        from: &'a str,
        /// To what.
        workspace: &'a str,
        /// The code.
        code: &'a str,
    },
}

/// The mail for a letter.
pub fn write(letter: Letter<'_>, language: Language, to: &str) -> Mail {
    let (subject, text) = match language {
        Language::English => english(letter),
        Language::Spanish => spanish(letter),
        Language::German => german(letter),
    };
    Mail { to: to.to_owned(), subject, text: format!("{text}\n\nMealbook\n") }
}

/// A code as people read it best.
fn spaced(code: &str) -> String {
    let middle = code.len() / 2;
    code.split_at_checked(middle).map_or_else(|| code.to_owned(), |(a, b)| format!("{a}-{b}"))
}

fn english(letter: Letter<'_>) -> (String, String) {
    match letter {
        Letter::Verify { code } => (
            format!("{} is your Mealbook code", spaced(code)),
            format!("Your code is\n\n    {}\n\nType it into Mealbook within 30 minutes to confirm this address.\nIf you did not ask for it, ignore this mail.", spaced(code)),
        ),
        Letter::AlreadyRegistered => (
            "You already have a Mealbook account".to_owned(),
            "Somebody tried to create a Mealbook account with this address. It already has one: log in with it, or choose \"Forgot password\".\nIf it was not you, nothing has to be done.".to_owned(),
        ),
        Letter::Reset { code } => (
            format!("{} is your Mealbook code", spaced(code)),
            format!("Your code for a new password is\n\n    {}\n\nIt is good for 30 minutes. If you did not ask for it, ignore this mail: your password stays as it is.", spaced(code)),
        ),
        Letter::PasswordChanged => (
            "Your Mealbook password was changed".to_owned(),
            "The password of your Mealbook account was changed, and other devices must log in again.\nIf it was not you, choose \"Forgot password\" at once.".to_owned(),
        ),
        Letter::Invitation { from, workspace, code } => (
            format!("{from} invites you to {workspace}: {}", spaced(code)),
            format!("{from} invites you to share meals in \"{workspace}\" on Mealbook.\n\nIn Mealbook choose \"Join a workspace\" and type\n\n    {}\n\nThe code is good for 14 days.", spaced(code)),
        ),
    }
}

fn spanish(letter: Letter<'_>) -> (String, String) {
    match letter {
        Letter::Verify { code } => (
            format!("{} es tu código de Mealbook", spaced(code)),
            format!("Tu código es\n\n    {}\n\nEscríbelo en Mealbook en los próximos 30 minutos para confirmar esta dirección.\nSi no lo has pedido, ignora este correo.", spaced(code)),
        ),
        Letter::AlreadyRegistered => (
            "Ya tienes una cuenta de Mealbook".to_owned(),
            "Alguien intentó crear una cuenta de Mealbook con esta dirección, que ya tiene una: inicia sesión o elige «He olvidado la contraseña».\nSi no fuiste tú, no hay nada que hacer.".to_owned(),
        ),
        Letter::Reset { code } => (
            format!("{} es tu código de Mealbook", spaced(code)),
            format!("Tu código para una contraseña nueva es\n\n    {}\n\nVale 30 minutos. Si no lo has pedido, ignora este correo: tu contraseña no cambia.", spaced(code)),
        ),
        Letter::PasswordChanged => (
            "Tu contraseña de Mealbook ha cambiado".to_owned(),
            "La contraseña de tu cuenta de Mealbook ha cambiado y los demás dispositivos deben iniciar sesión de nuevo.\nSi no fuiste tú, elige «He olvidado la contraseña» enseguida.".to_owned(),
        ),
        Letter::Invitation { from, workspace, code } => (
            format!("{from} te invita a {workspace}: {}", spaced(code)),
            format!("{from} te invita a compartir comidas en «{workspace}» con Mealbook.\n\nEn Mealbook elige «Unirse a un espacio» y escribe\n\n    {}\n\nEl código vale 14 días.", spaced(code)),
        ),
    }
}

fn german(letter: Letter<'_>) -> (String, String) {
    match letter {
        Letter::Verify { code } => (
            format!("{} ist Ihr Mealbook-Code", spaced(code)),
            format!("Ihr Code lautet\n\n    {}\n\nGeben Sie ihn innerhalb von 30 Minuten in Mealbook ein, um diese Adresse zu bestätigen.\nFalls Sie ihn nicht angefordert haben, ignorieren Sie diese Nachricht.", spaced(code)),
        ),
        Letter::AlreadyRegistered => (
            "Sie haben bereits ein Mealbook-Konto".to_owned(),
            "Jemand wollte mit dieser Adresse ein Mealbook-Konto anlegen. Es gibt bereits eines: Melden Sie sich an oder wählen Sie «Passwort vergessen».\nFalls Sie es nicht waren, ist nichts zu tun.".to_owned(),
        ),
        Letter::Reset { code } => (
            format!("{} ist Ihr Mealbook-Code", spaced(code)),
            format!("Ihr Code für ein neues Passwort lautet\n\n    {}\n\nEr gilt 30 Minuten. Falls Sie ihn nicht angefordert haben, ignorieren Sie diese Nachricht: Ihr Passwort bleibt, wie es ist.", spaced(code)),
        ),
        Letter::PasswordChanged => (
            "Ihr Mealbook-Passwort wurde geändert".to_owned(),
            "Das Passwort Ihres Mealbook-Kontos wurde geändert; andere Geräte müssen sich neu anmelden.\nFalls Sie es nicht waren, wählen Sie sofort «Passwort vergessen».".to_owned(),
        ),
        Letter::Invitation { from, workspace, code } => (
            format!("{from} lädt Sie zu {workspace} ein: {}", spaced(code)),
            format!("{from} lädt Sie ein, Mahlzeiten in «{workspace}» mit Mealbook zu teilen.\n\nWählen Sie in Mealbook «Arbeitsbereich beitreten» und geben Sie ein\n\n    {}\n\nDer Code gilt 14 Tage.", spaced(code)),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_in_the_readers_language_and_holds_the_code() {
        for (locale, word) in [(Some("de-CH"), "Code lautet"), (Some("es"), "código es"), (None, "code is")]
        {
            let mail = write(Letter::Verify { code: "ABCD2345" }, Language::of(locale), "ana@example.com");
            assert!(mail.text.contains(word) && mail.text.contains("ABCD-2345"), "{locale:?}");
        }
    }
}
