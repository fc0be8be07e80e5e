//! An authenticator as the second thing asked for at login.

use qrcodegen::{QrCode, QrCodeEcc};
use wire::call::{BeginTotp, ConfirmTotp, DisableTotp, RecoveryCodes, Secret, TotpSetup};

use super::{login, tie};
use crate::dispatch::Handle;
use crate::{App, Result};

impl Handle for BeginTotp {
    async fn handle(self, app: &App) -> Result<TotpSetup> {
        let begun = app.cloud().session()?.begin_totp().await?;
        Ok(TotpSetup { qr: qr(&begun.url), secret: Secret(begun.secret), url: Secret(begun.url) })
    }
}

/// Rows of dark and light; empty when the text is too long for a code.
fn qr(text: &str) -> Vec<Vec<bool>> {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return Vec::new() };
    let side = 0..code.size();
    side.clone().map(|y| side.clone().map(|x| code.get_module(x, y)).collect()).collect()
}

impl Handle for ConfirmTotp {
    async fn handle(self, app: &App) -> Result<RecoveryCodes> {
        let service = app.cloud().session()?;
        let codes = service.confirm_totp(&login::code(&self.code.0)?).await?.codes;
        note(app, true).await?;
        Ok(RecoveryCodes { codes: codes.into_iter().map(Secret).collect() })
    }
}

impl Handle for DisableTotp {
    async fn handle(self, app: &App) -> Result<()> {
        app.cloud().session()?.disable_totp(&self.password.0).await?;
        note(app, false).await
    }
}

async fn note(app: &App, has_totp: bool) -> Result<()> {
    let Some(mut tie) = app.cloud().tie() else { return Ok(()) };
    tie.account.has_totp = has_totp;
    tie::put(app, Some(tie)).await
}
