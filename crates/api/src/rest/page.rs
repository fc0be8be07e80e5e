//! Pages of a list: where one ends and the next begins. A cursor is opaque to everybody else.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use serde_json::Value as Json;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::resource::{Key, Order, Resource};
use super::sql::{Bind, Sql};

/// Rows of a page when nothing is said.
pub(crate) const PAGE_ROWS: i64 = 50;
/// The most rows of a page.
pub(crate) const PAGE_ROWS_MAX: i64 = 200;
/// The longest cursor, in characters.
const CURSOR_CHARS_MAX: usize = 4_000;

/// An order and its direction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sorting {
    order: &'static Order,
    is_down: bool,
}

/// Not a cursor of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadCursor;

impl Sorting {
    /// The order a reader asked for: `name` or `-name`; the usual one without.
    pub(crate) fn read(resource: &Resource, text: Option<&str>) -> Option<Self> {
        let Some(text) = text else {
            let order = resource.orders.first()?;
            return Some(Self { order, is_down: order.is_usually_down });
        };
        let (name, is_down) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
        let order = resource.orders.iter().find(|order| order.name == name)?;
        Some(Self { order, is_down })
    }

    /// The keys, to be selected after the id.
    pub(crate) fn select(&self) -> String {
        self.order.keys.iter().map(|key| key.sql).collect::<Vec<_>>().join(", ")
    }

    /// ` order by …`.
    pub(crate) fn order_by(&self) -> String {
        let word = if self.is_down { " desc" } else { "" };
        let keys: Vec<String> = self
            .order
            .keys
            .iter()
            .map(|key| key.sql)
            .chain(["e.id"])
            .map(|key| format!("{key}{word}"))
            .collect();
        format!(" order by {}", keys.join(", "))
    }

    /// The rows beyond a cursor.
    pub(crate) fn beyond(&self, cursor: &str) -> Result<Sql, BadCursor> {
        let values = self.position(cursor)?;
        let mut sql = Sql::of(format!("({}, e.id)", self.select()));
        sql.push(if self.is_down { " < (" } else { " > (" });
        for (at, value) in values.into_iter().enumerate() {
            if at > 0 {
                sql.push(", ");
            }
            sql.bind(value);
        }
        sql.push(")");
        Ok(sql)
    }

    /// The cursor just after a row that was selected as `id, keys`.
    pub(crate) fn after(&self, row: &PgRow) -> Result<String, sqlx::Error> {
        let mut keys = vec![Json::from(self.tag())];
        for (at, key) in self.order.keys.iter().enumerate() {
            keys.push(match key.kind {
                "bigint" => Json::from(row.try_get::<i64, _>(at + 1)?),
                "date" => Json::from(row.try_get::<NaiveDate, _>(at + 1)?.to_string()),
                _ => Json::from(row.try_get::<String, _>(at + 1)?),
            });
        }
        keys.push(Json::from(row.try_get::<Uuid, _>(0)?.to_string()));
        Ok(BASE64_URL_SAFE_NO_PAD.encode(Json::from(keys).to_string()))
    }

    fn tag(&self) -> String {
        format!("{}{}", if self.is_down { "-" } else { "" }, self.order.name)
    }

    fn position(&self, cursor: &str) -> Result<Vec<Bind>, BadCursor> {
        if cursor.len() > CURSOR_CHARS_MAX {
            return Err(BadCursor);
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| BadCursor)?;
        let keys: Vec<Json> = serde_json::from_slice(&bytes).map_err(|_| BadCursor)?;
        let is_ours = keys.first().and_then(Json::as_str) == Some(self.tag().as_str())
            && keys.len() == self.order.keys.len() + 2;
        if !is_ours {
            return Err(BadCursor);
        }
        let id = keys.last().and_then(Json::as_str).and_then(|text| text.parse().ok()).map(Bind::Id);
        let values = self.order.keys.iter().zip(&keys[1..]).map(|(key, json)| bind(key, json)).chain([id]);
        values.collect::<Option<_>>().ok_or(BadCursor)
    }
}

fn bind(key: &Key, json: &Json) -> Option<Bind> {
    match key.kind {
        "bigint" => json.as_i64().map(Bind::Int),
        "date" => json.as_str().and_then(|text| text.parse().ok()).map(Bind::Date),
        _ => json.as_str().filter(|text| !text.contains('\0')).map(|text| Bind::Text(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fields::RESOURCES;
    use super::*;

    #[test]
    fn an_order_is_one_of_the_resource() {
        let expenses = &RESOURCES[0];
        assert_eq!(Sorting::read(expenses, None).unwrap().tag(), "-occurred_at");
        assert_eq!(Sorting::read(expenses, Some("amount")).unwrap().tag(), "amount");
        assert!(Sorting::read(expenses, Some("notes")).is_none());
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let expenses = &RESOURCES[0];
        let by_amount = Sorting::read(expenses, Some("amount")).unwrap();
        let id = Uuid::from_u128(5).to_string();
        let cursor = |json: Json| BASE64_URL_SAFE_NO_PAD.encode(json.to_string());
        let good = by_amount.beyond(&cursor(serde_json::json!(["amount", 7, id]))).unwrap();
        assert_eq!(good.text(), "(e.total_minor, e.id) > ($1, $2)");
        for bad in [
            "x".to_owned(),
            "x".repeat(CURSOR_CHARS_MAX + 1),
            cursor(serde_json::json!(["-amount", 7, id])),
            cursor(serde_json::json!(["amount", "7", id])),
            cursor(serde_json::json!(["amount", 7])),
            cursor(serde_json::json!({})),
        ] {
            assert_eq!(by_amount.beyond(&bad), Err(BadCursor), "{bad}");
        }
    }
}
