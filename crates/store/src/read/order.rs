//! Sort orders and cursors. An order is a prefix (the group, or a name) and a tail, each with its own direction; paging from a cursor
//! asks first for the rest of the cursor's own prefix and then for the prefixes beyond, so both parts walk an index.

use chrono::NaiveDate;
use domain::query::{Direction, GroupBy, SortKey};
use domain::read::{Cursor, Toward};
use domain::schema::Value;
use serde_json::Value as Json;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::fragment::Fragment;
use crate::{Error, Result};

/// What a key of an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyKind {
    Int,
    Text,
    /// An id, or nothing as the empty blob.
    Blob,
}

/// One expression of an order.
#[derive(Debug, Clone, Copy)]
struct Key {
    sql: &'static str,
    kind: KeyKind,
}

const DAY: Key = Key { sql: "e.occurred_on", kind: KeyKind::Text };
const INSTANT: Key = Key { sql: "e.occurred_at", kind: KeyKind::Int };
const LOCAL_ID: Key = Key { sql: "e.local_id", kind: KeyKind::Int };
const AMOUNT: Key = Key { sql: "e.total_minor", kind: KeyKind::Int };
const CREATED: Key = Key { sql: "e.created_at", kind: KeyKind::Int };
const PLACE_NAME: Key = Key { sql: "e.place_fold", kind: KeyKind::Text };
const PLACE: Key = Key { sql: "ifnull(e.place_id, x'')", kind: KeyKind::Blob };
const CATEGORY_NAME: Key = Key { sql: "e.category_fold", kind: KeyKind::Text };
const MEAL: Key = Key { sql: "e.meal_rank", kind: KeyKind::Int };
const MONTH: Key = Key { sql: "substr(e.occurred_on, 1, 7)", kind: KeyKind::Text };
const TRIP: Key = Key { sql: "ifnull(e.trip_id, x'')", kind: KeyKind::Blob };

/// A total order of expenses.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    tag: String,
    prefix: Vec<Key>,
    prefix_direction: Direction,
    tail: Vec<Key>,
    tail_direction: Direction,
    /// The index that has this order, or most of it.
    pub(crate) index: &'static str,
}

impl Order {
    /// The order of a list.
    pub(crate) fn of(sort: SortKey, direction: Direction, group: GroupBy) -> Self {
        use Direction::{Ascending, Descending};
        let is_by_date = sort == SortKey::Date;
        let (prefix, prefix_direction, tail, tail_direction, index) = match group {
            GroupBy::Day if !is_by_date => (vec![DAY], Descending, keys(sort), direction, "expense_by_date"),
            GroupBy::Month if !is_by_date => {
                (vec![MONTH], Descending, keys(sort), direction, "expense_by_date")
            }
            // Groups of places sorted by place: the direction is that of the groups.
            GroupBy::Place if sort == SortKey::Place => {
                (vec![PLACE_NAME, PLACE], direction, keys(SortKey::Date), Descending, "expense_by_place_name")
            }
            GroupBy::Place => {
                (vec![PLACE_NAME, PLACE], Ascending, keys(sort), direction, "expense_by_place_name")
            }
            GroupBy::Trip => (vec![TRIP], Descending, keys(sort), direction, "expense_by_trip"),
            GroupBy::None | GroupBy::Day | GroupBy::Month => match sort {
                SortKey::Date => (vec![], direction, keys(sort), direction, "expense_by_date"),
                SortKey::Amount => (vec![], direction, keys(sort), direction, "expense_by_amount"),
                SortKey::Created => (vec![], direction, keys(sort), direction, "expense_by_created"),
                SortKey::Place => (
                    vec![PLACE_NAME, PLACE],
                    direction,
                    keys(SortKey::Date),
                    Descending,
                    "expense_by_place_name",
                ),
                SortKey::Category => (
                    vec![CATEGORY_NAME],
                    direction,
                    keys(SortKey::Date),
                    Descending,
                    "expense_by_category_name",
                ),
                SortKey::Meal => (vec![MEAL], direction, keys(SortKey::Date), Descending, "expense_by_meal"),
            },
        };
        let tag = format!("{sort:?}.{direction:?}.{group:?}");
        Self { tag, prefix, prefix_direction, tail, tail_direction, index }
    }

    /// The keys, to be selected before anything else.
    pub(crate) fn select(&self) -> String {
        self.prefix.iter().chain(&self.tail).map(|key| key.sql).collect::<Vec<_>>().join(", ")
    }

    /// How many keys that is.
    pub(crate) fn len(&self) -> usize {
        self.prefix.len() + self.tail.len()
    }

    /// ` order by …`, reversed when paging back.
    fn order_by(&self, range: &Range, toward: Toward) -> String {
        let part = |keys: &[Key], direction: Direction| {
            let word = if is_ascending(direction, toward) { "" } else { " desc" };
            keys.iter().map(|key| format!("{}{word}", key.sql)).collect::<Vec<_>>()
        };
        // Within one prefix the planner must not be asked to sort by it: it does not see that an expression is constant.
        let mut all =
            if range.is_one_prefix { Vec::new() } else { part(&self.prefix, self.prefix_direction) };
        all.extend(part(&self.tail, self.tail_direction));
        format!(" order by {}", all.join(", "))
    }

    /// ` and … order by …` of one range.
    pub(crate) fn within(&self, range: &Range, toward: Toward) -> Fragment {
        let mut sql = Fragment::of(" and ");
        sql.append(&range.condition).push(&self.order_by(range, toward));
        sql
    }

