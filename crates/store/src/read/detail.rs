//! One expense in full.

use chrono::{DateTime, Utc};
use domain::expense::{ExpenseInput, LineInput, Named};
use domain::read::{AttachmentRow, ExpenseDetail, ExpenseLinkRow, SyncMark};
use domain::{
    AttachmentId, AttachmentKind, BlobId, CategoryId, ExpenseId, ExpenseKind, ExpenseStatus, LineId,
    LineKind, LinkRelation, MealType, MerchantId, OrderType, PaymentMethodId, PersonId, PlaceId, TagId,
    TipBase, TripId, WorkspaceId,
};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::rows::parse;
use crate::sql::{self, Params};
use crate::{Error, Result, Store};

impl Store {
    /// One expense in full, in the trash or not; `None` when the book has none of that id.
    pub async fn detail(&self, workspace: WorkspaceId, id: ExpenseId) -> Result<Option<ExpenseDetail>> {
        let mut reader = self.reader().await?;
        let row = sqlx::query_with(include_str!("detail.sql"), Params::new().id(workspace.0).id(id.0).take())
            .fetch_optional(&mut *reader)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let mut detail = expense(&row, id)?;
        detail.input.lines = lines(&mut reader, id).await?;
        detail.input.tags = named(&mut reader, include_str!("detail_tags.sql"), id, TagId).await?;
        detail.input.people = named(&mut reader, include_str!("detail_people.sql"), id, PersonId).await?;
        detail.attachments = attachments(&mut reader, id).await?;
        detail.links = links(&mut reader, id).await?;
        let refund = detail.links.iter().find(|link| {
            link.is_from && matches!(link.relation, LinkRelation::RefundOf | LinkRelation::Reimburses)
        });
        detail.input.refund_of = refund.map(|link| link.other);
        Ok(Some(detail))
    }

    /// The photographs of one expense, in order.
    pub async fn attachments(&self, expense: ExpenseId) -> Result<Vec<AttachmentRow>> {
        attachments(&mut *self.reader().await?, expense).await
    }
}

/// An instant stored as milliseconds.
pub(crate) fn instant(ms: i64) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_millis(ms).ok_or(Error::Malformed("an instant"))
}

fn expense(row: &SqliteRow, id: ExpenseId) -> Result<ExpenseDetail> {
    let text = |at: usize| row.try_get::<Option<String>, _>(at);
    let at = |at: usize| row.try_get::<Option<i64>, _>(at)?.map(instant).transpose();
    let name = |id_at: usize, name_at: usize| -> Result<Option<(Uuid, String)>> {
        Ok(sql::opt_id(row, id_at)?.zip(Some(text(name_at)?.unwrap_or_default())))
    };
    let mut input =
        ExpenseInput::blank(parse(row.try_get(2)?, "a date")?, parse(row.try_get(6)?, "a currency")?);
    input.kind = ExpenseKind::of(row.try_get(0)?);
    input.status = ExpenseStatus::of(row.try_get(1)?);
    input.occurred_time = text(3)?.map(|time| parse(&time, "a time")).transpose()?;
    input.tz = text(4)?;
    input.utc_offset_min = row.try_get(5)?;
    input.total_minor = row.try_get(7)?;
    input.subtotal_minor = row.try_get(8)?;
    input.tax_minor = row.try_get(9)?;
    input.tip_minor = row.try_get(10)?;
    input.tip_base = TipBase::of(row.try_get(11)?);
    input.amount_is_estimate = row.try_get(12)?;
    input.meal_type = text(13)?.map(|meal| MealType::of(&meal));
    input.order_type = text(14)?.map(|order| OrderType::of(&order));
    input.party_size = row.try_get(15)?;
    input.purpose = text(16)?.unwrap_or_default();
    input.notes = text(17)?.unwrap_or_default();
    input.place = name(18, 19)?.map(|(id, name)| Named { id: Some(PlaceId(id)), name });
    input.merchant = name(20, 21)?.map(|(id, name)| Named { id: Some(MerchantId(id)), name });
    input.category = sql::opt_id(row, 22)?.map(CategoryId);
    input.trip = sql::opt_id(row, 24)?.map(TripId);
    input.payment_method = sql::opt_id(row, 26)?.map(PaymentMethodId);
    input.is_business = row.try_get(28)?;
    input.reimbursable = row.try_get(29)?;
    input.cleared_on = text(30)?.map(|day| parse(&day, "a date")).transpose()?;
    input.dish_rating = row.try_get(31)?;
    // The name it was recorded under stands for a row that is gone: the place, or else the brand.
    let (of_place, of_merchant) = (sql::opt_id(row, 39)?, sql::opt_id(row, 40)?);
    match (&input.place, &input.merchant, text(32)?) {
        (None, None, Some(snapshot)) if of_place.is_none() && of_merchant.is_some() => {
            input.merchant = Some(Named { id: None, name: snapshot });
        }
        (None, merchant, Some(snapshot)) if of_place.is_some() || merchant.is_none() => {
            input.place = Some(Named { id: None, name: snapshot });
        }
        _ => {}
    }
    Ok(ExpenseDetail {
        id,
        place_merchant: name(41, 42)?.map(|(id, name)| Named { id: Some(MerchantId(id)), name }),
        utc_offset_min: input.utc_offset_min,
        input,
        category_name: text(23)?,
        trip_name: text(25)?,
        payment_name: text(27)?,
        occurred_at: instant(row.try_get(33)?)?,
        voided_at: at(34)?,
        void_reason: text(35)?,
        deleted_at: at(36)?,
        created_at: instant(row.try_get(37)?)?,
        updated_at: instant(row.try_get(38)?)?,
        sync: SyncMark::of(row.try_get(43)?),
        attachments: Vec::new(),
        links: Vec::new(),
    })
}

