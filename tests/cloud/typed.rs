//! What two people typed, and where it has to be in the end: it stands, or whoever replaced it had seen it, or the history or a card
//! has it (SYNC.md 10.1, I6).

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use serde_json::Value as Json;
use sqlx::{PgPool, Row as _};
use uuid::Uuid;

use crate::held::Rows;

/// Values named before the rest is only counted.
const NAMED_MAX: usize = 8;

/// A column of a row, and a value that nobody else types.
type Value = (Uuid, &'static str, String);

/// Everything that was typed.
#[derive(Default)]
pub struct Typed {
    values: BTreeMap<Value, Fate>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stands,
    Replaced,
}

impl Typed {
    /// Somebody typed `new` where they saw `old`.
    pub fn note(&mut self, row: Uuid, column: &'static str, old: &Json, new: &Json) {
        if old == new {
            return;
        }
        if let Some(fate) = self.values.get_mut(&(row, column, old.to_string())) {
            *fate = Fate::Replaced;
        }
        self.values.insert((row, column, new.to_string()), Fate::Stands);
    }

    /// How many values were typed.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// Fails unless each is where it has to be; gives how many stand and how many only the history or a card has.
    pub async fn check(&self, pool: &PgPool, workspace: Uuid, rows: &Rows) -> Result<(usize, usize)> {
        let known = kept(pool, workspace).await?;
        let (mut stand, mut kept, mut lost) = (0, 0, Vec::new());
        for ((row, column, value), _) in self.values.iter().filter(|(_, fate)| **fate == Fate::Stands) {
            let now = rows.get(&("expense", *row)).and_then(|held| held.columns.get(*column));
            if now.map(Json::to_string).as_ref() == Some(value) {
                stand += 1;
            } else if known.contains(&(*row, (*column).to_owned(), value.clone())) {
                kept += 1;
            } else {
                lost.push(format!("{column} = {value} of {row}, which has {now:?}"));
            }
        }
        if !lost.is_empty() {
            bail!("{} values are nowhere:\n{}", lost.len(), lost[..lost.len().min(NAMED_MAX)].join("\n"));
        }
        Ok((stand, kept))
    }
}

/// Every value the history and the cards hold, by row and column.
async fn kept(pool: &PgPool, workspace: Uuid) -> Result<BTreeSet<(Uuid, String, String)>> {
    let mut kept = BTreeSet::new();
    let history =
        "select row_id as id, units as doc from op_log where workspace_id = $1 and kind = 'expense'";
    let cards = "select subject_id as id, jsonb_build_array(kept::jsonb, other::jsonb) as doc from conflict
        where workspace_id = $1 and subject_table = 'expense'";
    for statement in [history, cards] {
        for row in sqlx::query(statement).bind(workspace).fetch_all(pool).await? {
            gather(row.try_get("id")?, &row.try_get::<Json, _>("doc")?, &mut kept);
        }
    }
    Ok(kept)
}

fn gather(row: Uuid, doc: &Json, kept: &mut BTreeSet<(Uuid, String, String)>) {
    match doc {
        Json::Object(fields) => {
            for (name, value) in fields {
                if value.is_object() || value.is_array() {
                    gather(row, value, kept);
                } else {
                    kept.insert((row, name.clone(), value.to_string()));
                }
            }
        }
        Json::Array(parts) => parts.iter().for_each(|part| gather(row, part, kept)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}