    /// The ranges, to be asked one after the other, of the rows beyond `cursor`.
    pub(crate) fn beyond(&self, cursor: &Position, toward: Toward) -> Vec<Range> {
        let (prefix, tail) = cursor.0.split_at(self.prefix.len());
        let mut rest = equal(&self.prefix, prefix);
        rest.append(&past(&self.tail, tail, is_ascending(self.tail_direction, toward)));
        let mut ranges = vec![Range { condition: rest, is_one_prefix: true }];
        if !self.prefix.is_empty() {
            let condition = past(&self.prefix, prefix, is_ascending(self.prefix_direction, toward));
            ranges.push(Range { condition, is_one_prefix: false });
        }
        ranges
    }

    /// The cursor of a row that starts with the keys of `select`.
    pub(crate) fn cursor(&self, row: &SqliteRow) -> Result<Cursor> {
        let mut keys = vec![Json::from(self.tag.as_str())];
        for (at, key) in self.prefix.iter().chain(&self.tail).enumerate() {
            keys.push(match key.kind {
                KeyKind::Int => Json::from(row.try_get::<i64, _>(at)?),
                KeyKind::Text => Json::from(row.try_get::<&str, _>(at)?),
                KeyKind::Blob => {
                    let bytes: &[u8] = row.try_get(at)?;
                    Json::from(Uuid::from_slice(bytes).map_or(String::new(), |id| id.simple().to_string()))
                }
            });
        }
        Ok(Cursor(Json::from(keys).to_string()))
    }

    /// Reads a cursor of this order.
    pub(crate) fn position(&self, cursor: &Cursor) -> Result<Position> {
        let malformed = || Error::Malformed("a cursor");
        let keys: Vec<Json> = serde_json::from_str(&cursor.0).map_err(|_| malformed())?;
        let is_ours =
            keys.first().and_then(Json::as_str) == Some(self.tag.as_str()) && keys.len() == self.len() + 1;
        if !is_ours {
            return Err(malformed());
        }
        let values = self.prefix.iter().chain(&self.tail).zip(&keys[1..]).map(|(key, json)| match key.kind {
            KeyKind::Int => json.as_i64().map(Value::Int),
            KeyKind::Text => json.as_str().map(Value::from),
            KeyKind::Blob => match json.as_str() {
                Some("") => Some(Value::Null),
                Some(text) => Uuid::parse_str(text).ok().map(Value::Id),
                None => None,
            },
        });
        Ok(Position(values.collect::<Option<_>>().ok_or_else(malformed)?))
    }

    /// The cursor just before the rows of `day`, for orders that begin with the date.
    pub(crate) fn at_day(&self, day: NaiveDate) -> Option<Cursor> {
        if self.tail.first().map(|key| key.sql) != Some(DAY.sql) || !self.prefix.is_empty() {
            return None;
        }
        let edge = if self.tail_direction == Direction::Descending { i64::MAX } else { i64::MIN };
        Some(Cursor(serde_json::json!([self.tag, day.to_string(), edge, edge]).to_string()))
    }
}

/// A part of the list.
pub(crate) struct Range {
    condition: Fragment,
    /// Whether all its rows have the prefix of the cursor.
    is_one_prefix: bool,
}

impl Range {
    /// The whole list.
    pub(crate) fn whole() -> Self {
        Self { condition: Fragment::of("1"), is_one_prefix: false }
    }

    /// Whether all its rows are of one group.
    #[cfg(test)]
    pub(crate) fn is_one_group(&self) -> bool {
        self.is_one_prefix
    }

    /// Whether it is the whole list.
    #[cfg(test)]
    pub(crate) fn is_whole(&self) -> bool {
        self.condition.text == "1"
    }
}

/// The keys of a cursor.
pub(crate) struct Position(Vec<Value>);

fn keys(sort: SortKey) -> Vec<Key> {
    let mut keys = match sort {
        SortKey::Date => vec![DAY, INSTANT],
        SortKey::Amount => vec![AMOUNT],
        SortKey::Created => vec![CREATED],
        SortKey::Place => vec![PLACE_NAME, PLACE, DAY, INSTANT],
        SortKey::Category => vec![CATEGORY_NAME, DAY, INSTANT],
        SortKey::Meal => vec![MEAL, DAY, INSTANT],
    };
    keys.push(LOCAL_ID);
    keys
}

fn is_ascending(direction: Direction, toward: Toward) -> bool {
    (direction == Direction::Ascending) == (toward == Toward::After)
}

/// `a = ? and b = ? and `.
fn equal(keys: &[Key], values: &[Value]) -> Fragment {
    let mut sql = Fragment::default();
    for (key, value) in keys.iter().zip(values) {
        sql.push(key.sql).push(" = ");
        bind_key(&mut sql, *key, value);
        sql.push(" and ");
    }
    sql
}

/// `(a, b) > (?, ?)`.
fn past(keys: &[Key], values: &[Value], ascending: bool) -> Fragment {
    let mut sql =
        Fragment::of(format!("({})", keys.iter().map(|key| key.sql).collect::<Vec<_>>().join(", ")));
    sql.push(if ascending { " > (" } else { " < (" });
    for (at, (key, value)) in keys.iter().zip(values).enumerate() {
        if at > 0 {
            sql.push(", ");
        }
        bind_key(&mut sql, *key, value);
    }
    sql.push(")");
    sql
}

fn bind_key(sql: &mut Fragment, key: Key, value: &Value) {
    match (key.kind, value) {
        (KeyKind::Blob, Value::Null) => sql.push("x''"),
        _ => sql.bind(value.clone()),
    };
}
