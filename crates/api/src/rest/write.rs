//! Making, changing, deleting and restoring: from a request to ops, from their acks to an answer.

use domain::schema::{DELETED_UNIT, Table};
use http::StatusCode;
use serde_json::{Map, Value as Json};
use sqlx::{PgConnection, Row as _};
use uuid::Uuid;
use wire::v1::{Ack, FieldProblem, OP_BYTES_MAX, OPS_MAX, Op, Outcome, RejectCode, Row};

use super::answer::{Answer, Key};
use super::draft::{self, Draft, PartDraft, Problems};
use super::load::{self, Reader};
use super::ops::{ChangedSince, Ids, Writing};
use super::render::{self, Wanted, Whole};
use super::resource::{Removal, Resource};
use crate::auth::Caller;
use crate::{Error, Result, State, blobs, desk};

/// A request that writes.
#[derive(Debug)]
pub(crate) struct Request {
    /// The resource.
    pub resource: &'static Resource,
    /// Who asks.
    pub caller: Caller,
    /// The workspace.
    pub workspace: Uuid,
    /// Its key.
    pub key: Option<Key>,
    /// What to do.
    pub action: Action,
}

/// What to do.
#[derive(Debug)]
pub(crate) enum Action {
    /// Make a row of this document.
    Create(Json),
    /// Merge this patch into a row whose version the writer saw.
    Change(Uuid, i64, Json),
    /// Remove a row, perhaps only if it is as the writer saw it.
    Delete(Uuid, Option<i64>),
    /// Bring a row back.
    Restore(Uuid),
}

/// Does it, in a task of its own: a writer who hangs up must not leave it half done.
pub(crate) async fn run(state: State, request: Request) -> Result<Answer> {
    tokio::spawn(run_here(state, request)).await.map_err(|_| Error::Internal("write"))?
}

async fn run_here(state: State, request: Request) -> Result<Answer> {
    let Request { resource, caller, workspace, key, action } = request;
    caller.may_write(workspace)?;
    let mut desk = desk::open(&state, &caller, workspace).await?;
    desk.may_write()?;
    let reader = Reader { workspace, member: desk.member() };
    if let Some(key) = &key
        && let Some(answer) = key.find(desk.connection(), workspace, caller.user).await?
    {
        return Ok(answer);
    }
    let mut ids = key.as_ref().map_or(Ids::Fresh, |key| Ids::Keyed(key.namespace, 0));
    let plan = plan(&state, desk.connection(), &reader, resource, &action, &mut ids, key.is_some()).await?;
    desk.close().await?;
    let acks = apply(&state, &caller, workspace, resource, &plan.ops).await?;
    for sha256 in
        plan.ops.iter().filter(|op| op.k == "blob").filter_map(|op| op.set["ref"].v["sha256"].as_str())
    {
        desk::mark_present(&state, workspace, sha256).await?;
    }
    let id = remapped(&acks, plan.id);
    let answer = answer(&state, &caller, &reader, resource, &action, id, id != plan.id).await?;
    if let Some(key) = &key {
        let mut desk = desk::open(&state, &caller, workspace).await?;
        key.keep(desk.connection(), workspace, caller.user, &answer, state.now_ms()).await?;
        desk.close().await?;
    }
    Ok(answer)
}

struct Plan {
    id: Uuid,
    ops: Vec<Op>,
}

async fn plan(
    state: &State,
    connection: &mut PgConnection,
    reader: &Reader,
    resource: &'static Resource,
    action: &Action,
    ids: &mut Ids,
    is_keyed: bool,
) -> Result<Plan> {
    match action {
        Action::Create(document) => {
            create(state, connection, reader, resource, document, ids, is_keyed).await
        }
        Action::Change(id, base, patch) => {
            change(state, connection, reader, resource, *id, *base, patch, ids).await
        }
        Action::Delete(id, base) => {
            let (whole, _) = one(connection, reader, resource, *id).await?;
            if base.is_some_and(|base| whole.seq > base) {
                return Err(Error::PreconditionFailed);
            }
            let mut writing = Writing::new(ids, state.now_ms(), whole.seq);
            remove(&mut writing, resource, &whole.row)?;
            Ok(Plan { id: *id, ops: writing.finish() })
        }
        Action::Restore(id) => {
            let (whole, _) = one(connection, reader, resource, *id).await?;
            let mut writing = Writing::new(ids, state.now_ms(), whole.seq);
            restore(&mut writing, resource, &whole.row)?;
            Ok(Plan { id: *id, ops: writing.finish() })
        }
    }
}