async fn lines(connection: &mut SqliteConnection, id: ExpenseId) -> Result<Vec<LineInput>> {
    let rows = sqlx::query_with(include_str!("detail_lines.sql"), Params::new().id(id.0).take())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(LineInput {
                id: Some(LineId(sql::id(row, 0)?)),
                kind: LineKind::of(row.try_get(1)?),
                description: row.try_get::<Option<String>, _>(2)?.unwrap_or_default(),
                quantity_milli: row.try_get(3)?,
                amount_minor: row.try_get(4)?,
                tax_rate_bp: row.try_get(5)?,
                tax_included: row.try_get(6)?,
                category: sql::opt_id(row, 7)?.map(CategoryId),
                person: sql::opt_id(row, 8)?.map(PersonId),
            })
        })
        .collect()
}

async fn named<Id>(
    connection: &mut SqliteConnection,
    statement: &'static str,
    id: ExpenseId,
    wrap: fn(Uuid) -> Id,
) -> Result<Vec<Named<Id>>> {
    let rows = sqlx::query_with(statement, Params::new().id(id.0).take()).fetch_all(connection).await?;
    rows.iter().map(|row| Ok(Named { id: Some(wrap(sql::id(row, 0)?)), name: row.try_get(1)? })).collect()
}

async fn attachments(connection: &mut SqliteConnection, id: ExpenseId) -> Result<Vec<AttachmentRow>> {
    let rows = sqlx::query_with(include_str!("detail_attachments.sql"), Params::new().id(id.0).take())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(AttachmentRow {
                id: AttachmentId(sql::id(row, 0)?),
                blob: BlobId(sql::id(row, 1)?),
                kind: AttachmentKind::of(row.try_get(2)?),
                caption: row.try_get::<Option<String>, _>(3)?.unwrap_or_default(),
                size: u64::try_from(row.try_get::<i64, _>(4)?).unwrap_or(0),
                mime: row.try_get(5)?,
                width: row.try_get(6)?,
                height: row.try_get(7)?,
                sha256: row.try_get(8)?,
                taken_at_local: row.try_get(9)?,
                file_name: row.try_get(10)?,
                is_here: row.try_get(11)?,
            })
        })
        .collect()
}

async fn links(connection: &mut SqliteConnection, id: ExpenseId) -> Result<Vec<ExpenseLinkRow>> {
    let rows = sqlx::query_with(include_str!("detail_links.sql"), Params::new().id(id.0).take())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(ExpenseLinkRow {
                other: ExpenseId(sql::id(row, 0)?),
                relation: LinkRelation::of(row.try_get(1)?),
                is_from: row.try_get(2)?,
                occurred_on: parse(row.try_get(3)?, "a date")?,
                total_minor: row.try_get(4)?,
                currency: parse(row.try_get(5)?, "a currency")?,
                place_name: row.try_get(6)?,
            })
        })
        .collect()
}
