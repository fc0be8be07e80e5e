//! What the service itself does to a workspace: making it, its members, photographs that arrived, its end. Each is a change like any
//! other: under the lock, with sequences of its own, seen by every device. Whoever calls checks rights after `Locked::begin`.

use domain::link_id;
use domain::schema::Table;
use serde_json::{Value as Json, json};
use sqlx::{PgPool, Row as _};
use uuid::Uuid;
use wire::v1::{Head, NewWorkspace, Role, Scope, WorkspaceKind};

use crate::database::{Locked, stored_word};
use crate::push::{Plan, StoredRow, UnitStamp, Visibility};
use crate::{Error, Result};

/// Who comes into a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// The person.
    pub user: Uuid,
    /// The name others see.
    pub display_name: String,
    /// What they may do.
    pub role: Role,
    /// What they see.
    pub scope: Scope,
}

/// What a role sees in a kind of workspace, unless somebody says otherwise.
pub fn usual_scope(kind: WorkspaceKind, role: Role) -> Scope {
    match (kind, role) {
        (WorkspaceKind::Company, Role::Member) => Scope::Own,
        (WorkspaceKind::Company, Role::Viewer | Role::Approver | Role::Admin | Role::Owner)
        | (WorkspaceKind::Personal | WorkspaceKind::Household, _) => Scope::All,
    }
}

/// Makes a workspace with its owner: clock, row (unless it follows with the first push) and membership. Made twice by the same person,
/// it is made once.
pub async fn create_workspace(
    pool: &PgPool,
    new: &NewWorkspace,
    owner: Uuid,
    display_name: &str,
    now_ms: i64,
) -> Result<Head> {
    let made = sqlx::query(include_str!("commands/insert_clock.sql"))
        .bind(new.id)
        .bind(&new.name)
        .bind(stored_word(new.kind))
        .bind(owner)
        .bind(now_ms);
    // The clock is made in the transaction that fills it: nobody sees a workspace without an owner.
    let mut tx = pool.begin().await?;
    let is_new = made.execute(&mut *tx).await?.rows_affected() == 1;
    if !is_new {
        let (made_by, head, epoch): (Uuid, i64, i32) = sqlx::query(include_str!("commands/find_clock.sql"))
            .bind(new.id)
            .fetch_one(&mut *tx)
            .await
            .and_then(|row| {
                Ok((row.try_get("created_by")?, row.try_get("head_seq")?, row.try_get("epoch")?))
            })?;
        return if made_by == owner {
            Ok(Head { ws: new.id, epoch, head })
        } else {
            Err(Error::conflict("a workspace of this id exists"))
        };
    }
    let mut locked = Locked::within(tx, new.id, owner).await?;
    let member = NewMember {
        user: owner,
        display_name: display_name.to_owned(),
        role: Role::Owner,
        scope: Scope::All,
    };
    locked.put_member(&member).await?;
    if !new.row_follows {
        locked.put_workspace_row(new).await?;
    }
    locked.commit().await
}