async fn create(
    state: &State,
    connection: &mut PgConnection,
    reader: &Reader,
    resource: &'static Resource,
    document: &Json,
    ids: &mut Ids,
    is_keyed: bool,
) -> Result<Plan> {
    let mut draft = draft::read(resource, document, None).map_err(invalid)?;
    let own = ids.next();
    let given = document.get("id").filter(|id| !id.is_null());
    let id = match given {
        None => own,
        Some(id) => {
            let id = id.as_str().and_then(|text| text.parse::<Uuid>().ok()).filter(|id| !id.is_nil());
            id.ok_or_else(|| Error::field("/id", "malformed"))?
        }
    };
    let is_there = !load::rows(connection, reader.workspace, resource.table(), &[id]).await?.is_empty();
    let mut writing = Writing::new(ids, state.now_ms(), 0);
    complete(connection, reader, resource, &mut draft, &mut writing).await?;
    writing.create(resource, id, &draft);
    let ops = writing.finish();
    // The row may be ours: the answer to this very request was lost before it was kept.
    if is_there && !(is_keyed && was_answered(connection, reader.workspace, &ops).await?) {
        return Err(Error::conflict("there is a row with this id"));
    }
    Ok(Plan { id, ops })
}

async fn was_answered(connection: &mut PgConnection, workspace: Uuid, ops: &[Op]) -> Result<bool> {
    let ids: Vec<Uuid> = ops.iter().map(|op| op.op).collect();
    Ok(sqlx::query_scalar(include_str!("was_answered.sql"))
        .bind(workspace)
        .bind(ids)
        .fetch_one(connection)
        .await?)
}

#[allow(clippy::too_many_arguments, reason = "each is one thing a change depends on")]
async fn change(
    state: &State,
    connection: &mut PgConnection,
    reader: &Reader,
    resource: &'static Resource,
    id: Uuid,
    base: i64,
    patch: &Json,
    ids: &mut Ids,
) -> Result<Plan> {
    let (whole, removed) = one(connection, reader, resource, id).await?;
    if whole.row.masked {
        return Err(Error::Forbidden);
    }
    if base > whole.seq {
        return Err(Error::PreconditionFailed);
    }
    if !patch.is_object() {
        return Err(Error::field("", "malformed"));
    }
    let blobs = load::blobs(connection, reader, std::slice::from_ref(&whole)).await?;
    let shown = render::document(resource, &whole, &blobs, reader.workspace, &Wanted(None));
    let mut merged = shown.clone();
    follow(&mut merged, patch);
    draft::merge(&mut merged, patch);
    let mut draft = draft::read(resource, &merged, Some(&shown)).map_err(invalid)?;
    draft.parts.retain(|name, _| patch.get(*name).is_some());
    // Emptied by the patch: `null` removes them all.
    for part in resource.parts.iter().filter(|part| patch.get(part.name).is_some_and(Json::is_null)) {
        draft.parts.insert(part.name, Vec::new());
    }
    let mut writing = Writing::new(ids, state.now_ms(), base);
    keep_bytes(&whole, &mut draft);
    complete(connection, reader, resource, &mut draft, &mut writing).await?;
    keep_hidden(resource, &whole.row, &mut draft);
    writing.change(resource, &whole, &removed, &draft).map_err(|ChangedSince| Error::PreconditionFailed)?;
    Ok(Plan { id, ops: writing.finish() })
}

/// Values that follow from others follow them when those change, unless the patch says otherwise.
fn follow(shown: &mut Json, patch: &Json) {
    let Some(document) = shown.as_object_mut() else { return };
    let says = |name: &str| patch.get(name).is_some();
    let moves = says("occurred_on") && !says("reporting_date");
    if moves && document.get("reporting_date") == document.get("occurred_on") {
        document.remove("reporting_date");
    }
    if says("tz") && !says("utc_offset_min") {
        document.remove("utc_offset_min");
    }
    if says("place_id") && !says("place_name") {
        document.remove("place_name");
    }
}

/// The bytes of attachments that were there before are not looked up again.
fn keep_bytes(whole: &Whole, draft: &mut Draft) {
    if whole.row.k == "attachment" {
        put_blob(&mut draft.columns, &whole.row);
    }
    let rows = whole.parts.get("attachments").map_or(&[][..], Vec::as_slice);
    for item in draft.parts.get_mut("attachments").into_iter().flatten() {
        if let Some(row) = rows.iter().find(|row| Some(row.id) == item.id) {
            put_blob(&mut item.columns, row);
        }
    }
}

fn put_blob(columns: &mut Map<String, Json>, row: &Row) {
    if let Some(blob) = row.d.get("blob_id") {
        columns.insert("blob_id".to_owned(), blob.clone());
    }
}

