//! The vault and the addresses that are taken; conversations are in `tests/flow`.

use uuid::Uuid;

use super::keychain::Keychain;
use super::{Kept, Place, Service, Vault};

fn vault(folder: &std::path::Path) -> Vault {
    Vault::sealed(folder.join("book.session"), folder.join("keys"))
}

#[test]
fn tokens_are_kept_sealed_for_this_user_alone() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    assert_eq!(vault.load().unwrap(), None);
    let kept = Kept { refresh_token: "opaque-and-secret".into(), account: Uuid::from_u128(7) };
    vault.store(&kept).unwrap();
    assert_eq!(vault.load().unwrap(), Some(kept));
    let file = folder.path().join("book.session");
    let bytes = std::fs::read(&file).unwrap();
    assert!(!bytes.windows(6).any(|part| part == b"opaque"));
    #[cfg(unix)]
    for path in [&file, &folder.path().join("keys/tokens.key")] {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(path).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
    vault.clear().unwrap();
    vault.clear().unwrap();
    assert!(!vault.is_full());
}

#[test]
fn a_copied_folder_without_the_key_holds_no_session() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    vault.store(&Kept { refresh_token: "t".into(), account: Uuid::nil() }).unwrap();
    std::fs::write(folder.path().join("keys/tokens.key"), [7; 32]).unwrap();
    assert_eq!(vault.load().unwrap(), None);
}

#[test]
fn plain_http_is_for_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    for (address, taken) in [
        ("https://sync.example.org", true),
        ("https://sync.example.org/", true),
        ("http://127.0.0.1:8080", true),
        ("http://[::1]:8080", true),
        ("http://localhost:8080", true),
        ("http://sync.example.org", false),
        ("ftp://sync.example.org", false),
        ("sync.example.org", false),
        ("", false),
    ] {
        assert_eq!(Service::new(address, vault(folder.path())).is_ok(), taken, "{address}");
    }
}

#[test]
fn where_the_system_keeps_secrets_the_file_only_names_the_entry() {
    let folder = tempfile::tempdir().unwrap();
    let system = Keychain::of(keyring_core::mock::Store::new().unwrap());
    let vault = vault(folder.path()).with_keychain(system.clone());
    assert_eq!(vault.place(), None);
    for token in ["first", "second"] {
        let kept = Kept { refresh_token: token.into(), account: Uuid::from_u128(7) };
        vault.store(&kept).unwrap();
        assert_eq!((vault.load().unwrap(), vault.place()), (Some(kept), Some(Place::Keychain)));
    }
    let file = std::fs::read_to_string(folder.path().join("book.session")).unwrap();
    let entry = file.strip_prefix("keychain ").unwrap();
    assert!(system.find(entry).unwrap().is_some());
    vault.clear().unwrap();
    assert_eq!((vault.load().unwrap(), system.find(entry).unwrap()), (None, None));
}

#[test]
fn without_a_place_for_secrets_the_best_is_the_sealed_file() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    vault.store(&Kept { refresh_token: "t".into(), account: Uuid::nil() }).unwrap();
    assert_eq!(vault.place(), Some(Place::SealedFile));
}
