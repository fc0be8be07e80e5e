//! Text rules of search: folding that forgets case and diacritics, and the forms in which texts are indexed and asked for (E-154).
//!
//! The index is SQLite FTS5 with the plain `unicode61` tokenizer. It has no idea of words in scripts without spaces, so every such
//! character is set apart by `search_document`, and a substring becomes a phrase. No text makes `match_expression` a syntax error.

use unicode_normalization::UnicodeNormalization;

/// The most words of one text that are searched for; later ones are ignored.
pub const MATCH_WORDS_MAX: usize = 64;
/// The most characters of one text that are searched for; later ones are ignored.
pub const MATCH_CHARS_MAX: usize = 2_000;

/// `text` as it is compared: no case, no diacritics, compatibility forms replaced, trimmed, white space collapsed.
///
/// Folding a folded text changes nothing. Marks that are letters in their script (Devanagari vowels, kana voicing) stay.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        for byte in text.bytes() {
            match byte {
                0x21..=0x7E => folded.push(char::from(byte.to_ascii_lowercase())),
                _ => push_char(&mut folded, ' '),
            }
        }
    } else {
        // Letters are lowered before and after they are taken apart: "İ" and "ﬀ" need the one, "℡" the other.
        for c in text
            .nfkd()
            .filter(|c| !is_dropped(*c))
            .flat_map(char::to_lowercase)
            .nfkd()
            .filter(|c| !is_dropped(*c))
        {
            push_folded(&mut folded, c);
        }
        folded = folded.nfc().collect();
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// `text` as it is put into the full-text index: folded, with each character of an unspaced script, and each emoji, a word of its own.
pub fn search_document(text: &str) -> String {
    spaced(&fold(text))
}

/// The FTS5 expression that finds rows holding every word of `text`, in any order, each as the beginning of a word; a run of an
/// unspaced script is found anywhere. `None` when nothing in `text` can be searched for.
pub fn match_expression(text: &str) -> Option<String> {
    let words: Vec<String> = fold(&limited(text))
        .split(' ')
        .map(spaced)
        .filter(|word| !word.is_empty())
        .take(MATCH_WORDS_MAX)
        .map(|word| if ends_open(&word) { format!("\"{word}\"*") } else { format!("\"{word}\"") })
        .collect();
    if words.is_empty() { None } else { Some(words.join(" ")) }
}

/// The FTS5 expression that finds the words of `text` next to each other; `None` when nothing in it can be searched for.
pub fn phrase_expression(text: &str) -> Option<String> {
    let words = spaced(&fold(&limited(text)));
    if words.is_empty() { None } else { Some(format!("\"{words}\"")) }
}

fn limited(text: &str) -> String {
    text.chars().take(MATCH_CHARS_MAX).collect()
}

fn push_folded(folded: &mut String, c: char) {
    match c {
        'ı' => folded.push('i'),
        'ß' => folded.push_str("ss"),
        'ł' => folded.push('l'),
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        'ς' => folded.push('σ'),
        '’' | '‘' | 'ʼ' | 'ʻ' => folded.push('\''),
        other => push_char(folded, other),
    }
}

fn push_char(folded: &mut String, c: char) {
    if c.is_whitespace() || c.is_control() {
        if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    } else {
        folded.push(c);
    }
}

/// Accents and points that a person leaves out when typing, and characters nobody sees.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{0591}'..='\u{05C7}' | '\u{0610}'..='\u{061A}'
        | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{00AD}' | '\u{0640}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Scripts written without spaces between words: one character is one word of the index.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' // Thai, Lao, Burmese, Khmer
        | '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7FF}' // Hangul
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' // kana
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{2B00}'..='\u{2BFF}')
}

/// The words of a folded text, one space between them.
fn spaced(folded: &str) -> String {
    let mut words = String::with_capacity(folded.len() + 8);
    let mut apart = false;
    for c in folded.chars() {
        let own_word = is_unspaced(c);
        if own_word || is_emoji(c) || (apart && (c.is_alphanumeric() || is_inner_mark(c))) {
            push_char(&mut words, ' ');
        }
        if own_word || c.is_alphanumeric() || is_inner_mark(c) {
            words.push(c);
        } else if is_emoji(c) {
            // The tokenizer skips symbols, so an emoji is indexed under its number.
            words.push_str(&format!("u{:x}", u32::from(c)));
        } else {
            push_char(&mut words, ' ');
        }
        apart = own_word || is_emoji(c);
    }
    words.truncate(words.trim_end().len());
    words
}

