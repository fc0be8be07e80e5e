//! Values and people as a person reads them.

use domain::schema::Table;
use serde_json::{Map, Value as Json};
use store::sync::Member;
use uuid::Uuid;
use wire::call::PersonRef;

use crate::{App, Result};

/// The columns of a table that `values` name, in the order of `schema`, as text: references by name, like the history.
pub(super) async fn values(
    app: &App,
    table: &str,
    values: &Map<String, Json>,
) -> Result<Vec<(String, Option<String>)>> {
    Ok(app.store().readable(table, values).await?)
}

/// The columns of a unit and others that `values` name, in the order of `schema`.
pub(super) fn columns(table: &str, unit: &str, sides: [&Map<String, Json>; 2]) -> Vec<&'static str> {
    let Some(table) = Table::find(table) else { return Vec::new() };
    let is_named = |name: &str| sides.iter().any(|side| side.contains_key(name));
    table
        .columns
        .iter()
        .filter(|column| column.unit == unit || is_named(column.name))
        .map(|column| column.name)
        .collect()
}

/// A member as the interface names them.
pub(super) fn person(app: &App, id: Uuid, name: Option<String>) -> PersonRef {
    let id = domain::UserId(id);
    PersonRef { id, name: name.filter(|name| !name.is_empty()), is_me: app.cloud().me() == Some(id) }
}

/// A member of the copy here.
pub(super) fn member(app: &App, member: Member) -> PersonRef {
    person(app, member.user, Some(member.name))
}