/// Columns the document does not show stay as they are.
fn keep_hidden(resource: &Resource, row: &Row, draft: &mut Draft) {
    for column in resource.table().columns {
        let is_shown = resource.fields.iter().any(|field| field.column == column.name)
            || ["name_fold", "occurred_at", "utc_offset_min", "reporting_date", "currency"]
                .contains(&column.name);
        if let (false, Some(value)) = (is_shown, row.d.get(column.name)) {
            draft.columns.insert(column.name.to_owned(), value.clone());
        }
    }
}

/// What a document leaves to be looked up: the name of a place, and the rows of bytes.
async fn complete(
    connection: &mut PgConnection,
    reader: &Reader,
    resource: &Resource,
    draft: &mut Draft,
    writing: &mut Writing<'_>,
) -> Result<()> {
    if resource.kind == "expense" && !draft.columns.contains_key("place_name_snapshot") {
        let place = draft.columns.get("place_id").and_then(Json::as_str).and_then(|text| text.parse().ok());
        if let Some(place) = place {
            let rows = load::rows(connection, reader.workspace, Table::named("place"), &[place]).await?;
            if let Some(name) = rows.first().and_then(|row| row.text("name")) {
                draft.columns.insert("place_name_snapshot".to_owned(), Json::from(name));
            }
        }
    }
    if resource.kind == "attachment" {
        bytes(connection, reader, &mut draft.columns, "/sha256", writing).await?;
    }
    for (at, PartDraft { columns, .. }) in
        draft.parts.get_mut("attachments").into_iter().flatten().enumerate()
    {
        bytes(connection, reader, columns, &format!("/attachments/{at}/sha256"), writing).await?;
    }
    Ok(())
}

/// The row that names the bytes of an attachment: one that is there, or a new one of bytes that were uploaded.
async fn bytes(
    connection: &mut PgConnection,
    reader: &Reader,
    columns: &mut Map<String, Json>,
    path: &str,
    writing: &mut Writing<'_>,
) -> Result<()> {
    let Some(sha256) = columns.get("blob_id").and_then(Json::as_str).map(str::to_owned) else {
        return Ok(());
    };
    // An id is shorter than a hash.
    let Ok(hash) = sha256.parse::<blobs::Sha256>() else { return Ok(()) };
    let row = sqlx::query(include_str!("find_blob.sql"))
        .bind(reader.workspace)
        .bind(&sha256)
        .bind(reader.member.user)
        .fetch_optional(&mut *connection)
        .await?;
    let id = match row {
        Some(row) => row.try_get("id")?,
        None => {
            let stored = blobs::find_stored(connection, reader.workspace, hash).await?;
            let stored = stored.ok_or_else(|| Error::field(path, "unknown"))?;
            let id = writing.ids.next();
            let blob = [
                ("sha256", Json::from(sha256)),
                ("blake3", Json::from(stored.blake3)),
                ("size", Json::from(stored.size)),
                ("mime", Json::from(stored.mime)),
                ("cloud_state", Json::from("present")),
            ];
            let blob = blob.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            writing.insert(Table::named("blob"), id, &blob);
            id
        }
    };
    columns.insert("blob_id".to_owned(), Json::from(id.to_string()));
    Ok(())
}

fn remove(writing: &mut Writing<'_>, resource: &'static Resource, row: &Row) -> Result<()> {
    let now_ms = writing.now_ms;
    let done = match resource.removal {
        Removal::Tombstone if row.x => Ok(()),
        Removal::Tombstone => writing.delete(resource.table(), row),
        Removal::Archive if row.d.contains_key("archived_at") => Ok(()),
        Removal::Archive => set_archived(writing, resource, row, Some(now_ms)),
    };
    done.map_err(|ChangedSince| Error::PreconditionFailed)
}

fn restore(writing: &mut Writing<'_>, resource: &'static Resource, row: &Row) -> Result<()> {
    let mut done = Ok(());
    if row.x {
        done = writing.set(resource.table(), row, DELETED_UNIT, Map::new());
    }
    if resource.removal == Removal::Archive && row.d.contains_key("archived_at") {
        done = done.and_then(|()| set_archived(writing, resource, row, None));
    }
    done.map_err(|ChangedSince| Error::PreconditionFailed)
}

/// The whole unit with another `archived_at`: a place keeps the day it closed.
fn set_archived(
    writing: &mut Writing<'_>,
    resource: &'static Resource,
    row: &Row,
    at_ms: Option<i64>,
) -> Result<(), ChangedSince> {
    let table = resource.table();
    let mut value: Map<String, Json> = table
        .unit_columns("archived")
        .filter_map(|column| Some((column.name.to_owned(), row.d.get(column.name)?.clone())))
        .collect();
    match at_ms {
        Some(at_ms) => value.insert("archived_at".to_owned(), Json::from(at_ms)),
        None => value.remove("archived_at"),
    };
    writing.set(table, row, "archived", value)
}

