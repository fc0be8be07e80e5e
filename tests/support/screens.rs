//! Every screen there is, by the address it has.

use anyhow::{Context, Result};
use domain::ExpenseId;
use domain::read::CatalogueKind;
use serde_json::json;

use crate::person::Person;
use crate::wait;

/// A screen and its address after `#`.
#[derive(Debug, Clone)]
pub struct Screen {
    /// What it is called, also as a file name.
    pub name: String,
    /// Its address.
    pub hash: String,
}

/// All screens over a book whose expense `shown` has a photograph.
pub fn all(shown: ExpenseId) -> Vec<Screen> {
    let mut screens: Vec<Screen> = [
        ("timeline", "/".to_owned()),
        ("add", "/add".to_owned()),
        ("expense", format!("/expense/{shown}")),
        ("edit", format!("/edit/{shown}")),
        ("calendar", "/calendar".to_owned()),
        ("dashboard", "/dashboard".to_owned()),
        ("search", "/search?q=meal%3Alunch".to_owned()),
        ("import", "/import".to_owned()),
        ("trash", "/trash".to_owned()),
        ("settings", "/settings".to_owned()),
        ("help", "/help".to_owned()),
        ("account", "/account".to_owned()),
        ("devices", "/devices".to_owned()),
        ("workspaces", "/workspaces".to_owned()),
        ("conflicts", "/conflicts".to_owned()),
        ("refused", "/refused".to_owned()),
        ("duplicates", "/duplicates".to_owned()),
    ]
    .into_iter()
    .map(|(name, hash)| Screen { name: name.to_owned(), hash })
    .collect();
    screens.extend(CatalogueKind::ALL.iter().map(|kind| Screen {
        name: format!("catalogue-{}", kind.table().replace('_', "-")),
        hash: format!("/catalogue/{}", kind.table()),
    }));
    screens
}

impl Person {
    /// Goes to a screen by its address and waits until it is drawn.
    pub async fn visit(&self, hash: &str) -> Result<()> {
        let set = "location.hash = arguments[0]; return location.hash";
        self.script(set, vec![json!(format!("#{hash}"))])
            .await
            .with_context(|| format!("cannot go to {hash}"))?;
        self.settles().await
    }

    /// Waits until the interface has drawn its first screen.
    pub async fn arrives(&self) -> Result<()> {
        let there = "return !!document.querySelector('main, [role=main]')";
        wait::until("the first screen", async || {
            Ok((self.script(there, vec![]).await? == json!(true)).then_some(()))
        })
        .await?;
        self.settles().await
    }
}
