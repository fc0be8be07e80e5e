//! What a person has chosen: one row for each setting, so that two devices can change different ones. They lie in the person's own
//! workspace; when that is shared with others, under the person's name.

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

/// Whose settings these are, as their rows say it.
pub(crate) async fn scope(app: &App) -> Result<String> {
    let home = app.places().home;
    let is_shared =
        app.store().workspaces().await?.iter().any(|row| row.id == home && row.kind != "personal");
    Ok(match app.cloud().me() {
        Some(me) if is_shared => format!("{SCOPE}:{me}"),
        Some(_) | None => SCOPE.to_owned(),
    })
}

/// The settings, defaults filled in. A value this version cannot read counts as not set. In a workspace that is not the person's own
/// new expenses are in its currency.
pub(crate) async fn load(app: &App) -> Result<Settings> {
    let mut settings = own(app).await?;
    if app.workspace() != app.places().home
        && let Some(here) = app.store().workspaces().await?.into_iter().find(|row| row.id == app.workspace())
    {
        settings.home_currency = here.home_currency;
    }
    Ok(settings)
}

/// The person's settings as they were chosen.
async fn own(app: &App) -> Result<Settings> {
    let mut settings = default_map()?;
    for (key, value) in app.store().settings(app.places().home, &scope(app).await?).await? {
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
        let before = own(app).await?;
        let mut after = self.settings;
        let home = app.pinned_to(app.places().home);
        if app.workspace() != home.workspace() && after.home_currency == load(app).await?.home_currency {
            // What was shown is the currency of another workspace, not a choice.
            after.home_currency = before.home_currency;
        }
        let mut tx = home.write("setting").await?;
        put(&mut tx, &scope(app).await?, &before, &after).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Writes the settings of `after` that differ from `before`.
pub(crate) async fn put(tx: &mut WriteTx, scope: &str, before: &Settings, after: &Settings) -> Result<()> {
    let before = map(before)?;
    let table = Table::named("setting");
    for (key, value) in map(after)? {
        if before.get(&key) == Some(&value) {
            continue;
        }
        let id = row_id(tx.context().workspace.0, scope, &key);
        let patch = Patch::new().set("value", value.to_string());
        match tx.find(table, id).await? {
            Some(row) => {
                tx.update(table, id, patch).await?;
                if row.deleted_at.is_some() {
                    tx.restore(table, id).await?;
                }
            }
            None => {
                tx.insert(table, id, patch.set("scope", scope).set("key", key)).await?;
            }
        }
    }
    Ok(())
}

/// The same on every device, so that two of them never make two rows of one setting.
fn row_id(workspace: Uuid, scope: &str, key: &str) -> Uuid {
    Uuid::new_v5(&workspace, format!("setting/{scope}/{key}").as_bytes())
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
