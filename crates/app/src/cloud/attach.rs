//! A book made without an account becomes one of an account's.
//!
//! An account without a workspace gets this one. A book with nothing in it takes the account's. Otherwise the person chooses whether
//! the local history is merged into a workspace or stays one of its own; nothing is lost either way.

use domain::WorkspaceId;
use store::sync::AttachMode;
use wire::call::{AttachChoice, AttachOffer, AttachTarget, NoticeKind, SyncReply};
use wire::v1;

use super::{Tie, background, duplicates, notices, status, tie};
use crate::app::Places;
use crate::dispatch::Handle;
use crate::{App, Error, Result, workspaces};

/// The key of the choice that is open: the workspaces of the account as JSON.
const OFFER: &str = "attach_offer";
/// The longest name of a workspace, in characters.
const NAME_CHARS_MAX: usize = 100;

/// What the person has to choose.
pub(super) async fn offer(app: &App) -> Result<Option<AttachOffer>> {
    if app.cloud().tie().is_none_or(|tie| tie.is_attached()) {
        return Ok(None);
    }
    let Some(kept) = app.store().local_meta(OFFER).await?.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let workspaces = serde_json::from_str(&kept).map_err(Error::Document)?;
    let local_expenses = app.store().counts(app.places().home).await?.expenses;
    Ok(Some(AttachOffer { local_expenses, workspaces }))
}

/// After logging in: takes what is clear, or leaves the choice open. An attached book learns of workspaces joined elsewhere.
pub(super) async fn settle(app: &App) -> Result<()> {
    let theirs = app.cloud().session()?.workspaces().await?;
    if app.cloud().tie().is_some_and(|tie| tie.is_attached()) {
        return add_books(app, &theirs).await;
    }
    let local = app.places().current;
    // An account without workspaces gets this one; where it has it already, an attaching that was cut off is finished.
    if theirs.is_empty() || theirs.iter().any(|there| there.id == local.0) {
        return keep_own(app, local, None, &theirs).await;
    }
    if is_blank(app, local).await? {
        return take_theirs(app, local, &theirs).await;
    }
    let targets: Vec<AttachTarget> =
        theirs.iter().filter(|there| there.role >= v1::Role::Member).map(target).collect();
    let text = serde_json::to_string(&targets).map_err(Error::Document)?;
    Ok(app.store().put_local_meta(OFFER, &text).await?)
}

/// A login whose end was cut off is finished.
pub(super) async fn settle_if_open(app: &App) -> Result<()> {
    let is_open = app.cloud().tie().is_some_and(|tie| !tie.is_attached());
    if is_open && offer(app).await?.is_none() && app.cloud().session().is_ok() {
        settle(app).await?;
    }
    Ok(())
}

fn target(there: &v1::Workspace) -> AttachTarget {
    AttachTarget {
        id: WorkspaceId(there.id),
        name: there.name.clone(),
        kind: there.kind,
        members: there.members,
    }
}

impl Handle for AttachChoice {
    async fn handle(self, app: &App) -> Result<SyncReply> {
        let service = app.cloud().session()?;
        if app.cloud().tie().is_some_and(|tie| tie.is_attached()) {
            return Err(Error::Stale);
        }
        let theirs = service.workspaces().await?;
        let local = app.places().current;
        match self.into {
            None => keep_own(app, local, self.name, &theirs).await?,
            Some(into) if into == local => keep_own(app, local, None, &theirs).await?,
            Some(into) => {
                let there = theirs.iter().find(|there| there.id == into.0).ok_or(Error::NotFound)?;
                if there.role < v1::Role::Member {
                    return Err(Error::Forbidden);
                }
                merge(app, local, there, &theirs).await?;
            }
        }
        background::begin(app).await;
        status::reply(app).await
    }
}

