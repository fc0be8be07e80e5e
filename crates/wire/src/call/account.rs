//! Creating an account, logging in and out, the devices of a person. A book without an account never talks to anybody.

use chrono::{DateTime, Utc};
use domain::{DeviceId, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::Secret;

pub use crate::v1::{PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN};

/// Who this book belongs to, and whether this device is logged in. Never asks the network.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAccount {}

/// The account of this book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountReply {
    /// The service's address: the one chosen here, or the one the program was started with. Empty when there is none.
    pub server: String,
    /// The account this book is tied to for good; `None` for a book without one.
    pub account: Option<AccountInfo>,
    /// Whether this device can talk to the service as that account.
    pub is_signed_in: bool,
    /// An address that was registered here and waits for the code of its mail.
    pub unverified: Option<String>,
    /// What others see this device called.
    pub device_name: String,
    /// This device.
    pub device: DeviceId,
    /// Where the tokens are kept; said to the person when there is no keychain.
    pub tokens: TokenPlace,
    /// What the person has to choose before this book meets the account's data.
    pub attach: Option<AttachOffer>,
    /// Whether this device was asked to remove its copy and did so; shown until dismissed (`DismissNotice`).
    pub was_wiped: bool,
}

/// An account, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountInfo {
    /// Its id.
    pub id: UserId,
    /// E-mail address.
    pub email: String,
    /// The name others see.
    pub display_name: String,
    /// Whether an authenticator is asked for at login.
    pub has_totp: bool,
}

/// Where the tokens of this device are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenPlace {
    /// Nothing is kept: not logged in.
    None,
    /// In the keychain of the operating system.
    Keychain,
    /// In a file only this user of the computer can read, because there is no keychain.
    File,
}

/// A history made without an account meets an account that has data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachOffer {
    /// Expenses in this book.
    pub local_expenses: u64,
    /// Workspaces of the account it may be merged into.
    pub workspaces: Vec<AttachTarget>,
}

/// A workspace a local history may be merged into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachTarget {
    /// Which.
    pub id: WorkspaceId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: crate::v1::WorkspaceKind,
    /// How many members it has.
    pub members: u32,
}

/// What becomes of the local history. Nothing is lost either way: merged rows keep everything, and names that exist there already
/// (categories, places, tags) become one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachChoice {
    /// Merge into this workspace; `None` = keep it as a workspace of its own.
    pub into: Option<WorkspaceId>,
    /// The name of its own workspace; `None` = the one it has.
    #[serde(default)]
    pub name: Option<String>,
}

/// Chooses the service, `https://…`; empty = the one the program was started with. Refused once a book is tied to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetServer {
    /// The address.
    pub server: String,
}

/// Makes an account. The answer is the same whether the address is taken or not: what comes next is in the mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// E-mail address.
    pub email: String,
    /// Password, `PASSWORD_CHARS_MIN` characters or more.
    pub password: Secret,
    /// The name others see.
    pub display_name: String,
}

/// The code of the mail: verifies the address and logs this device in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyEmail {
    /// E-mail address.
    pub email: String,
    /// The code.
    pub code: Secret,
}

/// Sends the code once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResendCode {
    /// E-mail address.
    pub email: String,
}

/// Logs this device in. `Code::CodeNeeded` asks for the authenticator's digits; `Code::OtherAccount` when this book belongs to
/// somebody else. Changes not sent yet stay and are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: Secret,
    /// Six digits of the authenticator, or a recovery code.
    #[serde(default)]
    pub code: Option<Secret>,
}

/// Logs this device out. The book stays as it is, with everything that was not sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logout {}

/// Has a code mailed that allows a new password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestReset {
    /// E-mail address.
    pub email: String,
}

/// Sets a new password by the code of the mail. Every device has to log in again, this one too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmReset {
    /// E-mail address.
    pub email: String,
    /// The code.
    pub code: Secret,
    /// The new password.
    pub new: Secret,
}

/// Changes the password. Every other device has to log in again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangePassword {
    /// The password so far.
    pub current: Secret,
    /// The new one.
    pub new: Secret,
}

/// Changes the name others see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetDisplayName {
    /// The name.
    pub display_name: String,
}

/// Prepares an authenticator; it is not asked for before `ConfirmTotp`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginTotp {}

/// What to give the authenticator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotpSetup {
    /// Base32, to type.
    pub secret: Secret,
    /// `otpauth://…`, to scan.
    pub url: Secret,
    /// `url` as a QR code: rows of dark (`true`) and light modules.
    pub qr: Vec<Vec<bool>>,
}

/// Turns the authenticator on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmTotp {
    /// Six digits.
    pub code: Secret,
}

/// Codes that each log in once without the authenticator. They are shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodes {
    /// The codes.
    pub codes: Vec<Secret>,
}

/// Turns the authenticator off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisableTotp {
    /// The password once more.
    pub password: Secret,
}

/// The devices of this account, this one first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDevices {}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRow {
    /// Its id.
    pub id: DeviceId,
    /// A name for people.
    pub name: String,
    /// `linux`, `macos`, `windows`, `android`, `ios`, `cli`.
    pub platform: String,
    /// The program's version.
    pub app_version: String,
    /// When it was last heard of.
    pub last_seen: DateTime<Utc>,
    /// Whether it is this one.
    pub is_this: bool,
    /// Whether it may no longer talk to the service.
    pub is_revoked: bool,
    /// Whether it was asked to remove its copy.
    pub is_wiped: bool,
}

/// Logs a device out from afar. What it did not send stays on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokeDevice {
    /// Which.
    pub id: DeviceId,
}

/// Logs a device out and asks it to remove its copy the next time it is online.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WipeDevice {
    /// Which.
    pub id: DeviceId,
}

/// The last attempts to log in to this account, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListLogins {}

/// An attempt to log in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginRow {
    /// When.
    pub at: DateTime<Utc>,
    /// `ok`, `bad_password`, `bad_code`, `locked`, `unverified`.
    pub outcome: String,
    /// The device, when it was named.
    pub device: Option<String>,
    /// The network it came from, shortened.
    pub network: Option<String>,
}

/// Everything the service has of this account, as one JSON document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportAccount {}

/// Removes the account from the service. This book stays, as one without an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraseAccount {
    /// The password once more.
    pub password: Secret,
}

/// A document to save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedText {
    /// A name for the file.
    pub file_name: String,
    /// Its contents, UTF-8.
    pub text: String,
}
