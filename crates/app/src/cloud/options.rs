//! What a host says about the service.

use std::path::PathBuf;

/// The address of the service, for a book that has chosen none.
const SERVER: &str = "MEALBOOK_SERVER";
/// The folder of the key that seals the tokens.
const KEYS: &str = "MEALBOOK_KEYS";
/// What others see this device called.
const DEVICE: &str = "MEALBOOK_DEVICE";
/// The longest name of a device, in characters.
const NAME_CHARS_MAX: usize = 60;

/// What a host says about the service.
#[derive(Debug, Clone)]
pub struct CloudOptions {
    /// The address, for a book that has chosen none.
    pub server: Option<String>,
    /// The folder of the key that seals the tokens: not the book's, so that a copy of the book holds no session.
    pub keys: PathBuf,
    /// Whether the tokens go to the system's place for secrets, where there is one.
    pub has_keychain: bool,
    /// What others see this device called.
    pub device_name: String,
    /// `linux`, `macos`, `windows`, `android`, `ios`, `cli`.
    pub platform: String,
}

impl CloudOptions {
    /// As the environment says.
    pub fn of_environment() -> Self {
        let named = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            server: named(SERVER),
            keys: std::env::var_os(KEYS).map_or_else(usual_keys, PathBuf::from),
            // Who names a folder for keys wants them there.
            has_keychain: std::env::var_os(KEYS).is_none(),
            device_name: device_name(named(DEVICE)),
            platform: std::env::consts::OS.to_owned(),
        }
    }

    /// No service.
    pub fn none() -> Self {
        Self {
            server: None,
            keys: PathBuf::new(),
            has_keychain: false,
            device_name: "device".to_owned(),
            platform: std::env::consts::OS.to_owned(),
        }
    }
}

fn usual_keys() -> PathBuf {
    dirs::config_local_dir().or_else(dirs::config_dir).unwrap_or_default().join("mealbook")
}

fn device_name(chosen: Option<String>) -> String {
    let host = || std::fs::read_to_string("/etc/hostname").ok();
    let of_system = || std::env::var("COMPUTERNAME").ok().or_else(host);
    let name = chosen.or_else(of_system).unwrap_or_default();
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect();
    if name.is_empty() { format!("{} device", std::env::consts::OS) } else { name }
}
