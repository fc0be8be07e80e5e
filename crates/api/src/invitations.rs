//! Invitations: a code that is mailed or handed on, good once, for fourteen days; works while who invited is offline.

use http::StatusCode;
use sqlx::{Row as _, postgres::PgRow};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::v1::{self, Role};

use crate::accounts::Email;
use crate::auth::{Attempt, Network, Person, attempt, digest, new_code, read_code};
use crate::commands::{NewMember, usual_scope};
use crate::database::{Locked, stored_word, word};
use crate::extract::{Json, Path};
use crate::mail::texts::{Language, Letter, write};
use crate::state::detached;
use crate::workspaces::{
    MEMBERS_MAX, WORKSPACES_MAX, announce, find_workspace, find_workspaces, get_display_name, may_manage,
    must_be, must_be_shared,
};
use crate::{Error, Result, State};

/// How long an invitation is good for.
const LIFE_MS: i64 = 14 * 24 * 60 * 60_000;
/// Open invitations of one workspace, at most.
const OPEN_MAX: usize = 100;

/// Where these are found.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list_invitations, invite))
        .routes(routes!(revoke_invitation))
        .routes(routes!(accept_invitation))
}

/// The invitations nobody accepted yet.
#[utoipa::path(get, path = "/v1/workspaces/{ws}/invitations", tag = "workspaces", params(("ws" = Uuid, Path)),
    responses((status = 200, body = Vec<v1::Invitation>), (status = 403, body = v1::Problem)))]
async fn list_invitations(
    state: State,
    person: Person,
    Path(ws): Path<Uuid>,
) -> Result<Json<Vec<v1::Invitation>>> {
    let mut locked = Locked::begin(&state.pool, ws, person.user).await?;
    must_be(locked.member().await?.role, Role::Admin)?;
    find_open(&mut locked, state.now_ms()).await.map(Json)
}

/// Invites somebody, by mail or with a code for handing on.
#[utoipa::path(post, path = "/v1/workspaces/{ws}/invitations", tag = "workspaces", params(("ws" = Uuid, Path)),
    request_body = v1::NewInvitation,
    responses((status = 200, body = v1::Invitation), (status = 403, body = v1::Problem), (status = 409, body = v1::Problem)))]
async fn invite(
    state: State,
    person: Person,
    network: Network,
    Path(ws): Path<Uuid>,
    Json(new): Json<v1::NewInvitation>,
) -> Result<Json<v1::Invitation>> {
    let email = new.email.as_deref().map(|email| Email::parse(email, "/email")).transpose()?;
    if email.is_some() {
        attempt(&state, Attempt::Mail, network)?;
    }
    let code = new_code()?;
    let now_ms = state.now_ms();
    let invitation = v1::Invitation {
        id: state.new_id(),
        email: email.map(|email| email.typed),
        role: new.role,
        expires_ms: now_ms + LIFE_MS,
        code: Some(code),
    };
    let background = state.clone();
    let invitation = detached(async move {
        let mut locked = Locked::begin(&state.pool, ws, person.user).await?;
        if !may_manage(locked.member().await?.role, invitation.role) {
            return Err(Error::Forbidden);
        }
        must_be_shared(locked.clock.kind)?;
        if find_open(&mut locked, now_ms).await?.len() >= OPEN_MAX {
            return Err(Error::conflict(format!("at most {OPEN_MAX} open invitations")));
        }
        sqlx::query(include_str!("invitations/insert.sql"))
            .bind(invitation.id)
            .bind(ws)
            .bind(&invitation.email)
            .bind(stored_word(invitation.role))
            .bind(digest(invitation.code.as_deref().unwrap_or_default().as_bytes()))
            .bind(person.user)
            .bind(now_ms)
            .bind(invitation.expires_ms)
            .execute(&mut *locked.tx)
            .await?;
        locked.commit().await?;
        Ok(invitation)
    })
    .await?;
    mail(&background, ws, person.user, &invitation).await?;
    Ok(Json(invitation))
}

/// Sends the code, in the language of who invites: that of who is invited is not known.
async fn mail(state: &State, ws: Uuid, by: Uuid, invitation: &v1::Invitation) -> Result<()> {
    let (Some(email), Some(code)) = (&invitation.email, &invitation.code) else { return Ok(()) };
    let workspace = find_workspace(&state.pool, ws, by).await?;
    let mut connection = state.pool.acquire().await?;
    let account = crate::accounts::profile::find_account(&mut connection, by).await?;
    let letter = Letter::Invitation { from: &account.display_name, workspace: &workspace.name, code };
    state.mailer.post(write(letter, Language::of(account.locale.as_deref()), email));
    Ok(())
}

