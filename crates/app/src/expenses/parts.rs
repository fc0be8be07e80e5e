//! What hangs on an expense: lines, tags, people, payment, the purchase it refunds. Each is brought to what the form says by the
//! fewest changes, so a second equal save changes nothing.

use domain::expense::{ExpenseInput, Field, FieldProblem, LineInput};
use domain::read::CatalogueKind;
use domain::schema::{Patch, Table, Value};
use domain::{ExpenseId, ExpenseKind, LinkRelation};
use store::{StoredRow, WriteTx};
use uuid::Uuid;

use super::columns::text;
use crate::catalogue::find_or_make;
use crate::{Error, Result};

/// How many refunds of refunds are followed.
const LINKS_FOLLOWED_MAX: usize = 32;

/// Brings everything that hangs on `id` to what `input` says, except for what it says no other than what was `shown`.
pub(crate) async fn put_parts(
    tx: &mut WriteTx,
    id: ExpenseId,
    input: &ExpenseInput,
    shown: Option<&ExpenseInput>,
) -> Result<()> {
    if shown.is_none_or(|shown| input.lines != shown.lines) {
        put_lines(tx, id, &input.lines).await?;
    }
    if shown.is_none_or(|shown| input.tags != shown.tags) {
        put_tags(tx, id, input).await?;
    }
    if shown.is_none_or(|shown| input.people != shown.people) {
        put_people(tx, id, input).await?;
    }
    let paid = |input: &ExpenseInput| (input.payment_method, input.total_minor, input.currency);
    if shown.is_none_or(|shown| paid(input) != paid(shown)) {
        put_payment(tx, id, input).await?;
    }
    let gives_back = |input: &ExpenseInput| (input.kind, input.refund_of);
    if shown.is_none_or(|shown| gives_back(input) != gives_back(shown)) {
        put_link(tx, id, input).await?;
    }
    Ok(())
}

async fn put_lines(tx: &mut WriteTx, expense: ExpenseId, lines: &[LineInput]) -> Result<()> {
    let table = Table::named("expense_line");
    let mut rest = tx.list(table, "expense_id", expense).await?;
    for (position, line) in lines.iter().enumerate() {
        let patch = line_columns(line, position);
        match take_match(&mut rest, line, &patch) {
            Some(row) => {
                tx.update(table, row.id, patch).await?;
            }
            None => {
                let id = tx.new_id();
                tx.insert(table, id, patch.set("expense_id", expense).set("is_alcohol", false)).await?;
            }
        }
    }
    for row in rest {
        tx.delete(table, row.id).await?;
    }
    Ok(())
}

/// The stored line a line of the form stands for: by id, or an equal one when the form was filled before ids existed.
fn take_match(rest: &mut Vec<StoredRow>, line: &LineInput, patch: &Patch) -> Option<StoredRow> {
    let is_equal =
        |row: &StoredRow| patch.iter().all(|(column, value)| row.values.get(column) == Some(value));
    let at = match line.id {
        Some(id) => rest.iter().position(|row| row.id == id.0),
        None => rest.iter().position(is_equal),
    };
    at.map(|at| rest.remove(at))
}

pub(crate) fn line_columns(line: &LineInput, position: usize) -> Patch {
    Patch::new()
        .set("position", i64::try_from(position).unwrap_or(i64::MAX))
        .set("line_kind", line.kind)
        .set("description", text(&line.description))
        .set("quantity_milli", line.quantity_milli)
        .set("amount_minor", line.amount_minor)
        .set("tax_rate_bp", line.tax_rate_bp)
        .set("tax_included", line.tax_included)
        .set("category_id", line.category)
        .set("person_id", line.person)
}

async fn put_tags(tx: &mut WriteTx, expense: ExpenseId, input: &ExpenseInput) -> Result<()> {
    let table = Table::named("expense_tag");
    let mut wanted: Vec<Uuid> = Vec::with_capacity(input.tags.len());
    for named in &input.tags {
        let tag = find_or_make(tx, CatalogueKind::Tag, named).await?.id;
        if !wanted.contains(&tag) {
            let position = i64::try_from(wanted.len()).unwrap_or(0);
            tx.put_member(table, expense.0, tag, Patch::new().set("position", position)).await?;
            wanted.push(tag);
        }
    }
    remove_others(tx, table, "tag_id", expense, &wanted).await
}

