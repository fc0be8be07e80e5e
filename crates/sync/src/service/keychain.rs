//! The system's own place for secrets: the Secret Service of a Linux desktop, the keychain of macOS and iOS, the credential manager of
//! Windows, the key store of Android. A machine without one (a server, a container) has none, and nothing here pretends otherwise.

use std::io;
use std::sync::{Arc, OnceLock, mpsc};
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error};

/// The name under which people find the entries.
const APPLICATION: &str = "Mealbook";
/// How long the system may take: somebody may have to unlock it.
const ANSWER_MAX: Duration = Duration::from_secs(30);

/// A place for secrets. Cheap to clone.
#[derive(Clone)]
pub(super) struct Keychain {
    store: Arc<CredentialStore>,
}

impl std::fmt::Debug for Keychain {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keychain")
    }
}

impl Keychain {
    /// The system's; `None` where there is none. It is looked for once.
    pub fn system() -> Option<Self> {
        static FOUND: OnceLock<Option<Keychain>> = OnceLock::new();
        FOUND.get_or_init(|| aside(system_store).ok().map(|store| Self { store })).clone()
    }

    #[cfg(test)]
    pub fn of(store: Arc<CredentialStore>) -> Self {
        Self { store }
    }

    pub fn put(&self, name: &str, secret: &[u8]) -> io::Result<()> {
        let secret = secret.to_vec();
        self.with(name, move |entry| entry.set_secret(&secret))
    }

    pub fn find(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        self.with(name, |entry| match entry.get_secret() {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    pub fn delete(&self, name: &str) -> io::Result<()> {
        self.with(name, |entry| match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
    }

    fn with<T: Send + 'static>(
        &self,
        name: &str,
        act: impl FnOnce(&Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let (store, name) = (self.store.clone(), name.to_owned());
        aside(move || act(&store.build(APPLICATION, &name, None)?))
    }
}

/// On a thread of its own: some of these wait for other processes in ways that a runtime does not allow on its threads.
fn aside<T: Send + 'static>(act: impl FnOnce() -> keyring_core::Result<T> + Send + 'static) -> io::Result<T> {
    let (done, outcome) = mpsc::sync_channel(1);
    std::thread::Builder::new().name("keychain".into()).spawn(move || drop(done.send(act())))?;
    match outcome.recv_timeout(ANSWER_MAX) {
        Ok(Ok(value)) => Ok(value),
        // The texts of these errors may quote what was to be kept: only their kind goes on.
        Ok(Err(Error::NoStorageAccess(_))) => Err(io::ErrorKind::PermissionDenied.into()),
        Ok(Err(_)) => Err(io::Error::other("the system's place for secrets failed")),
        Err(_) => Err(io::ErrorKind::TimedOut.into()),
    }
}

#[cfg(all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android"))))]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(target_os = "ios")]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::protected::Store::new()?)
}

#[cfg(windows)]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(target_os = "android")]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(android_native_keyring_store::Store::new()?)
}
