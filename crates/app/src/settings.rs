//! What a person has chosen: one row for each setting, so that two devices can change different ones.

use domain::expense::{Field, FieldProblem};
use domain::schema::{Patch, Table};
use serde_json::{Map, Value as Json};
use store::WriteTx;
use uuid::Uuid;
use wire::call::{SetSetting, Settings};

use crate::dispatch::Handle;
use crate::{App, Error, Result};

/// Settings of a person follow them to their other devices.
const SCOPE: &str = "user";
/// The longest text setting, in characters.
const TEXT_CHARS_MAX: usize = 64;
/// Minutes of a day.
const DAY_MINUTES: u32 = 24 * 60;

/// The settings, defaults filled in. A value this version cannot read counts as not set.
pub(crate) async fn load(app: &App) -> Result<Settings> {
    let mut settings = default_map()?;
    for (key, value) in app.store().settings(app.workspace(), SCOPE).await? {
        let Ok(value) = serde_json::from_str::<Json>(&value) else { continue };
        let mut with = settings.clone();
        if with.insert(key, value).is_some()
            && serde_json::from_value::<Settings>(Json::Object(with.clone())).is_ok()
        {
            settings = with;
        }
    }
    serde_json::from_value(Json::Object(settings)).map_err(Error::Document)
}

fn map(settings: &Settings) -> Result<Map<String, Json>> {
    match serde_json::to_value(settings).map_err(Error::Document)? {
        Json::Object(map) => Ok(map),
        _ => Ok(Map::new()),
    }
}

fn default_map() -> Result<Map<String, Json>> {
    map(&Settings::default())
}

impl Handle for SetSetting {
    async fn handle(self, app: &App) -> Result<()> {
        validate(&self.settings)?;
        let before = load(app).await?;
        let mut tx = app.write("setting").await?;
        put(&mut tx, &before, &self.settings).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Writes the settings of `after` that differ from `before`.
pub(crate) async fn put(tx: &mut WriteTx, before: &Settings, after: &Settings) -> Result<()> {
    let before = map(before)?;
    let table = Table::named("setting");
    for (key, value) in map(after)? {
        if before.get(&key) == Some(&value) {
            continue;
        }
        let id = row_id(tx.context().workspace.0, &key);
        let patch = Patch::new().set("value", value.to_string());
        match tx.find(table, id).await? {
            Some(row) => {
                tx.update(table, id, patch).await?;
                if row.deleted_at.is_some() {
                    tx.restore(table, id).await?;
                }
            }
            None => {
                tx.insert(table, id, patch.set("scope", SCOPE).set("key", key)).await?;
            }
        }
    }
    Ok(())
}

/// The same on every device, so that two of them never make two rows of one setting.
fn row_id(workspace: Uuid, key: &str) -> Uuid {
    Uuid::new_v5(&workspace, format!("setting/{SCOPE}/{key}").as_bytes())
}

fn validate(settings: &Settings) -> Result<()> {
    let texts = [
        settings.language.as_deref(),
        settings.locale.as_deref(),
        Some(&settings.theme),
        Some(&settings.density),
    ];
    let is_long = texts.into_iter().flatten().any(|text| text.chars().count() > TEXT_CHARS_MAX);
    let is_odd = settings.week_start.is_some_and(|day| !(1..=7).contains(&day))
        || settings.day_end_minutes >= DAY_MINUTES;
    if is_long || is_odd {
        return Err(Error::field(Field::Setting, FieldProblem::Malformed));
    }
    Ok(())
}