async fn one(
    connection: &mut PgConnection,
    reader: &Reader,
    resource: &Resource,
    id: Uuid,
) -> Result<(Whole, Vec<Row>)> {
    let (wholes, mut removed) = load::whole(connection, reader, resource, &[id], true).await?;
    let whole = wholes.into_iter().next().ok_or(Error::NotFound)?;
    Ok((whole, removed.remove(&id).unwrap_or_default()))
}

async fn apply(
    state: &State,
    caller: &Caller,
    workspace: Uuid,
    resource: &Resource,
    ops: &[Op],
) -> Result<Vec<Ack>> {
    if ops.is_empty() {
        return Ok(Vec::new());
    }
    if ops.len() > OPS_MAX {
        return Err(Error::TooLarge { limit: OPS_MAX as u64 });
    }
    let acks = desk::apply(state, caller, workspace, ops).await?;
    let refused = |ack: &&Ack| ack.r == Outcome::Rejected && ack.code != Some(RejectCode::Group);
    if let Some(ack) = acks.iter().find(refused) {
        let op = ops.iter().find(|op| op.op == ack.op);
        return Err(refusal(resource, ack, op));
    }
    // Between looking and writing another may have changed the same unit, and its value stands.
    let kept_other = acks.iter().any(|ack| matches!(ack.r, Outcome::KeptOther));
    if kept_other { Err(Error::PreconditionFailed) } else { Ok(acks) }
}

fn refusal(resource: &Resource, ack: &Ack, op: Option<&Op>) -> Error {
    match ack.code.unwrap_or(RejectCode::Other) {
        RejectCode::Forbidden => Error::Forbidden,
        RejectCode::Invalid | RejectCode::UnknownRow => Error::Invalid(vec![field_of(resource, ack, op)]),
        RejectCode::StaleApproval => Error::PreconditionFailed,
        RejectCode::ClosedPeriod => Error::conflict("the period is closed"),
        RejectCode::Quota => Error::conflict("the workspace holds as much as it may"),
        RejectCode::TooLarge => Error::TooLarge { limit: OP_BYTES_MAX as u64 },
        RejectCode::UnknownKind | RejectCode::UnknownUnit | RejectCode::Group | RejectCode::Other => {
            Error::Internal("a write of our own was not understood")
        }
    }
}

/// `unit.column: word` as a field of the document.
fn field_of(resource: &Resource, ack: &Ack, op: Option<&Op>) -> FieldProblem {
    let (place, code) = ack.msg.as_deref().and_then(|msg| msg.split_once(": ")).unwrap_or(("", "unknown"));
    let column = place.rsplit('.').next().unwrap_or_default();
    let part = op.and_then(|op| resource.parts.iter().find(|part| part.kind == op.k));
    let fields = part.map_or(resource.fields, |part| part.fields);
    let name = fields.iter().find(|field| field.column == column).map_or(column, |field| field.name);
    let path = match part {
        Some(part) => format!("/{}/{name}", part.name),
        None => format!("/{name}"),
    };
    FieldProblem { path, code: code.to_owned(), limit: None }
}

/// The id a row is known by: two of one name become one.
fn remapped(acks: &[Ack], id: Uuid) -> Uuid {
    acks.iter().filter_map(|ack| ack.remap).find(|remap| remap.from == id).map_or(id, |remap| remap.to)
}

async fn answer(
    state: &State,
    caller: &Caller,
    reader: &Reader,
    resource: &'static Resource,
    action: &Action,
    id: Uuid,
    was_there: bool,
) -> Result<Answer> {
    if let Action::Delete(..) = action {
        return Ok(Answer { status: StatusCode::NO_CONTENT, location: None, etag: None, body: None });
    }
    let mut desk = desk::open(state, caller, reader.workspace).await?;
    let (whole, _) = one(desk.connection(), reader, resource, id).await?;
    let blobs = load::blobs(desk.connection(), reader, std::slice::from_ref(&whole)).await?;
    desk.close().await?;
    let document = render::document(resource, &whole, &blobs, reader.workspace, &Wanted(None));
    let is_new = matches!(action, Action::Create(_));
    Ok(Answer {
        status: if is_new && !was_there { StatusCode::CREATED } else { StatusCode::OK },
        location: is_new.then(|| format!("/v1/workspaces/{}/{}/{id}", reader.workspace, resource.path)),
        etag: Some(format!("\"{}\"", whole.seq)),
        body: Some(document.to_string()),
    })
}

fn invalid(problems: Problems) -> Error {
    Error::Invalid(problems.0)
}
