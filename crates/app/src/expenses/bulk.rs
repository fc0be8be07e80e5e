//! Several expenses at once: one transaction, one undo step.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime, Timelike};
use domain::civil::{check_date, reporting_date, resolve};
use domain::expense::{Field, FieldProblem};
use domain::read::CatalogueKind;
use domain::schema::{Patch, Table, Value};
use domain::{CurrencyCode, PaymentMethodId, PlaceId, TagId};
use store::WriteTx;
use uuid::Uuid;
use wire::call::{BulkChange, BulkEdit, Changed};

use super::trash::checked_ids;
use crate::catalogue::by_id;
use crate::dispatch::Handle;
use crate::{App, Error, Result, settings};

impl Handle for BulkEdit {
    async fn handle(self, app: &App) -> Result<Changed> {
        let day_end_minutes = settings::load(app).await?.day_end_minutes;
        let mut tx = app.write("bulk_edit").await?;
        let ids = checked_ids(&mut tx, &self.ids).await?;
        for change in &self.changes {
            apply(&mut tx, &ids, change, day_end_minutes).await?;
        }
        let rows = ids.len() as u64;
        app.finish(tx, rows).await
    }
}

async fn apply(tx: &mut WriteTx, ids: &[Uuid], change: &BulkChange, day_end_minutes: u32) -> Result<()> {
    let patch = match change {
        BulkChange::Category(category) => Patch::new().set("category_id", *category),
        BulkChange::Meal(meal) => Patch::new().set("meal_type", *meal),
        BulkChange::Order(order) => Patch::new().set("order_type", *order),
        BulkChange::Place(place) => place_columns(tx, *place).await?,
        BulkChange::Trip(trip) => Patch::new().set("trip_id", *trip),
        BulkChange::Status(status) => Patch::new().set("status", *status),
        BulkChange::Business(is_business) => Patch::new().set("is_business", *is_business),
        BulkChange::Payment(method) => return pay_with(tx, ids, *method).await,
        BulkChange::AddTag(tag) => return add_tag(tx, ids, *tag).await,
        BulkChange::RemoveTag(tag) => return remove_tag(tx, ids, *tag).await,
        BulkChange::ShiftDays(days) => return shift(tx, ids, *days, day_end_minutes).await,
    };
    tx.update_many(Table::named("expense"), ids, patch).await?;
    Ok(())
}

async fn place_columns(tx: &mut WriteTx, place: Option<PlaceId>) -> Result<Patch> {
    let found = match place {
        Some(place) => Some(by_id(tx, CatalogueKind::Place, place.0).await?),
        None => None,
    };
    let (id, name) = found.map(|found| (found.id, found.name)).unzip();
    Ok(Patch::new().set("place_id", id).set("place_name_snapshot", name))
}

async fn add_tag(tx: &mut WriteTx, ids: &[Uuid], tag: TagId) -> Result<()> {
    let tag = by_id(tx, CatalogueKind::Tag, tag.0).await?.id;
    for id in ids {
        let tags = tx.list(Table::named("expense_tag"), "expense_id", *id).await?;
        if !tags.iter().any(|row| super::id_in(row, "tag_id") == Some(tag)) {
            let position = i64::try_from(tags.len()).unwrap_or(0);
            tx.put_member(Table::named("expense_tag"), *id, tag, Patch::new().set("position", position))
                .await?;
        }
    }
    Ok(())
}

async fn remove_tag(tx: &mut WriteTx, ids: &[Uuid], tag: TagId) -> Result<()> {
    for id in ids {
        tx.remove_member(Table::named("expense_tag"), *id, tag.0).await?;
    }
    Ok(())
}

async fn pay_with(tx: &mut WriteTx, ids: &[Uuid], method: Option<PaymentMethodId>) -> Result<()> {
    let table = Table::named("expense_payment");
    for id in ids {
        let rows = tx.list(table, "expense_id", *id).await?;
        let Some(method) = method else {
            let rows: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
            tx.delete_many(table, &rows).await?;
            continue;
        };
        match rows.split_first() {
            Some((first, others)) => {
                tx.update(table, first.id, Patch::new().set("payment_method_id", method)).await?;
                let others: Vec<Uuid> = others.iter().map(|row| row.id).collect();
                tx.delete_many(table, &others).await?;
            }
            None => pay_whole(tx, *id, method).await?,
        }
    }
    Ok(())
}

async fn pay_whole(tx: &mut WriteTx, id: Uuid, method: PaymentMethodId) -> Result<()> {
    let Some(expense) = tx.find(Table::named("expense"), id).await? else { return Ok(()) };
    let amount = expense.values.get("total_minor").cloned().unwrap_or(Value::Int(0));
    let currency = match expense.values.get("currency") {
        Some(Value::Text(code)) => code.parse::<CurrencyCode>().ok(),
        _ => None,
    };
    let Some(currency) = currency else { return Ok(()) };
    let mut patch =
        Patch::new().set("expense_id", id).set("payment_method_id", method).set("currency", currency);
    patch.put("amount_minor", amount);
    let new = tx.new_id();
    tx.insert(Table::named("expense_payment"), new, patch).await?;
    Ok(())
}

/// What decides an instant, of one row.
type When = (NaiveDate, Option<NaiveTime>, Option<String>, Option<i64>);

/// Moves days; rows of one moment move together.
async fn shift(tx: &mut WriteTx, ids: &[Uuid], days: i32, day_end_minutes: u32) -> Result<()> {
    let mut moments: BTreeMap<When, Vec<Uuid>> = BTreeMap::new();
    for id in ids {
        if let Some(row) = tx.find(Table::named("expense"), *id).await? {
            moments.entry(when(&row.values)).or_default().push(*id);
        }
    }
    for ((on, time, zone, offset), ids) in moments {
        let distance = Days::new(u64::from(days.unsigned_abs()));
        let moved = if days < 0 { on.checked_sub_days(distance) } else { on.checked_add_days(distance) };
        let moved = moved.and_then(|day| check_date(day).ok());
        let moved = moved.ok_or_else(|| Error::field(Field::OccurredOn, FieldProblem::Year))?;
        let offset = offset.and_then(|offset| i32::try_from(offset).ok());
        let at = resolve(moved, time, zone.as_deref(), offset);
        let minutes = time.map(|time| time.hour() * 60 + time.minute());
        let mut patch = Patch::new()
            .set("occurred_on", moved)
            .set("occurred_at", at.at.timestamp_millis())
            .set("reporting_date", reporting_date(moved, minutes, day_end_minutes));
        if zone.is_some() {
            patch.put("utc_offset_min", at.utc_offset_min.into());
        }
        tx.update_many(Table::named("expense"), &ids, patch).await?;
    }
    Ok(())
}

fn when(row: &Patch) -> When {
    let text = |column| match row.get(column) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let offset = match row.get("utc_offset_min") {
        Some(Value::Int(minutes)) => Some(*minutes),
        _ => None,
    };
    let on = text("occurred_on").and_then(|day| day.parse().ok()).unwrap_or_default();
    (on, text("occurred_time").and_then(|time| time.parse().ok()), text("tz").map(str::to_owned), offset)
}