/// Takes an invitation back.
#[utoipa::path(delete, path = "/v1/workspaces/{ws}/invitations/{id}", tag = "workspaces",
    params(("ws" = Uuid, Path), ("id" = Uuid, Path)),
    responses((status = 204, description = "Taken back"), (status = 403, body = v1::Problem), (status = 404, body = v1::Problem)))]
async fn revoke_invitation(
    state: State,
    person: Person,
    Path((ws, id)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode> {
    detached(async move {
        let mut locked = Locked::begin(&state.pool, ws, person.user).await?;
        must_be(locked.member().await?.role, Role::Admin)?;
        let revoked = sqlx::query(include_str!("invitations/revoke.sql"))
            .bind(ws)
            .bind(id)
            .bind(state.now_ms())
            .execute(&mut *locked.tx)
            .await?;
        if revoked.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
        locked.commit().await?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// Joins a workspace.
#[utoipa::path(post, path = "/v1/invitations/accept", tag = "workspaces", request_body = v1::AcceptInvitation,
    responses((status = 200, body = v1::Workspace), (status = 410, body = v1::Problem)))]
async fn accept_invitation(
    state: State,
    person: Person,
    network: Network,
    Json(asked): Json<v1::AcceptInvitation>,
) -> Result<Json<v1::Workspace>> {
    attempt(&state, Attempt::Guess, network)?;
    let code_hash = digest(read_code(&asked.code).as_bytes());
    let name = get_display_name(&state.pool, person.user).await?;
    if find_workspaces(&state.pool, person.user).await?.len() >= WORKSPACES_MAX {
        return Err(Error::conflict(format!("at most {WORKSPACES_MAX} workspaces")));
    }
    detached(async move {
        let ws: Option<Uuid> = sqlx::query_scalar(include_str!("invitations/find_workspace.sql"))
            .bind(&code_hash)
            .fetch_optional(&state.pool)
            .await?;
        let ws = ws.ok_or(Error::CodeExpired)?;
        join(&state, ws, person.user, name, &code_hash).await?;
        find_workspace(&state.pool, ws, person.user).await.map(Json)
    })
    .await
}

async fn join(state: &State, ws: Uuid, user: Uuid, display_name: String, code_hash: &[u8]) -> Result<()> {
    let now_ms = state.now_ms();
    let mut locked = Locked::begin(&state.pool, ws, user).await?;
    if locked.clock.is_deleted {
        return Err(Error::CodeExpired);
    }
    // Who is in already keeps their role, and the code stays good for somebody else.
    match locked.member().await {
        Ok(_) => return Ok(()),
        Err(Error::NotFound | Error::Revoked) => {}
        Err(error) => return Err(error),
    }
    let role: Option<String> = sqlx::query_scalar(include_str!("invitations/accept.sql"))
        .bind(code_hash)
        .bind(user)
        .bind(now_ms)
        .fetch_optional(&mut *locked.tx)
        .await?;
    let role: Role = word(role.ok_or(Error::CodeExpired)?)?;
    let members: i64 = sqlx::query_scalar(include_str!("invitations/count_members.sql"))
        .bind(ws)
        .fetch_one(&mut *locked.tx)
        .await?;
    if members >= MEMBERS_MAX {
        return Err(Error::conflict(format!("at most {MEMBERS_MAX} members")));
    }
    let scope = usual_scope(locked.clock.kind, role);
    locked.put_member(&NewMember { user, display_name, role, scope }).await?;
    announce(state, locked.commit().await?, &[user]);
    Ok(())
}

async fn find_open(locked: &mut Locked, now_ms: i64) -> Result<Vec<v1::Invitation>> {
    let rows = sqlx::query(include_str!("invitations/list.sql"))
        .bind(locked.workspace)
        .bind(now_ms)
        .fetch_all(&mut *locked.tx)
        .await?;
    let read = |row: &PgRow| {
        Ok(v1::Invitation {
            id: row.try_get("id")?,
            email: row.try_get("email")?,
            role: word(row.try_get("role")?)?,
            expires_ms: row.try_get("expires_at")?,
            code: None,
        })
    };
    rows.iter().map(read).collect()
}