async fn put_people(tx: &mut WriteTx, expense: ExpenseId, input: &ExpenseInput) -> Result<()> {
    let table = Table::named("expense_attendee");
    let present = members(tx, table, "person_id", expense).await?;
    let mut wanted: Vec<Uuid> = Vec::with_capacity(input.people.len());
    for named in &input.people {
        let person = find_or_make(tx, CatalogueKind::Person, named).await?.id;
        if !wanted.contains(&person) && !present.contains(&person) {
            tx.put_member(table, expense.0, person, Patch::new().set("is_host", false)).await?;
        }
        wanted.push(person);
    }
    remove_others(tx, table, "person_id", expense, &wanted).await
}

async fn members(
    tx: &mut WriteTx,
    table: &'static Table,
    column: &'static str,
    expense: ExpenseId,
) -> Result<Vec<Uuid>> {
    let rows = tx.list(table, "expense_id", expense).await?;
    Ok(rows.iter().filter_map(|row| id_in(row, column)).collect())
}

async fn remove_others(
    tx: &mut WriteTx,
    table: &'static Table,
    column: &'static str,
    expense: ExpenseId,
    wanted: &[Uuid],
) -> Result<()> {
    for member in members(tx, table, column, expense).await? {
        if !wanted.contains(&member) {
            tx.remove_member(table, expense.0, member).await?;
        }
    }
    Ok(())
}

/// One payment for the whole amount. An expense that another version paid in several parts keeps them while the form's method is
/// one of theirs.
async fn put_payment(tx: &mut WriteTx, expense: ExpenseId, input: &ExpenseInput) -> Result<()> {
    let table = Table::named("expense_payment");
    let rows = tx.list(table, "expense_id", expense).await?;
    let Some(method) = input.payment_method else {
        for row in rows {
            tx.delete(table, row.id).await?;
        }
        return Ok(());
    };
    let patch = Patch::new()
        .set("payment_method_id", method)
        .set("amount_minor", input.total_minor)
        .set("currency", input.currency);
    match rows.as_slice() {
        [] => {
            let id = tx.new_id();
            tx.insert(table, id, patch.set("expense_id", expense)).await?;
        }
        [row] => {
            tx.update(table, row.id, patch).await?;
        }
        [first, others @ ..] => {
            if !rows.iter().any(|row| id_in(row, "payment_method_id") == Some(method.0)) {
                tx.update(table, first.id, patch).await?;
                for row in others {
                    tx.delete(table, row.id).await?;
                }
            }
        }
    }
    Ok(())
}

async fn put_link(tx: &mut WriteTx, expense: ExpenseId, input: &ExpenseInput) -> Result<()> {
    let table = Table::named("expense_link");
    let relation = match input.kind {
        ExpenseKind::Reimbursement => LinkRelation::Reimburses,
        ExpenseKind::Purchase
        | ExpenseKind::Refund
        | ExpenseKind::Fee
        | ExpenseKind::Adjustment
        | ExpenseKind::Unknown(_) => LinkRelation::RefundOf,
    };
    for row in tx.list(table, "from_id", expense).await? {
        if gives_back(&row) && id_in(&row, "to_id") != input.refund_of.map(|id| id.0) {
            tx.delete(table, row.id).await?;
        }
    }
    if let Some(purchase) = input.refund_of {
        check_chain(tx, expense, purchase).await?;
        tx.put_member(table, expense.0, purchase.0, Patch::new().set("relation", relation)).await?;
    }
    Ok(())
}

/// The purchase exists, and does not give back this expense itself, over whatever number of links.
async fn check_chain(tx: &mut WriteTx, expense: ExpenseId, purchase: ExpenseId) -> Result<()> {
    if !tx.exists(Table::named("expense"), purchase.0).await? {
        return Err(Error::field(Field::RefundOf, FieldProblem::Unknown));
    }
    let mut at = purchase.0;
    for _ in 0..LINKS_FOLLOWED_MAX {
        let links = tx.list(Table::named("expense_link"), "from_id", at).await?;
        let next = links.iter().find(|link| gives_back(link)).and_then(|link| id_in(link, "to_id"));
        match next {
            Some(next) if next != expense.0 => at = next,
            Some(_) => break,
            None => return Ok(()),
        }
    }
    Err(Error::field(Field::RefundOf, FieldProblem::Circular))
}

fn gives_back(link: &StoredRow) -> bool {
    let relation = |relation: LinkRelation| Value::Text(relation.as_str().to_owned());
    [LinkRelation::RefundOf, LinkRelation::Reimburses]
        .into_iter()
        .any(|own| link.values.get("relation") == Some(&relation(own)))
}

pub(crate) fn id_in(row: &StoredRow, column: &str) -> Option<Uuid> {
    match row.values.get(column) {
        Some(Value::Id(id)) => Some(*id),
        _ => None,
    }
}
