//! What changed since a cursor: the tables themselves, in the order of their sequences, read with the head in one snapshot.

use domain::schema::TABLES;
use serde_json::Value as Json;
use sqlx::{Postgres, Row as _, Transaction};
use uuid::Uuid;
use wire::v1::{Cursor, Row, RowId, RowVersion};

use crate::database::{ClockRow, statements, table};
use crate::push::{Member, StoredRow};
use crate::view::{self, Page};
use crate::{Error, Result, epoch};

/// The cursor a device sent, if it sent one.
pub fn parse_cursor(text: Option<&str>) -> Result<Option<Cursor>> {
    text.map(|text| text.parse().map_err(|_| Error::Malformed("not a cursor of this service"))).transpose()
}

/// Refuses a cursor that a reader cannot go on from (SYNC.md 9, rows 10, 11, 28), and says up to where both have the same history.
pub async fn check_cursor(
    tx: &mut Transaction<'static, Postgres>,
    workspace: Uuid,
    cursor: &Cursor,
    clock: &ClockRow,
    member: &Member,
) -> Result<()> {
    match judge_cursor(cursor, clock, member) {
        Err(Error::Epoch { epoch, floor }) => {
            let common = epoch::common_floor(tx, workspace, cursor.epoch).await?;
            Err(Error::Epoch { epoch, floor: common.unwrap_or(floor) })
        }
        judged => judged,
    }
}

fn judge_cursor(cursor: &Cursor, clock: &ClockRow, member: &Member) -> Result<()> {
    if cursor.epoch != clock.epoch {
        return Err(Error::Epoch { epoch: clock.epoch, floor: clock.floor });
    }
    if cursor.seq > clock.head {
        // The database went back and nobody said so. Others may have pushed since, so sequences up to its head may be theirs or the
        // copy's: for certain both have only what was there when this epoch began.
        return Err(Error::CursorAhead { epoch: clock.epoch, floor: clock.floor });
    }
    if cursor.scope != member.scope_rev {
        return Err(Error::Rescope);
    }
    if cursor.fresh_head.unwrap_or(cursor.seq) < clock.gc {
        return Err(Error::CursorExpired);
    }
    Ok(())
}

/// A page and the head it was read at.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The page.
    pub page: Page,
    /// The head in the same snapshot.
    pub head: i64,
    /// The epoch in the same snapshot.
    pub epoch: i32,
}

/// One page of what changed for this member. Nothing is read but the clock when nothing did.
pub async fn changes(
    tx: &mut Transaction<'static, Postgres>,
    workspace: Uuid,
    member: &Member,
    clock: &ClockRow,
    cursor: Option<Cursor>,
    limit: u32,
) -> Result<Changes> {
    let from = match cursor {
        Some(cursor) => cursor,
        None => view::begin(clock.epoch, clock.head, member.scope_rev),
    };
    check_cursor(tx, workspace, &from, clock, member).await?;
    let limit = view::page_rows(limit);
    if from.seq == clock.head {
        let page = view::page(&[], member, &from, clock.head, limit);
        return Ok(Changes { page, head: clock.head, epoch: clock.epoch });
    }
    let found = sqlx::query(statements::feed(member.scope))
        .bind(workspace)
        .bind(from.seq)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1))
        .bind(member.user)
        .bind(from.fresh_head.unwrap_or(0))
        .fetch_all(&mut **tx)
        .await?;
    // The member left between the two statements.
    let first = found.first().ok_or(Error::Revoked)?;
    let (head, epoch, gc): (i64, i32, i64) =
        (first.try_get("head_seq")?, first.try_get("epoch")?, first.try_get("gc_seq")?);
    let now = Member { scope_rev: first.try_get("scope_rev")?, ..*member };
    check_cursor(tx, workspace, &from, &ClockRow { head, epoch, gc, ..*clock }, &now).await?;
    let rows = found.iter().filter_map(|row| read(row).transpose()).collect::<Result<Vec<_>>>()?;
    debug_assert!(
        rows.iter().all(|row| view::is_delivered(row, member, &from)),
        "the feed and the view disagree"
    );
    Ok(Changes { page: view::page(&rows, member, &from, head, limit), head, epoch })
}

fn read(row: &sqlx::postgres::PgRow) -> Result<Option<StoredRow>> {
    let Some(kind) = row.try_get::<Option<String>, _>("kind")? else { return Ok(None) };
    let doc: Json = row.try_get("doc")?;
    let broken = Error::Internal("a stored row cannot be read");
    StoredRow::of_record(table(&kind)?, doc).ok_or(broken).map(Some)
}

/// Rows by name, as this member is given them; what is not there comes as gone.
pub async fn rows(
    tx: &mut Transaction<'static, Postgres>,
    workspace: Uuid,
    member: &Member,
    wanted: &[RowId],
) -> Result<Vec<Row>> {
    let ids: Vec<Uuid> = wanted.iter().map(|row| row.id).collect();
    let arms: Vec<String> = TABLES
        .iter()
        .filter(|table| wanted.iter().any(|row| row.k == table.name))
        .map(|table| {
            format!(
                "select '{name}'::text as kind, to_jsonb(t.*) as doc from {name} t \
                 where t.workspace_id = $1 and t.id = any($2)",
                name = table.name
            )
        })
        .collect();
    let mut found = Vec::new();
    if !arms.is_empty() {
        let rows =
            sqlx::query(&arms.join(" union all ")).bind(workspace).bind(ids).fetch_all(&mut **tx).await?;
        for row in &rows {
            found.extend(read(row)?);
        }
    }
    let given = |wanted: &RowId| {
        let row = found.iter().find(|row| row.id == wanted.id && row.table.name == wanted.k);
        row.map_or_else(
            || Row { k: wanted.k.clone(), id: wanted.id, gone: true, ..Row::default() },
            |row| view::row(row, member),
        )
    };
    Ok(wanted.iter().map(given).collect())
}

/// The versions of all rows this member sees, up to a sequence.
pub async fn versions(
    tx: &mut Transaction<'static, Postgres>,
    workspace: Uuid,
    member: &Member,
    up_to: i64,
) -> Result<Vec<RowVersion>> {
    let found = sqlx::query(statements::versions(member.scope))
        .bind(workspace)
        .bind(up_to)
        .bind(true)
        .bind(member.user)
        .fetch_all(&mut **tx)
        .await?;
    found
        .iter()
        .map(|row| {
            Ok(RowVersion { k: row.try_get("kind")?, id: row.try_get("id")?, seq: row.try_get("seq")? })
        })
        .collect()
}
