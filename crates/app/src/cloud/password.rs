//! Changing and resetting the password.

use domain::expense::{Field, FieldProblem};
use wire::call::{ChangePassword, ConfirmReset, PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN, RequestReset};
use wire::v1;

use super::login::{code, email};
use crate::dispatch::Handle;
use crate::{App, Error, Result};

impl Handle for ChangePassword {
    async fn handle(self, app: &App) -> Result<()> {
        if self.current.0.is_empty() {
            return Err(Error::field(Field::Password, FieldProblem::Missing));
        }
        check(&self.new.0, Field::NewPassword)?;
        let change = v1::ChangePassword { current: self.current.0, new: self.new.0 };
        Ok(app.cloud().session()?.change_password(&change).await?)
    }
}

impl Handle for RequestReset {
    async fn handle(self, app: &App) -> Result<()> {
        Ok(app.cloud().service()?.request_reset(&email(&self.email)?).await?)
    }
}

impl Handle for ConfirmReset {
    async fn handle(self, app: &App) -> Result<()> {
        check(&self.new.0, Field::NewPassword)?;
        let confirm =
            v1::ConfirmReset { email: email(&self.email)?, code: code(&self.code.0)?, new: self.new.0 };
        Ok(app.cloud().service()?.confirm_reset(&confirm).await?)
    }
}

/// A password the service takes; too short is `Malformed`, and everybody knows `PASSWORD_CHARS_MIN`.
pub(super) fn check(password: &str, field: Field) -> Result<()> {
    let problem = if password.is_empty() {
        FieldProblem::Missing
    } else if password.chars().count() < PASSWORD_CHARS_MIN {
        FieldProblem::Malformed
    } else if password.len() > PASSWORD_BYTES_MAX {
        FieldProblem::TooLarge { limit: PASSWORD_BYTES_MAX as i64 }
    } else {
        return Ok(());
    };
    Err(Error::field(field, problem))
}