/// The local history as a workspace of its own.
async fn keep_own(
    app: &App,
    local: WorkspaceId,
    name: Option<String>,
    theirs: &[v1::Workspace],
) -> Result<()> {
    let here = app.pinned_to(local);
    if let Some(name) = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()) {
        workspaces::rename(&here, local, &name).await?;
    }
    let row = workspaces::row(app, local).await?;
    let made = v1::NewWorkspace {
        id: local.0,
        name: row.name.chars().take(NAME_CHARS_MAX).collect(),
        kind: workspaces::kind(&row.kind),
        home_currency: row.home_currency.to_string(),
        row_follows: true,
    };
    let made = app.cloud().session()?.create_workspace(&made).await?;
    app.store().attach(here.context("attach", false), local, AttachMode::New).await?;
    app.store().put_sync_role(local, &made.name, &workspaces::role_text(made.role)).await?;
    done(app, local, local).await?;
    add_books(app, theirs).await
}

/// The local history into a workspace of the account.
async fn merge(app: &App, local: WorkspaceId, there: &v1::Workspace, theirs: &[v1::Workspace]) -> Result<()> {
    let expenses = app.store().counts(local).await?.expenses;
    let into = WorkspaceId(there.id);
    app.store().attach(app.pinned_to(local).context("attach", false), into, AttachMode::Into).await?;
    app.store().put_sync_role(into, &there.name, &workspaces::role_text(there.role)).await?;
    done(app, local, into).await?;
    duplicates::watch(app, into).await?;
    notices::add(app, NoticeKind::Attached { expenses, duplicates: 0 }).await?;
    add_books(app, theirs).await
}

/// A book with nothing in it takes the account's.
async fn take_theirs(app: &App, local: WorkspaceId, theirs: &[v1::Workspace]) -> Result<()> {
    let personal = theirs.iter().find(|there| there.kind == v1::WorkspaceKind::Personal);
    let Some(first) = personal.or(theirs.first()) else { return Ok(()) };
    add_books(app, theirs).await?;
    done(app, local, WorkspaceId(first.id)).await?;
    crate::start::remember_start(app, "account").await?;
    Ok(app.store().forget_workspace(local).await?)
}

/// The book is the account's for good.
async fn done(app: &App, local: WorkspaceId, now: WorkspaceId) -> Result<()> {
    let Some(tie) = app.cloud().tie() else { return Err(Error::NoAccount) };
    tie::put(app, Some(Tie { attached_ms: Some(app.env().now_ms()), ..tie })).await?;
    app.store().put_local_meta(OFFER, "").await?;
    let places = app.places();
    let follow = |workspace| if workspace == local { now } else { workspace };
    workspaces::go(app, Places { current: follow(places.current), home: follow(places.home) }).await
}

/// Workspaces of the account that are not on this device yet.
pub(crate) async fn add_books(app: &App, theirs: &[v1::Workspace]) -> Result<()> {
    let here = app.store().sync_books().await?;
    for there in theirs {
        let (id, role) = (WorkspaceId(there.id), workspaces::role_text(there.role));
        if here.iter().any(|book| book.workspace == id) {
            app.store().put_sync_role(id, &there.name, &role).await?;
        } else {
            app.store().add_sync_book(id, &there.name, Some(&role)).await?;
        }
    }
    Ok(())
}

/// After the account was erased: own workspaces live on here, without copies.
pub(super) async fn detach_all(app: &App) -> Result<()> {
    for book in app.store().sync_books().await? {
        app.store().detach(app.pinned_to(book.workspace).context("detach", false)).await?;
    }
    Ok(())
}

/// Whether nothing was recorded here yet.
async fn is_blank(app: &App, workspace: WorkspaceId) -> Result<bool> {
    let counts = app.store().counts(workspace).await?;
    let has_expenses = counts.expenses + counts.in_trash > 0;
    let has_templates = !app.store().templates(workspace).await?.is_empty();
    let has_filters = !app.store().saved_filters(workspace).await?.is_empty();
    Ok(!has_expenses && !has_templates && !has_filters && app.store().drafts(workspace).await?.is_empty())
}
