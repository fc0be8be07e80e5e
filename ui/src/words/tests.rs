//! The catalogues say the same things, and everything the interface asks for is said.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};

use super::*;

/// The catalogue files of each language, in one order for all.
pub(crate) const CATALOGUES: &[(&str, &[&str])] = &[
    ("en", ENGLISH),
    (
        "es",
        &[
            include_str!("../../locales/es.ftl"),
            include_str!("../../locales/es/pages.ftl"),
            include_str!("../../locales/es/sync.ftl"),
        ],
    ),
    (
        "de",
        &[
            include_str!("../../locales/de.ftl"),
            include_str!("../../locales/de/pages.ftl"),
            include_str!("../../locales/de/sync.ftl"),
        ],
    ),
];

/// The words of a language, as they are once its file is there.
pub(crate) fn words(language: &str) -> Words {
    let (_, files) = CATALOGUES.iter().find(|(name, _)| *name == language).unwrap();
    if is_built_in(language) {
        Words::built_in(language)
    } else {
        Words::of_catalogue(language, &files.join("\n"))
    }
}

fn keys(language: &str) -> BTreeSet<String> {
    let (_, files) = CATALOGUES.iter().find(|(name, _)| *name == language).unwrap();
    let mut keys = BTreeSet::new();
    for line in files.iter().flat_map(|file| file.lines()) {
        if let Some((key, _)) = line.split_once('=')
            && line.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            assert!(keys.insert(key.trim().to_owned()), "{language}: {key} is there twice");
        }
    }
    keys
}

fn variables(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let (_, files) = CATALOGUES.iter().find(|(name, _)| *name == language).unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in files.iter().flat_map(|file| file.lines()) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            key = line.split('=').next().unwrap().trim().to_owned();
        }
        for part in line.split('$').skip(1) {
            let name: String =
                part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect();
            found.entry(key.clone()).or_default().insert(name);
        }
    }
    found
}

#[test]
fn every_catalogue_parses() {
    for (language, files) in CATALOGUES {
        for file in *files {
            if let Err((_, errors)) = fluent_syntax::parser::parse((*file).to_owned()) {
                panic!("{language}: {errors:?}");
            }
        }
    }
}

#[test]
fn all_languages_have_the_same_keys() {
    let english = keys("en");
    for language in ["es", "de"] {
        let other = keys(language);
        assert_eq!(
            english.difference(&other).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "missing in {language}"
        );
        assert_eq!(
            other.difference(&english).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "only in {language}"
        );
    }
}

#[test]
fn all_languages_use_the_same_variables() {
    let english = variables("en");
    for language in ["es", "de"] {
        assert_eq!(variables(language), english, "{language}");
    }
}

#[test]
fn every_value_of_a_vocabulary_has_a_word() {
    let english = keys("en");
    for key in vocabulary_keys() {
        assert!(english.contains(&key), "{key} is missing");
    }
}

#[test]
fn every_failure_has_words() {
    let english = keys("en");
    for code in [
        "invalid",
        "not-found",
        "stale",
        "disk-full",
        "storage",
        "newer-schema",
        "busy",
        "not-an-image",
        "file-too-large",
        "image-too-large",
        "image-too-long",
        "unknown-format",
        "ambiguous-dates",
        "ambiguous-numbers",
        "bad-query",
        "nothing-to-undo",
        "not-paired",
        "too-many",
        "unreachable",
        "internal",
        "offline",
        "captive-portal",
        "signed-out",
        "no-account",
        "no-server",
        "wrong-password",
        "code-needed",
        "wrong-code",
        "email-unverified",
        "locked",
        "other-account",
        "forbidden",
        "revoked",
        "workspace-deleted",
        "server-too-old",
        "update-needed",
        "server-failed",
        "unsent",
        "choose-first",
        "unknown",
    ] {
        assert!(english.contains(&format!("fault-{code}")), "fault-{code} is missing");
    }
}

/// Literal keys in calls of `t`, `with` and `find`, in every source file.
fn used_keys(folder: &Path, used: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            used_keys(&path, used);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for call in [".t(\"", ".with(\"", "words.find(\""] {
                for part in text.split(call).skip(1) {
                    let key = part.split('"').next().unwrap().to_owned();
                    used.insert(key, path.display().to_string());
                }
            }
        }
    }
}

#[test]
fn every_key_in_the_source_exists() {
    let mut used = BTreeMap::new();
    used_keys(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut used);
    let english = keys("en");
    let missing: Vec<_> = used.iter().filter(|(key, _)| !english.contains(*key)).collect();
    assert!(missing.is_empty(), "no words for {missing:#?}");
    assert!(used.len() > 20, "the search for keys finds nothing any more");
}

#[test]
fn plurals_follow_the_language() {
    let words = words("de");
    assert_eq!(words.with("selected", &[("n", 1.into())]), "1 ausgewählt");
    assert_eq!(words.with("people-count", &[("n", 1.into())]), "1 Person");
    assert_eq!(words.with("people-count", &[("n", 3.into())]), "3 Personen");
}

#[test]
fn the_device_decides_until_a_language_is_chosen() {
    let device = ["pt-BR".to_owned(), "es-MX".to_owned()];
    assert_eq!(choose(None, &device), "es");
    assert_eq!(choose(Some("de"), &device), "de");
    assert_eq!(choose(None, &["ja".to_owned()]), "en");
}

#[test]
fn a_catalogue_that_could_not_be_read_is_english() {
    let words = Words::of_catalogue("es", "<html>not a catalogue</html>");
    assert_eq!(words.t("save"), Words::built_in("en").t("save"));
}

#[test]
fn the_mirrored_catalogue_turns_words_around_and_keeps_variables() {
    let words = Words::built_in(PSEUDO_RTL);
    assert!(words.is_rtl());
    assert!(words.with("people-count", &[("n", 3.into())]).contains('3'));
    assert!(words.t("save").contains('\u{202e}'));
}

/// What a message may hold: text, variables, and one choice whose parts hold text and variables.
fn is_plain(elements: &[PatternElement<String>], depth: u8) -> bool {
    let is_value = |inline: &InlineExpression<String>| {
        matches!(inline, InlineExpression::VariableReference { .. } | InlineExpression::StringLiteral { .. })
    };
    elements.iter().all(|element| match element {
        PatternElement::TextElement { .. } => true,
        PatternElement::Placeable { expression: Expression::Inline(inline) } => is_value(inline),
        PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
            depth == 0
                && is_value(selector)
                && variants.iter().all(|v| is_plain(&v.value.elements, depth + 1))
        }
    })
}

#[test]
fn every_message_has_a_text_of_what_can_be_resolved() {
    for (language, files) in CATALOGUES {
        for file in *files {
            for entry in fluent_syntax::parser::parse((*file).to_owned()).unwrap().body {
                if let Entry::Message(message) = entry {
                    let text = message
                        .value
                        .unwrap_or_else(|| panic!("{language}: {} has no text", message.id.name));
                    assert!(is_plain(&text.elements, 0), "{language}: {}", message.id.name);
                }
            }
        }
    }
}
