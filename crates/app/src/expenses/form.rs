//! Opening a form: the id is reserved here, so that however often it is submitted there is one expense (E-091).

use chrono::{NaiveDate, NaiveTime, Timelike};
use domain::expense::ExpenseInput;
use domain::query::{Query, SortKey};
use domain::read::ExpenseDetail;
use domain::{ExpenseId, ExpenseKind, ExpenseStatus, PlaceId, TemplateId};
use wire::call::{ExpenseForm, FormSource, OpenForm};

use super::suggest::{self, Known};
use super::{OpenedForm, list};
use crate::dispatch::Handle;
use crate::{App, Result, drafts, settings, templates};

impl Handle for OpenForm {
    async fn handle(self, app: &App) -> Result<ExpenseForm> {
        let (mut form, opened) = match self.from {
            FormSource::New { on } => new(app, on).await?,
            FormSource::Edit(id) => edit(app, id).await?,
            FormSource::Duplicate(id) => again(app, &app.get_expense(id).await?).await?,
            FormSource::LastAt(place) => last_at(app, place).await?,
            FormSource::Last => last(app).await?,
            FormSource::RefundOf(id) => refund(app, &app.get_expense(id).await?).await?,
            FormSource::Template(id) => from_template(app, id).await?,
            FormSource::Draft(id) => draft(app, id).await?,
        };
        form.base_ms = app.forms().remember(form.id, opened);
        Ok(form)
    }
}

type Opened = (ExpenseForm, OpenedForm);

/// Day and time a new form stands on: now, or a day of the calendar without a time.
fn moment(app: &App, on: Option<NaiveDate>) -> (NaiveDate, Option<NaiveTime>) {
    let now = app.env().local_now();
    let minute = now.time().with_second(0).and_then(|time| time.with_nanosecond(0));
    match on {
        Some(day) if day != now.date() => (day, None),
        _ => (now.date(), minute),
    }
}

/// A form of a new expense that starts from `input`, with defaults for what it leaves open.
pub(super) async fn fresh(app: &App, mut input: ExpenseInput, known: Known) -> Result<ExpenseForm> {
    let suggestions = suggest::suggest(app, &input, known).await?;
    let suggestions = suggest::fill(&mut input, suggestions, known);
    Ok(ExpenseForm {
        id: ExpenseId(app.env().new_id()),
        is_edit: false,
        input,
        attachments: Vec::new(),
        suggestions,
        base_ms: 0,
        typed: None,
    })
}

fn unread(form: ExpenseForm) -> Opened {
    (form, OpenedForm { base: None, base_ms: 0, sight: None, template: None })
}

async fn new(app: &App, on: Option<NaiveDate>) -> Result<Opened> {
    let (day, time) = moment(app, on);
    let mut input = ExpenseInput::blank(day, settings::load(app).await?.home_currency);
    input.occurred_time = time;
    Ok(unread(fresh(app, input, Known::default()).await?))
}

async fn edit(app: &App, id: ExpenseId) -> Result<Opened> {
    let sight = app.store().sight(app.workspace(), id).await?;
    let row = app.get_expense(id).await?;
    let base_ms = row.updated_at.timestamp_millis();
    let mut attachments = row.attachments;
    if let Some(draft) = drafts::find(app, id).await? {
        attachments.extend(draft.photos.iter().map(drafts::PendingPhoto::row));
    }
    let opened = OpenedForm { base: Some(row.input.clone()), base_ms, sight, template: None };
    let suggestions = suggest::of_place(app, &row.input).await?;
    let form =
        ExpenseForm { id, is_edit: true, input: row.input, attachments, suggestions, base_ms, typed: None };
    Ok((form, opened))
}

/// The same meal once more, now.
async fn again(app: &App, row: &ExpenseDetail) -> Result<Opened> {
    Ok(unread(fresh(app, now_again(app, row.input.clone()), Known::all()).await?))
}

/// `input` as an expense of this moment and place.
fn now_again(app: &App, mut input: ExpenseInput) -> ExpenseInput {
    (input.occurred_on, input.occurred_time) = moment(app, None);
    input.tz = Some(app.env().zone());
    input.utc_offset_min = None;
    input.cleared_on = None;
    input.refund_of = None;
    input.trip = None;
    input.status = ExpenseStatus::Confirmed;
    for line in &mut input.lines {
        line.id = None;
    }
    input
}

async fn last_at(app: &App, place: PlaceId) -> Result<Opened> {
    match app.store().last_expense_at(app.workspace(), place).await? {
        Some(id) => again(app, &app.get_expense(id).await?).await,
        None => {
            let (day, time) = moment(app, None);
            let mut input = ExpenseInput::blank(day, settings::load(app).await?.home_currency);
            input.occurred_time = time;
            input.place = crate::catalogue::place_named(app, place).await?;
            Ok(unread(fresh(app, input, Known::default()).await?))
        }
    }
}

async fn last(app: &App) -> Result<Opened> {
    match list::newest(app, &Query::default(), SortKey::Created).await? {
        Some(id) => again(app, &app.get_expense(id).await?).await,
        None => new(app, None).await,
    }
}

async fn refund(app: &App, purchase: &ExpenseDetail) -> Result<Opened> {
    let bought = &purchase.input;
    let (day, time) = moment(app, None);
    let mut input = ExpenseInput::blank(day, bought.currency);
    input.kind = ExpenseKind::Refund;
    input.occurred_time = time;
    input.tz = Some(app.env().zone());
    input.total_minor = bought.total_minor;
    input.place.clone_from(&bought.place);
    input.merchant.clone_from(&bought.merchant);
    input.category = bought.category;
    input.trip = bought.trip;
    input.meal_type = bought.meal_type;
    input.payment_method = bought.payment_method;
    input.is_business = bought.is_business;
    input.refund_of = Some(purchase.id);
    Ok(unread(fresh(app, input, Known::all()).await?))
}

async fn from_template(app: &App, id: TemplateId) -> Result<Opened> {
    let template = templates::get(app, id).await?;
    let form = fresh(app, now_again(app, template.input), Known::all()).await?;
    Ok((form, OpenedForm { base: None, base_ms: 0, sight: None, template: Some(id) }))
}

async fn draft(app: &App, id: ExpenseId) -> Result<Opened> {
    let draft = drafts::find(app, id).await?.ok_or(crate::Error::NotFound)?;
    let mut attachments = match draft.is_edit {
        true => app.find_expense(id).await?.map(|row| row.attachments).unwrap_or_default(),
        false => Vec::new(),
    };
    attachments.extend(draft.photos.iter().map(drafts::PendingPhoto::row));
    let opened = draft.opened();
    let input = match draft.input {
        Some(input) => input,
        // Only a photograph was taken before the program ended.
        None => fresh(app, new(app, None).await?.0.input, Known::default()).await?.input,
    };
    let suggestions = suggest::of_place(app, &input).await?;
    let form = ExpenseForm {
        id,
        is_edit: draft.is_edit,
        input,
        attachments,
        suggestions,
        base_ms: draft.base_ms,
        typed: draft.typed,
    };
    Ok((form, opened))
}
