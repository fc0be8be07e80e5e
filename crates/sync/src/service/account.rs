//! Accounts, sessions, devices.

use reqwest::Method;
use uuid::Uuid;
use wire::v1;

use super::request::{As, NOTHING};
use super::{Failure, Service};

impl Service {
    /// Makes an account; what comes next is in the mail.
    pub async fn register(&self, register: &v1::Register) -> Result<(), Failure> {
        self.ask(Method::POST, "/v1/accounts", Some(register), As::Anybody).await
    }

    /// Verifies the address and opens a session. It is the caller's to keep it (`begin`).
    pub async fn verify(&self, verify: &v1::VerifyEmail) -> Result<v1::Session, Failure> {
        self.ask(Method::POST, "/v1/accounts/verify", Some(verify), As::Anybody).await
    }

    /// Sends the code of an address once more.
    pub async fn resend(&self, email: &str) -> Result<(), Failure> {
        let ask = v1::RequestReset { email: email.to_owned() };
        self.ask(Method::POST, "/v1/accounts/verify/resend", Some(&ask), As::Anybody).await
    }

    /// Opens a session. It is the caller's to keep it (`begin`).
    pub async fn login(&self, login: &v1::Login) -> Result<v1::Session, Failure> {
        self.ask(Method::POST, "/v1/sessions", Some(login), As::Anybody).await
    }

    /// Ends a session that is not kept: it was opened by somebody this book does not belong to.
    pub async fn end(&self, session: &v1::Session) -> Result<(), Failure> {
        let request = self
            .http()
            .delete(self.url("/v1/sessions/current"))
            .header(v1::header::PROTOCOL, v1::PROTOCOL)
            .bearer_auth(&session.access_token);
        request.send().await.map(drop).map_err(|_| Failure::Offline)
    }

    /// Ends the session of this device. The tokens are forgotten in any case.
    pub async fn logout(&self) -> Result<(), Failure> {
        let ended = self.ask(Method::DELETE, "/v1/sessions/current", NOTHING, As::Account).await;
        self.forget().await?;
        ended
    }

    /// Has a reset code mailed.
    pub async fn request_reset(&self, email: &str) -> Result<(), Failure> {
        let ask = v1::RequestReset { email: email.to_owned() };
        self.ask(Method::POST, "/v1/password-resets", Some(&ask), As::Anybody).await
    }

    /// Sets a new password by a mailed code.
    pub async fn confirm_reset(&self, confirm: &v1::ConfirmReset) -> Result<(), Failure> {
        self.ask(Method::POST, "/v1/password-resets/confirm", Some(confirm), As::Anybody).await
    }

    /// The account.
    pub async fn account(&self) -> Result<v1::Account, Failure> {
        self.ask(Method::GET, "/v1/account", NOTHING, As::Account).await
    }

    /// Changes the account.
    pub async fn patch_account(&self, patch: &v1::AccountPatch) -> Result<v1::Account, Failure> {
        self.ask(Method::PATCH, "/v1/account", Some(patch), As::Account).await
    }

    /// Changes the password.
    pub async fn change_password(&self, change: &v1::ChangePassword) -> Result<(), Failure> {
        self.ask(Method::POST, "/v1/account/password", Some(change), As::Account).await
    }

    /// Removes the account.
    pub async fn erase(&self, password: &str) -> Result<(), Failure> {
        let ask = v1::WithPassword { password: password.to_owned() };
        self.ask(Method::DELETE, "/v1/account", Some(&ask), As::Account).await
    }

    /// Everything the service has of the account.
    pub async fn export(&self) -> Result<serde_json::Value, Failure> {
        self.ask(Method::GET, "/v1/account/export", NOTHING, As::Account).await
    }

    /// Prepares an authenticator.
    pub async fn begin_totp(&self) -> Result<v1::TotpSecret, Failure> {
        self.ask(Method::POST, "/v1/account/totp", NOTHING, As::Account).await
    }

    /// Turns the authenticator on.
    pub async fn confirm_totp(&self, code: &str) -> Result<v1::RecoveryCodes, Failure> {
        let ask = v1::ConfirmTotp { code: code.to_owned() };
        self.ask(Method::POST, "/v1/account/totp/confirm", Some(&ask), As::Account).await
    }

    /// Turns the authenticator off.
    pub async fn disable_totp(&self, password: &str) -> Result<(), Failure> {
        let ask = v1::WithPassword { password: password.to_owned() };
        self.ask(Method::DELETE, "/v1/account/totp", Some(&ask), As::Account).await
    }

    /// The devices.
    pub async fn devices(&self) -> Result<Vec<v1::Device>, Failure> {
        self.ask(Method::GET, "/v1/account/devices", NOTHING, As::Account).await
    }

    /// Logs a device out.
    pub async fn revoke_device(&self, id: Uuid) -> Result<(), Failure> {
        self.ask(Method::DELETE, &format!("/v1/account/devices/{id}"), NOTHING, As::Account).await
    }

    /// Asks a device to remove its copy.
    pub async fn wipe_device(&self, id: Uuid) -> Result<(), Failure> {
        self.ask(Method::POST, &format!("/v1/account/devices/{id}/wipe"), NOTHING, As::Account).await
    }

    /// Attempts to log in.
    pub async fn logins(&self) -> Result<Vec<v1::LoginEvent>, Failure> {
        self.ask(Method::GET, "/v1/account/logins", NOTHING, As::Account).await
    }
}
