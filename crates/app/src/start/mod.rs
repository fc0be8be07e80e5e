//! First start, and what the interface needs before its first screen.

mod categories;

use std::collections::HashSet;

use domain::currency::CURRENCIES;
use domain::schema::{Patch, Table};
use domain::{CurrencyCode, DeviceId, GroupId, WorkspaceId};
use store::{Store, WriteContext, WriteTx};
use uuid::Uuid;
use wire::call::{CurrencyInfo, Settings, Start, StartEmpty, StartNotice, StartReply};

pub(crate) use categories::{Made, insert_defaults, language_index};

use crate::app::Places;
use crate::dispatch::Handle;
use crate::{App, Env, Result, settings};

/// The key of this installation's id.
pub(crate) const DEVICE: &str = "device_id";
/// The key that says how the person started: `empty` or `demo`.
const STARTED: &str = "started";

/// The key of the workspace shown.
pub(crate) const CURRENT: &str = "workspace";
/// The key of the workspace that is the person's own.
pub(crate) const HOME: &str = "home_workspace";

/// The workspaces meant and this installation, made on first start.
pub(crate) async fn identify(store: &Store, env: &Env) -> Result<(Places, DeviceId)> {
    let known = store.local_meta(DEVICE).await?.and_then(|id| Uuid::parse_str(&id).ok());
    let device = match known {
        Some(device) => DeviceId(device),
        None => {
            let device = env.new_id();
            store.put_local_meta(DEVICE, &device.to_string()).await?;
            DeviceId(device)
        }
    };
    let mut here: Vec<WorkspaceId> = store.workspaces().await?.iter().map(|row| row.id).collect();
    // One that was joined counts before its row has come.
    here.extend(store.sync_books().await?.iter().map(|book| book.workspace));
    let Some(first) = here.first().copied() else {
        return Ok((begin_anew(store, env, device).await?, device));
    };
    let current = remembered(store, CURRENT, &here).await?.unwrap_or(first);
    let home = remembered(store, HOME, &here).await?.unwrap_or(first);
    Ok((Places { current, home }, device))
}

async fn remembered(store: &Store, key: &str, here: &[WorkspaceId]) -> Result<Option<WorkspaceId>> {
    let id = store.local_meta(key).await?.and_then(|id| Uuid::parse_str(&id).ok()).map(WorkspaceId);
    Ok(id.filter(|id| here.contains(id)))
}

/// A personal workspace with nothing in it, as before the person started.
pub(crate) async fn begin_anew(store: &Store, env: &Env, device: DeviceId) -> Result<Places> {
    let workspace = WorkspaceId(env.new_id());
    let ids = env.clone();
    let context = WriteContext {
        workspace,
        device,
        at_ms: env.now_ms(),
        group: GroupId(env.new_id()),
        action: "first_start",
        ids: Box::new(move || ids.new_id()),
        undoable: false,
    };
    let mut tx = store.write(context).await?;
    let patch = Patch::new()
        .set("name", "Personal")
        .set("kind", "personal")
        .set("home_currency", Settings::default().home_currency)
        .set("month_start_day", 1i64)
        .set("fiscal_year_start", 1i64);
    tx.insert(Table::named("workspace"), workspace.0, patch).await?;
    tx.commit().await?;
    Ok(Places { current: workspace, home: workspace })
}

/// Remembers how the person started.
pub(crate) async fn remember_start(app: &App, how: &str) -> Result<()> {
    Ok(app.store().put_local_meta(STARTED, how).await?)
}

/// Sets the home currency of the person and of the book.
pub(crate) async fn put_home_currency(app: &App, tx: &mut WriteTx, home: CurrencyCode) -> Result<()> {
    let before = settings::load(app).await?;
    let after = Settings { home_currency: home, ..before.clone() };
    settings::put(tx, &settings::scope(app).await?, &before, &after).await?;
    tx.update(Table::named("workspace"), app.workspace().0, Patch::new().set("home_currency", home)).await?;
    Ok(())
}

impl Handle for Start {
    async fn handle(self, app: &App) -> Result<StartReply> {
        let started = app.store().local_meta(STARTED).await?;
        let settings = settings::load(app).await?;
        Ok(StartReply {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            is_first_start: started.is_none(),
            is_demo: started.as_deref() == Some("demo"),
            today: app.env().today(),
            tz: app.env().zone(),
            currencies: currencies(app, settings.home_currency).await?,
            settings,
            notice: notice(app),
        })
    }
}

fn notice(app: &App) -> Option<StartNotice> {
    let rescued = app.open_report().rescued.as_ref()?;
    Some(StartNotice::Rescued {
        damaged_file: rescued.damaged.display().to_string(),
        rows: rescued.tables.iter().map(|table| table.rows).sum(),
        incomplete_tables: rescued
            .tables
            .iter()
            .filter(|table| table.unreadable > 0)
            .map(|table| table.table.clone())
            .collect(),
    })
}

/// The home currency, then those in use, then the rest by code.
async fn currencies(app: &App, home: CurrencyCode) -> Result<Vec<CurrencyInfo>> {
    let used: HashSet<CurrencyCode> =
        app.store().currencies_lately(app.workspace()).await?.into_iter().collect();
    let mut all: Vec<CurrencyInfo> = CURRENCIES
        .iter()
        .map(|currency| CurrencyInfo {
            code: currency.code,
            name: currency.name.to_owned(),
            symbol: currency.symbol.to_owned(),
            exponent: currency.exponent,
            in_use: used.contains(&currency.code),
        })
        .collect();
    // A code no table knows may still be in the book.
    let unknown =
        used.iter().chain([&home]).filter(|code| code.find().is_none()).copied().collect::<HashSet<_>>();
    all.extend(unknown.into_iter().map(|code| CurrencyInfo {
        code,
        name: code.to_string(),
        symbol: code.to_string(),
        exponent: code.exponent(),
        in_use: used.contains(&code),
    }));
    all.sort_by_key(|info| (info.code != home, !info.in_use, info.code));
    Ok(all)
}

impl Handle for StartEmpty {
    async fn handle(self, app: &App) -> Result<()> {
        if app.store().local_meta(STARTED).await?.is_some() {
            return Ok(());
        }
        let mut tx = app.write_quietly("first_start").await?;
        put_home_currency(app, &mut tx, self.home_currency).await?;
        insert_defaults(&mut tx, self.language.as_deref()).await?;
        tx.commit().await?;
        remember_start(app, "empty").await
    }
}
