//! What the victim promised before it died.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use domain::ExpenseId;

/// What is known of one expense.
#[derive(Debug, Clone)]
pub struct Promise {
    /// The amount that was acknowledged.
    pub total_minor: i64,
    /// The amount of an edit that was begun and not acknowledged: either is right.
    pub perhaps_minor: Option<i64>,
    /// The photograph's hash.
    pub sha256: String,
}

/// All promises over one book.
#[derive(Debug, Default)]
pub struct Promises {
    /// Saved expenses.
    pub saved: BTreeMap<ExpenseId, Promise>,
    /// Drafts with their amount.
    pub drafts: BTreeMap<ExpenseId, i64>,
    edits: u64,
}

impl Promises {
    /// Takes note of one line the victim printed.
    pub fn hear(&mut self, line: &str) -> Result<()> {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["open"] => {}
            ["saved", id, total, sha256] => {
                let promise = Promise {
                    total_minor: total.parse()?,
                    perhaps_minor: None,
                    sha256: (*sha256).to_owned(),
                };
                self.saved.insert(id.parse()?, promise);
            }
            ["editing", id, total] => self.of(id)?.perhaps_minor = Some(total.parse()?),
            ["edited", id, total] => {
                let promise = self.of(id)?;
                promise.total_minor = total.parse()?;
                promise.perhaps_minor = None;
                self.edits += 1;
            }
            ["draft", id, total] => {
                self.drafts.insert(id.parse()?, total.parse()?);
            }
            _ => bail!("the victim said {line:?}"),
        }
        Ok(())
    }

    fn of(&mut self, id: &str) -> Result<&mut Promise> {
        self.saved
            .get_mut(&id.parse::<ExpenseId>()?)
            .with_context(|| format!("{id} was edited and never saved"))
    }

    /// How many changes were acknowledged.
    pub fn count(&self) -> u64 {
        self.saved.len() as u64 + self.drafts.len() as u64 + self.edits
    }
}