impl Locked {
    /// Adds a member, or changes their name, role and scope. A change of rights makes their devices fetch anew.
    pub async fn put_member(&mut self, member: &NewMember) -> Result<()> {
        let id = member_id(self.workspace, member.user);
        let found = self.find_row("member", id).await?;
        let role = stored_word(member.role);
        let joined_at = found.as_ref().and_then(|row| row.columns.get("joined_at").and_then(Json::as_i64));
        let person = json!({
            "user_id": member.user,
            "display_name": member.display_name,
            "joined_at": joined_at.unwrap_or(self.clock.now_ms),
        });
        self.put_units("member", id, found, &[("person", person), ("role", json!({ "role": role }))]).await?;
        sqlx::query(include_str!("commands/set_rights.sql"))
            .bind(self.workspace)
            .bind(member.user)
            .bind(stored_word(member.scope))
            .bind("active")
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Ends a membership: the person's devices are told at their next request. Their rows stay.
    pub async fn remove_member(&mut self, user: Uuid) -> Result<()> {
        let id = member_id(self.workspace, user);
        let found = self.find_row("member", id).await?.ok_or(Error::NotFound)?;
        let role = found.text("role").unwrap_or_default().to_owned();
        let left = json!({ "role": role, "left_at": self.clock.now_ms });
        self.put_units("member", id, Some(found), &[("role", left)]).await?;
        sqlx::query(include_str!("commands/set_rights.sql"))
            .bind(self.workspace)
            .bind(user)
            .bind(None::<String>)
            .bind("left")
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Changes the name others see; rights stay, so nobody fetches anything anew.
    pub async fn rename_member(&mut self, user: Uuid, display_name: &str) -> Result<()> {
        let id = member_id(self.workspace, user);
        let found = self.find_row("member", id).await?.ok_or(Error::NotFound)?;
        let joined_at = found.columns.get("joined_at").cloned().unwrap_or(Json::Null);
        let person = json!({ "user_id": user, "display_name": display_name, "joined_at": joined_at });
        self.put_units("member", id, Some(found), &[("person", person)]).await
    }

    /// Names the workspace anew. Whose row has not come yet, has its name in the clock alone.
    pub async fn rename_workspace(&mut self, name: &str) -> Result<()> {
        sqlx::query(include_str!("commands/set_name.sql"))
            .bind(self.workspace)
            .bind(name)
            .execute(&mut *self.tx)
            .await?;
        match self.find_row("workspace", self.workspace).await? {
            None => Ok(()),
            found => {
                self.put_units("workspace", self.workspace, found, &[("name", json!({ "name": name }))]).await
            }
        }
    }

    /// Makes a member's devices fetch everything anew.
    pub async fn bump_scope(&mut self, user: Uuid) -> Result<()> {
        sqlx::query(include_str!("commands/bump_scope.sql"))
            .bind(self.workspace)
            .bind(user)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Says of every row of a photograph that the service has its bytes; gives how many rows said otherwise.
    pub async fn mark_blob_present(&mut self, sha256: &str) -> Result<usize> {
        let found = sqlx::query(include_str!("commands/absent_blobs.sql"))
            .bind(self.workspace)
            .bind(sha256)
            .fetch_all(&mut *self.tx)
            .await?;
        for row in &found {
            let blob = read_row("blob", row)?;
            let id = blob.id;
            self.put_units("blob", id, Some(blob), &[("cloud", json!({ "cloud_state": "present" }))]).await?;
        }
        Ok(found.len())
    }

    /// Ends the workspace; it can be brought back until retention removes it.
    pub async fn delete_workspace(&mut self) -> Result<()> {
        self.set_deleted(Some(self.clock.now_ms)).await
    }

    /// Brings a deleted workspace back.
    pub async fn restore_workspace(&mut self) -> Result<()> {
        self.set_deleted(None).await
    }

    async fn set_deleted(&mut self, at: Option<i64>) -> Result<()> {
        sqlx::query(include_str!("commands/set_deleted.sql"))
            .bind(self.workspace)
            .bind(at)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    async fn put_workspace_row(&mut self, new: &NewWorkspace) -> Result<()> {
        let units = [
            ("name", json!({ "name": new.name })),
            ("kind", json!({ "kind": new.kind })),
            ("currency", json!({ "home_currency": new.home_currency })),
            ("period", json!({ "month_start_day": 1, "fiscal_year_start": 1 })),
        ];
        self.put_units("workspace", new.id, None, &units).await
    }

    /// A row, deleted or not.
    pub async fn find_row(&mut self, kind: &'static str, id: Uuid) -> Result<Option<StoredRow>> {
        let statement =
            format!("select to_jsonb(t.*) as doc from {kind} t where t.workspace_id = $1 and t.id = $2");
        let found =
            sqlx::query(&statement).bind(self.workspace).bind(id).fetch_optional(&mut *self.tx).await?;
        found.map(|row| read_row(kind, &row)).transpose()
    }

    /// Makes a row or changes units of it, in the service's name.
    async fn put_units(
        &mut self,
        kind: &'static str,
        id: Uuid,
        row: Option<StoredRow>,
        units: &[(&str, Json)],
    ) -> Result<()> {
        let (now_ms, by) = (self.clock.now_ms, self.user);
        let seq = self.head().head + 1;
        let mut row = row.unwrap_or_else(|| StoredRow {
            table: Table::named(kind),
            id,
            seq,
            made_seq: seq,
            scope_seq: 0,
            owner: by,
            visibility: Visibility::Workspace,
            stamps: Default::default(),
            columns: Default::default(),
            ext: Default::default(),
            created_at: now_ms,
            updated_at: now_ms,
            created_by: by,
            updated_by: by,
        });
        (row.seq, row.updated_at, row.updated_by) = (seq, now_ms, by);
        for (unit, value) in units {
            let value = value.as_object().cloned().unwrap_or_default();
            row.set_unit(unit, value, UnitStamp::new(seq, now_ms, Uuid::nil(), by));
        }
        self.write(&Plan { rows: vec![row], head: seq, ..Plan::default() }).await
    }
}

/// The id of a person's row in a workspace.
pub fn member_id(workspace: Uuid, user: Uuid) -> Uuid {
    link_id("member", workspace, user)
}

fn read_row(kind: &'static str, row: &sqlx::postgres::PgRow) -> Result<StoredRow> {
    let doc: Json = row.try_get("doc")?;
    StoredRow::of_record(Table::named(kind), doc).ok_or(Error::Internal("a stored row cannot be read"))
}
