//! Accounts, sessions, devices.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The shortest password taken, in characters.
pub const PASSWORD_CHARS_MIN: usize = 10;
/// The longest password taken, in bytes.
pub const PASSWORD_BYTES_MAX: usize = 512;

/// `POST /v1/accounts`: always answered 202; what comes next is in the mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Register {
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
    /// The name others see.
    pub display_name: String,
    /// Language of mails, such as `de-CH`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

/// `POST /v1/accounts/verify`: answered with a `Session`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifyEmail {
    /// E-mail address.
    pub email: String,
    /// The code in the mail.
    pub code: String,
    /// The device that logs in with it.
    pub device: DeviceInfo,
}

/// `POST /v1/sessions`: answered with a `Session`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Login {
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
    /// Six digits of the authenticator, or a recovery code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The device.
    pub device: DeviceInfo,
}

/// What a device says of itself when it logs in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeviceInfo {
    /// Its id, made on the device.
    pub id: Uuid,
    /// A name for people: `Ana's laptop`.
    pub name: String,
    /// `linux`, `macos`, `windows`, `android`, `ios`, `cli`.
    pub platform: String,
    /// The program's version.
    pub app_version: String,
}

/// `POST /v1/sessions/refresh`: answered with a `Session`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refresh {
    /// The refresh token; each is good for one use.
    pub refresh_token: String,
}

/// A device that is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// The access token, a JWT.
    pub access_token: String,
    /// Seconds it is good for.
    pub expires_in_s: u64,
    /// The next refresh token.
    pub refresh_token: String,
    /// The account.
    pub account: Account,
    /// The device.
    pub device_id: Uuid,
}

/// `GET /v1/account`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Its id.
    pub id: Uuid,
    /// E-mail address.
    pub email: String,
    /// The name others see.
    pub display_name: String,
    /// Language of mails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Whether an authenticator is asked for at login.
    #[serde(default)]
    pub has_totp: bool,
}

/// `PATCH /v1/account`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountPatch {
    /// The name others see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Language of mails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

/// `POST /v1/account/password`: every other device must log in again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    /// The password so far.
    pub current: String,
    /// The new one.
    pub new: String,
}

/// `POST /v1/password-resets`: always answered 202.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestReset {
    /// E-mail address.
    pub email: String,
}

/// `POST /v1/password-resets/confirm`: every device must log in again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmReset {
    /// E-mail address.
    pub email: String,
    /// The code in the mail.
    pub code: String,
    /// The new password.
    pub new: String,
}

/// `POST /v1/account/totp`: an authenticator that is not asked for before `confirm`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpSecret {
    /// Base32, to type.
    pub secret: String,
    /// `otpauth://…`, to scan.
    pub url: String,
}

/// `POST /v1/account/totp/confirm`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmTotp {
    /// Six digits.
    pub code: String,
}

/// The answer: codes that each log in once without the authenticator; shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes.
    pub codes: Vec<String>,
}

/// `DELETE /v1/account/totp`, `DELETE /v1/account`: asks for the password once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithPassword {
    /// The password.
    pub password: String,
}

/// An item of `GET /v1/account/devices`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    /// Its id.
    pub id: Uuid,
    /// A name for people.
    pub name: String,
    /// Its platform.
    pub platform: String,
    /// The program's version.
    pub app_version: String,
    /// When it was last heard of, milliseconds since 1970, UTC.
    pub last_seen_ms: i64,
    /// Whether it is the one asking.
    pub is_this: bool,
    /// Whether it may no longer log in by its tokens.
    pub is_revoked: bool,
    /// Whether it was asked to remove its copy.
    pub is_wiped: bool,
}

/// An item of `GET /v1/account/logins`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoginEvent {
    /// When, milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// `ok`, `bad_password`, `bad_code`, `locked`, `unverified`.
    pub outcome: String,
    /// The device, when it was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// The network it came from, shortened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
}

/// `POST /v1/account/tokens`: a token for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// The workspace it opens.
    pub workspace_id: Uuid,
    /// `read`, `write`.
    pub scopes: Vec<String>,
    /// When it ends, milliseconds since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_ms: Option<i64>,
}

/// An item of `GET /v1/account/tokens`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Token {
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// The workspace it opens.
    pub workspace_id: Uuid,
    /// `read`, `write`.
    pub scopes: Vec<String>,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_ms: Option<i64>,
    /// When it was last used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_ms: Option<i64>,
    /// The token itself: only in the answer that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}
