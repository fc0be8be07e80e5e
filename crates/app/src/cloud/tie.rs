//! Which account a book belongs to. Until its history is attached the account may still be another; afterwards it never is.

use serde::{Deserialize, Serialize};
use store::Store;
use wire::call::AccountInfo;
use wire::v1;

use crate::{App, Error, Result};

/// The key of the account in the book.
const KEY: &str = "account";

/// The account of a book.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Tie {
    /// The account.
    pub account: AccountInfo,
    /// When the book became the account's for good, milliseconds since 1970, UTC.
    pub attached_ms: Option<i64>,
}

impl Tie {
    /// Whether the book is the account's for good.
    pub fn is_attached(&self) -> bool {
        self.attached_ms.is_some()
    }
}

pub(super) async fn load(store: &Store) -> Result<Option<Tie>> {
    let kept = store.local_meta(KEY).await?.filter(|text| !text.is_empty());
    kept.map(|text| serde_json::from_str(&text).map_err(Error::Document)).transpose()
}

/// Remembers the account, or that there is none.
pub(super) async fn put(app: &App, tie: Option<Tie>) -> Result<()> {
    let text = tie.as_ref().map(serde_json::to_string).transpose().map_err(Error::Document)?;
    app.store().put_local_meta(KEY, &text.unwrap_or_default()).await?;
    *app.cloud().tie.write().unwrap_or_else(std::sync::PoisonError::into_inner) = tie;
    Ok(())
}

pub(super) fn info(account: &v1::Account) -> AccountInfo {
    AccountInfo {
        id: domain::UserId(account.id),
        email: account.email.clone(),
        display_name: account.display_name.clone(),
        has_totp: account.has_totp,
    }
}

/// The account as the service has it now.
pub(super) async fn refresh(app: &App, account: &v1::Account) -> Result<()> {
    let Some(tie) = app.cloud().tie() else { return Ok(()) };
    put(app, Some(Tie { account: info(account), ..tie })).await
}