/// Marks that belong to a word although they are not letters (Indic vowel signs, kana voicing).
fn is_inner_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Whether more letters may follow the last word of a search, as while typing.
fn ends_open(word: &str) -> bool {
    word.chars().next_back().is_some_and(|c| !is_unspaced(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether `needle` finds `document`, by the rules of FTS5: phrases of whole words, a star for a prefix, all of them.
    fn finds(document: &str, needle: &str) -> bool {
        let document = search_document(document);
        let words: Vec<&str> = document.split(' ').collect();
        let Some(expression) = match_expression(needle) else { return false };
        expression.split('"').skip(1).collect::<Vec<_>>().chunks(2).all(|pair| {
            let phrase: Vec<&str> = pair[0].split(' ').collect();
            let open = pair.get(1).is_some_and(|rest| rest.starts_with('*'));
            words.windows(phrase.len()).any(|window| {
                let (last, rest) = (phrase.len() - 1, &window[..phrase.len() - 1]);
                rest == &phrase[..last]
                    && if open {
                        window[last].starts_with(phrase[last])
                    } else {
                        window[last] == phrase[last]
                    }
            })
        })
    }

    #[test]
    fn e154_diacritics_and_case_do_not_matter() {
        assert_eq!(fold("  Café\u{a0} \t CREMÈ "), "cafe creme");
        for (document, needle) in [
            ("Café", "cafe"),
            ("cafe", "CAFÉ"),
            ("Noño", "nono"),
            ("İstanbul", "ISTANBUL"),
            ("Istanbul", "ıstanbul"),
            ("ıspanak", "ISPANAK"),
            ("Straße", "strasse"),
            ("Łódź", "lodz"),
            ("Smørrebrød", "smorrebrod"),
            ("Æbleskiver", "aeb"),
            ("Þingvellir", "thing"),
            ("Bún đậu", "bun dau"),
            ("ＳＵＳＨＩ", "sushi"),
            ("O’Brien's", "o'brien"),
            ("ΟΔΟΣ", "οδος"),
        ] {
            assert!(
                finds(document, needle),
                "{needle} in {document}: {} {:?}",
                search_document(document),
                match_expression(needle)
            );
        }
        assert!(!finds("Café", "tea"));
    }

    #[test]
    fn e154_substrings_of_unspaced_scripts_are_found() {
        assert_eq!(search_document("元祖寿司Bar"), "元 祖 寿 司 bar");
        assert_eq!(match_expression("寿司"), Some("\"寿 司\"".to_owned()));
        for (document, needle) in [
            ("元祖寿司 新宿", "寿司"),
            ("김치찌개", "치찌"),
            ("ラーメン横丁", "メン横"),
            ("ข้าวมันไก่", "มัน"),
            ("寿司bar", "寿司ba"),
        ] {
            assert!(finds(document, needle), "{needle} in {document}");
        }
        assert!(!finds("元祖寿司", "司寿"));
        assert_ne!(fold("が"), fold("か"));
    }

    #[test]
    fn every_latin_word_may_be_a_prefix() {
        assert_eq!(match_expression("tac lol"), Some("\"tac\"* \"lol\"*".to_owned()));
        assert_eq!(match_expression("o'br"), Some("\"o br\"*".to_owned()));
        assert_eq!(phrase_expression("Casa  Lola"), Some("\"casa lola\"".to_owned()));
    }

    #[test]
    fn an_emoji_is_found() {
        assert!(finds("team dinner 🍣🍺", "🍺"));
        assert!(!finds("team dinner 🍣", "🍺"));
    }

    #[test]
    fn hostile_texts_ask_for_nothing_or_for_their_words() {
        for nothing in ["", " ", "\"", "\"\"\"", "* - ( ) :", "\0", "^\u{200d}", "AND".get(..0).unwrap()] {
            assert_eq!(match_expression(nothing), None, "{nothing:?}");
        }
        assert_eq!(match_expression("a\"b OR *"), Some("\"a b\"* \"or\"*".to_owned()));
        assert_eq!(match_expression("a\0b"), Some("\"a\"* \"b\"*".to_owned()));
        let long = match_expression(&"寿".repeat(10_000)).unwrap();
        assert!(long.chars().count() <= 2 * MATCH_CHARS_MAX + 2);
        assert!(match_expression(&"word ".repeat(2_000)).unwrap().matches('*').count() <= MATCH_WORDS_MAX);
    }

    proptest! {
        #[test]
        fn expressions_are_phrases_and_stars_only(text in "\\PC{0,60}|[\"*()a-z :^-]{0,40}|.{0,60}") {
            for expression in [match_expression(&text), phrase_expression(&text)].into_iter().flatten() {
                prop_assert_eq!(expression.matches('"').count() % 2, 0);
                for (index, part) in expression.split('"').enumerate() {
                    if index % 2 == 0 {
                        prop_assert!(part.chars().all(|c| c == '*' || c == ' '), "outside quotes: {:?}", part);
                    } else {
                        prop_assert!(!part.trim().is_empty() && !part.contains(['\0', '*']), "inside quotes: {:?}", part);
                    }
                }
            }
        }

        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}|.{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
