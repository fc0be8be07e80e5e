//! Keys that sign access tokens come and go without anybody being logged out.

use crate::auth::{Claims, Keys, make_key};
use crate::config::{Config, KeySetting};

use super::service::START_MS;
use uuid::Uuid;

fn claims() -> Claims {
    Claims::new(Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3), START_MS)
}

#[test]
fn a_token_of_the_old_key_is_believed_until_the_key_is_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::for_tests(folder.path(), "");
    let old = Keys::load(&config, START_MS).unwrap();
    let token = claims().sign(&old).unwrap();
    let keys = folder.path().join("keys");
    let new_id = make_key(&keys, START_MS + 1).unwrap();
    let both = Keys::load(&config, START_MS).unwrap();
    assert_eq!(both.signing().0, new_id);
    assert_eq!(Claims::read(&token, &both, START_MS).unwrap(), claims());
    // An instance that was started before hears of the new key when it meets it.
    let fresh = claims().sign(&both).unwrap();
    assert!(Claims::read(&fresh, &old, START_MS).is_err());
    assert_eq!(Claims::read(&fresh, &old, START_MS + 11_000).unwrap(), claims());
    let oldest = std::fs::read_dir(&keys).unwrap().map(|file| file.unwrap().path()).min().unwrap();
    std::fs::remove_file(oldest).unwrap();
    let one = Keys::load(&config, START_MS).unwrap();
    assert!(Claims::read(&token, &one, START_MS).is_err());
    assert!(Claims::read(&fresh, &one, START_MS).is_ok());
}

#[test]
fn keys_may_be_text_oldest_first() {
    let folder = tempfile::tempdir().unwrap();
    let newest = [1, 2].map(|at| make_key(folder.path(), START_MS + at).unwrap()).into_iter().last().unwrap();
    let mut files: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let text: String = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let mut config = Config::for_tests(folder.path(), "");
    config.keys = KeySetting::Text(text);
    assert_eq!(Keys::load(&config, START_MS).unwrap().signing().0, newest);
    config.keys = KeySetting::Text("no key".to_owned());
    assert!(Keys::load(&config, START_MS).is_err());
}

#[test]
fn a_key_of_somebody_else_or_none_signs_nothing() {
    let (ours, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let load =
        |folder: &tempfile::TempDir| Keys::load(&Config::for_tests(folder.path(), ""), START_MS).unwrap();
    let token = claims().sign(&load(&theirs)).unwrap();
    let ours = load(&ours);
    assert!(Claims::read(&token, &ours, START_MS).is_err());
    let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.";
    assert!(Claims::read(unsigned, &ours, START_MS).is_err());
    let good = claims().sign(&ours).unwrap();
    let forged = format!("{}AAAA", &good[..good.len() - 4]);
    assert!(Claims::read(&forged, &ours, START_MS).is_err());
}
