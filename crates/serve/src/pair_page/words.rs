//! The words of the pairing page. It stands outside the interface, before it may be loaded, so it brings its own.

use axum::http::{HeaderMap, header};

/// The words in one language.
pub struct Words {
    pub language: &'static str,
    pub title: &'static str,
    pub help: &'static str,
    pub code: &'static str,
    pub connect: &'static str,
    pub wrong: &'static str,
    pub too_many: &'static str,
    pub use_printed: &'static str,
}

const ALL: &[Words] = &[
    Words {
        language: "en",
        title: "Connect this browser",
        help: "Type the eight digits that Mealbook shows on the computer. They are good once, for five minutes.",
        code: "Pairing code",
        connect: "Connect",
        wrong: "This code is wrong, used or too old. The computer shows the present one.",
        too_many: "Too many wrong codes. Try again in {minutes} min.",
        use_printed: "Open the address that Mealbook printed on the console. It is good once; after that a new one is printed.",
    },
    Words {
        language: "es",
        title: "Conectar este navegador",
        help: "Escribe las ocho cifras que Mealbook muestra en el ordenador. Valen una sola vez, durante cinco minutos.",
        code: "Código de emparejamiento",
        connect: "Conectar",
        wrong: "Este código es incorrecto, ya se usó o caducó. El ordenador muestra el actual.",
        too_many: "Demasiados códigos incorrectos. Inténtalo de nuevo en {minutes} min.",
        use_printed: "Abre la dirección que Mealbook ha escrito en la consola. Vale una vez; después se escribe otra.",
    },
    Words {
        language: "de",
        title: "Diesen Browser verbinden",
        help: "Gib die acht Ziffern ein, die Mealbook auf dem Computer zeigt. Sie gelten einmal und fünf Minuten lang.",
        code: "Kopplungscode",
        connect: "Verbinden",
        wrong: "Dieser Code ist falsch, verbraucht oder zu alt. Der Computer zeigt den aktuellen.",
        too_many: "Zu viele falsche Codes. Versuche es in {minutes} min noch einmal.",
        use_printed: "Öffne die Adresse, die Mealbook auf der Konsole ausgegeben hat. Sie gilt einmal; danach erscheint eine neue.",
    },
];

/// The first language of the browser that we have; English otherwise.
pub fn words(headers: &HeaderMap) -> &'static Words {
    let wanted =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let codes =
        wanted.split(',').map(|part| part.trim().split(['-', ';']).next().unwrap_or_default().to_lowercase());
    codes.filter_map(|code| ALL.iter().find(|words| words.language == code)).next().unwrap_or(&ALL[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_we_have_is_taken() {
        for (accepted, language) in
            [("fr-CH, de;q=0.9, en;q=0.8", "de"), ("es-MX", "es"), ("ja", "en"), ("", "en")]
        {
            let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, accepted.parse().unwrap())]);
            assert_eq!(words(&headers).language, language, "{accepted}");
        }
    }
}
