//! What the form knows: the fields, which of them the person set, which were proposed and why, and what is wrong. Pure.

use std::rc::Rc;

use domain::amount::AmountError;
use domain::expense::{ExpenseInput, Field, Invalid, Named};
use domain::quick::{ChipValue, QuickReading};
use domain::read::AttachmentRow;
use domain::{AttachmentId, AttachmentKind, ExpenseId};
use wire::call::{ExpenseForm, SaveDraft, SentenceReply, SuggestedValue, Suggestion, SuggestionReason};
use yew::prelude::Reducible;

use super::tip;

/// Changes the fields.
pub type Change = Rc<dyn Fn(&mut ExpenseInput)>;

/// The form.
#[derive(Clone)]
pub struct FormState {
    /// The reserved or existing id.
    pub id: ExpenseId,
    /// Whether it edits an existing expense.
    pub is_edit: bool,
    /// `ExpenseForm::base_ms`.
    pub base_ms: i64,
    /// The fields.
    pub input: ExpenseInput,
    /// The photographs.
    pub attachments: Vec<AttachmentRow>,
    /// Fields the person set: nothing else changes them any more.
    pub touched: Vec<Field>,
    /// What was proposed, and why.
    pub suggestions: Vec<Suggestion>,
    /// Amounts that cannot be read.
    pub amounts: Vec<(Field, AmountError)>,
    /// Figures of lines that cannot be read.
    pub line_problems: Vec<(usize, LinePart, AmountError)>,
    /// Photographs with a change the core has not answered yet: saving waits for it.
    pub unsent: Vec<AttachmentId>,
    /// Photographs that hung on the stored expense when it was last read.
    stored: Vec<AttachmentId>,
    /// What must be mended.
    pub invalid: Vec<Invalid>,
    /// The sentence.
    pub sentence: String,
    /// Whether it has changed since it was read.
    pub is_unread: bool,
    /// What it means.
    pub reading: Option<QuickReading>,
    /// Which chips the person has decided.
    pub decided: Vec<usize>,
    /// Whether saving was tried while a chip was undecided.
    pub asks_to_decide: bool,
    /// Counts the person's changes, for the draft.
    pub edits: u64,
}

/// A figure of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinePart {
    /// How many.
    Quantity,
    /// The amount of the whole line.
    Amount,
}

/// What can happen to the form.
pub enum FormAction {
    /// It was opened.
    Loaded(Box<ExpenseForm>),
    /// The person changed a field.
    Edit(Field, Change),
    /// An amount can or cannot be read.
    Amount(Field, Option<AmountError>),
    /// A figure of a line can or cannot be read.
    LineFigure(usize, LinePart, Option<AmountError>),
    /// A line was taken away.
    RemoveLine(usize),
    /// Defaults for what is known by now.
    Suggested(Vec<Suggestion>),
    /// The person typed in the sentence field.
    Sentence(String),
    /// What a sentence means.
    Read(Box<SentenceReply>),
    /// The core could not be asked what the sentence means.
    NotRead,
    /// A draft was taken up again; with what its sentence means, if it has one.
    Resumed(Option<Box<SentenceReply>>),
    /// The person decided between two readings of a chip.
    Decide(usize, ChipValue),
    /// A photograph was added.
    Attached(AttachmentRow),
    /// What a photograph shows was changed.
    Kind(AttachmentId, AttachmentKind),
    /// A caption was typed.
    Caption(AttachmentId, String),
    /// A photograph was put at another place of the row.
    Moved(AttachmentId, usize),
    /// The core has answered a change of a photograph.
    Sent(AttachmentId),
    /// The photographs of an expense that is edited, as they are stored now.
    Stored(Vec<AttachmentRow>),
    /// A photograph was taken off.
    Detached(AttachmentId),
    /// It cannot be saved like this.
    Refused(Vec<Invalid>),
    /// Saving was tried while a chip was undecided.
    AskToDecide,
}

/// The form while it is being opened, and then.
#[derive(Clone, Default)]
pub struct Opened(pub Option<FormState>);

impl Reducible for Opened {
    type Action = FormAction;

    fn reduce(self: Rc<Self>, action: FormAction) -> Rc<Self> {
        let next = match (action, self.0.clone()) {
            (FormAction::Loaded(form), _) => Some(FormState::new(*form)),
            (action, Some(mut state)) => {
                state.apply(action);
                Some(state)
            }
            (_, None) => None,
        };
        Rc::new(Self(next))
    }
}

impl FormState {
    /// The form as the core opened it.
    pub fn new(form: ExpenseForm) -> Self {
        Self {
            id: form.id,
            is_edit: form.is_edit,
            base_ms: form.base_ms,
            input: form.input,
            attachments: form.attachments,
            touched: Vec::new(),
            suggestions: form.suggestions,
            amounts: Vec::new(),
            line_problems: Vec::new(),
            unsent: Vec::new(),
            stored: Vec::new(),
            invalid: Vec::new(),
            sentence: form.typed.unwrap_or_default(),
            is_unread: false,
            reading: None,
            decided: Vec::new(),
            asks_to_decide: false,
            edits: 0,
        }
    }

    fn apply(&mut self, action: FormAction) {
        match action {
            FormAction::Loaded(_) => {}
            FormAction::Edit(field, change) => self.edit(field, &*change),
            FormAction::Amount(field, problem) => {
                self.amounts.retain(|(known, _)| *known != field);
                self.amounts.extend(problem.map(|problem| (field, problem)));
            }
            FormAction::LineFigure(at, part, problem) => {
                self.line_problems.retain(|(line, known, _)| (*line, *known) != (at, part));
                self.line_problems.extend(problem.map(|problem| (at, part, problem)));
            }
            FormAction::RemoveLine(at) => self.remove_line(at),
            FormAction::Suggested(suggestions) => self.suggest(suggestions),
            FormAction::Sentence(text) => {
                self.is_unread = !text.trim().is_empty() || !self.sentence.is_empty();
                self.sentence = text;
                self.edits += 1;
            }
            FormAction::Read(reply) => self.adopt(*reply),
            FormAction::NotRead => self.is_unread = false,
            FormAction::Resumed(reply) => self.resume(reply.map(|reply| *reply)),
            FormAction::Decide(at, value) => self.decide(at, value),
            FormAction::Attached(row) => {
                if self.attachments.iter().all(|known| known.id != row.id) {
                    self.attachments.push(row);
                }
                self.edits += 1;
            }
            FormAction::Kind(id, kind) => self.change_photo(id, |row| row.kind = kind),
            FormAction::Caption(id, text) => self.change_photo(id, |row| row.caption = text),
            FormAction::Moved(id, to) => {
                self.change_photo(id, |_| ());
                if let Some(at) = self.attachments.iter().position(|row| row.id == id) {
                    let row = self.attachments.remove(at);
                    self.attachments.insert(to.min(self.attachments.len()), row);
                }
            }
            FormAction::Sent(id) => self.unsent.retain(|waiting| *waiting != id),
            FormAction::Stored(rows) => self.take_stored(rows),
            FormAction::Detached(id) => {
                self.attachments.retain(|row| row.id != id);
                self.unsent.retain(|waiting| *waiting != id);
            }
            FormAction::Refused(invalid) => self.invalid = invalid,
            FormAction::AskToDecide => self.asks_to_decide = true,
        }
    }

    fn edit(&mut self, field: Field, change: &dyn Fn(&mut ExpenseInput)) {
        let before = self.input.currency;
        change(&mut self.input);
        self.keep_numbers(before);
        if !self.touched.contains(&field) {
            self.touched.push(field);
        }
        self.invalid.retain(|invalid| invalid.field != field);
        self.edits += 1;
    }

    /// A change of a photograph that the core has to be told of.
    fn change_photo(&mut self, id: AttachmentId, change: impl FnOnce(&mut AttachmentRow)) {
        if let Some(row) = self.attachments.iter_mut().find(|row| row.id == id) {
            change(row);
            if !self.unsent.contains(&id) {
                self.unsent.push(id);
            }
        }
    }

    /// What was undone or changed elsewhere is seen here too; what is being typed stays, and so does what waits for the first save.
    fn take_stored(&mut self, rows: Vec<AttachmentRow>) {
        let ids: Vec<AttachmentId> = rows.iter().map(|row| row.id).collect();
        for row in std::mem::replace(&mut self.attachments, rows) {
            match self.attachments.iter_mut().find(|known| known.id == row.id) {
                Some(known) if self.unsent.contains(&row.id) => *known = row,
                Some(_) => {}
                None if self.stored.contains(&row.id) => {}
                None => self.attachments.push(row),
            }
        }
        self.stored = ids;
    }

    fn remove_line(&mut self, at: usize) {
        if at >= self.input.lines.len() {
            return;
        }
        self.edit(Field::Lines, &move |input| {
            input.lines.remove(at);
        });
        self.line_problems.retain(|(line, _, _)| *line != at);
        for (line, _, _) in &mut self.line_problems {
            *line -= usize::from(*line > at);
        }
    }

    /// After a change of currency every amount is the same number as before.
    fn keep_numbers(&mut self, before: domain::CurrencyCode) {
        let (from, to) = (before.exponent(), self.input.currency.exponent());
        if from == to {
            return;
        }
        let input = &mut self.input;
        let keep = |minor: i64| tip::rescaled(minor, from, to).unwrap_or(minor);
        input.total_minor = keep(input.total_minor);
        for amount in [&mut input.subtotal_minor, &mut input.tax_minor, &mut input.tip_minor] {
            *amount = amount.map(keep);
        }
        for line in &mut input.lines {
            line.amount_minor = keep(line.amount_minor);
        }
    }

    /// Takes proposals for fields the person has not set; a field that loses its proposal keeps its value.
    fn suggest(&mut self, mut suggestions: Vec<Suggestion>) {
        if self.is_edit {
            // All else in an expense that exists was decided when it was recorded.
            suggestions.retain(|suggestion| matches!(suggestion.value, SuggestedValue::Merchant { .. }));
        }
        for suggestion in &suggestions {
            let field = field_of(&suggestion.value);
            let is_ours = self.reason(field).is_some() || is_empty(&self.input, field);
            if !self.touched.contains(&field) && is_ours {
                let before = self.input.currency;
                take(&mut self.input, &suggestion.value);
                self.keep_numbers(before);
            }
        }
        self.suggestions = suggestions;
    }

    /// Fields from the sentence, except those the person set.
    fn adopt(&mut self, reply: SentenceReply) {
        let mut input = reply.form.input;
        for field in &self.touched {
            copy_field(*field, &self.input, &mut input);
        }
        self.input = input;
        self.suggestions = reply.form.suggestions;
        // The draft must hold what was read too.
        self.edits += 1;
        self.decided.clear();
        self.asks_to_decide = false;
        self.reading = Some(reply.reading);
        self.is_unread = false;
    }

    /// What in a draft does not come from its sentence, the person must have set; what is empty the sentence fills in again.
    fn resume(&mut self, reply: Option<SentenceReply>) {
        let plain = ExpenseInput::blank(self.input.occurred_on, self.input.currency);
        let always = [Field::OccurredOn, Field::Currency];
        let is_set = |field: &Field| always.contains(field) || differs(*field, &self.input, &plain);
        let read = reply.as_ref().map_or(&plain, |reply| &reply.form.input);
        self.touched = FIELDS
            .iter()
            .copied()
            .filter(|field| is_set(field) && differs(*field, &self.input, read))
            .collect();
        if let Some(reply) = reply {
            self.adopt(reply);
        }
    }

    fn decide(&mut self, at: usize, value: ChipValue) {
        let before = self.input.currency;
        take_chip(&mut self.input, &value);
        self.keep_numbers(before);
        let is_money =
            matches!(value, ChipValue::Amount { .. } | ChipValue::TipAmount(_) | ChipValue::TipPercent(_));
        if let Some(chip) = self.reading.as_mut().and_then(|reading| reading.chips.get_mut(at)) {
            chip.value = value;
        }
        if !self.decided.contains(&at) {
            self.decided.push(at);
        }
        if is_money {
            self.put_money();
        }
        self.asks_to_decide = self.undecided();
        self.edits += 1;
    }

    /// Total and tip of what is decided so far: a tip waits for its amount, and belongs to it.
    fn put_money(&mut self) {
        let Some(reading) = self.reading.as_ref() else { return };
        let is_decided = |at: usize, has_others: bool| !has_others || self.decided.contains(&at);
        let decided = reading
            .chips
            .iter()
            .enumerate()
            .filter(|(at, chip)| is_decided(*at, !chip.alternatives.is_empty()))
            .map(|(_, chip)| &chip.value);
        reading.put_money(&mut self.input, decided);
    }

    /// Whether a chip has several readings and the person has not said which.
    pub fn undecided(&self) -> bool {
        self.reading.as_ref().is_some_and(|reading| {
            reading
                .chips
                .iter()
                .enumerate()
                .any(|(at, chip)| !chip.alternatives.is_empty() && !self.decided.contains(&at))
        })
    }

    /// How many equal expenses will be saved.
    pub fn count(&self) -> u8 {
        self.reading.as_ref().map_or(1, |reading| reading.count.max(1))
    }

    /// Why a field was filled in, unless the person has set it.
    pub fn reason(&self, field: Field) -> Option<SuggestionReason> {
        if self.touched.contains(&field) {
            return None;
        }
        self.suggestions
            .iter()
            .find(|s| field_of(&s.value) == field && is_taken(&self.input, &s.value))
            .map(|s| s.reason)
    }

    /// The brand of the meal: its own, or that of its place. The second says whether it is the place's.
    pub fn brand(&self) -> Option<(String, bool)> {
        if let Some(merchant) = &self.input.merchant {
            return Some((merchant.name.clone(), false));
        }
        self.suggestions.iter().find_map(|suggestion| match &suggestion.value {
            SuggestedValue::Merchant { name, .. } => Some((name.clone(), true)),
            _ => None,
        })
    }

    /// What is wrong with a field.
    pub fn problem(&self, field: Field) -> Option<domain::expense::FieldProblem> {
        self.invalid.iter().find(|invalid| invalid.field == field).map(|invalid| invalid.problem)
    }

    /// What is kept of an unfinished form.
    pub fn draft(&self) -> SaveDraft {
        SaveDraft {
            id: self.id,
            is_edit: self.is_edit,
            input: self.input.clone(),
            typed: (!self.sentence.is_empty()).then(|| self.sentence.clone()),
            base_ms: self.base_ms,
        }
    }
}

fn field_of(value: &SuggestedValue) -> Field {
    match value {
        SuggestedValue::Category { .. } => Field::Category,
        SuggestedValue::Meal(_) => Field::Meal,
        SuggestedValue::Currency(_) => Field::Currency,
        SuggestedValue::TipPercent(_) => Field::Tip,
        SuggestedValue::Payment { .. } => Field::Payment,
        SuggestedValue::Trip { .. } => Field::Trip,
        SuggestedValue::Tz(_) => Field::Tz,
        SuggestedValue::Merchant { .. } => Field::Merchant,
    }
}

fn is_empty(input: &ExpenseInput, field: Field) -> bool {
    match field {
        Field::Category => input.category.is_none(),
        Field::Meal => input.meal_type.is_none(),
        Field::Payment => input.payment_method.is_none(),
        Field::Trip => input.trip.is_none(),
        Field::Tz => input.tz.is_none(),
        // A tip is only offered: taking it would change what was paid.
        _ => false,
    }
}

fn take(input: &mut ExpenseInput, value: &SuggestedValue) {
    match value {
        SuggestedValue::Category { id, .. } => input.category = Some(*id),
        SuggestedValue::Meal(meal) => input.meal_type = Some(*meal),
        SuggestedValue::Currency(currency) => input.currency = *currency,
        // The one is only offered; the other follows the place and is not copied.
        SuggestedValue::TipPercent(_) | SuggestedValue::Merchant { .. } => {}
        SuggestedValue::Payment { id, .. } => input.payment_method = Some(*id),
        SuggestedValue::Trip { id, .. } => input.trip = Some(*id),
        SuggestedValue::Tz(tz) => input.tz = Some(tz.clone()),
    }
}

fn is_taken(input: &ExpenseInput, value: &SuggestedValue) -> bool {
    match value {
        SuggestedValue::Category { id, .. } => input.category == Some(*id),
        SuggestedValue::Meal(meal) => input.meal_type == Some(*meal),
        SuggestedValue::Currency(currency) => input.currency == *currency,
        SuggestedValue::TipPercent(_) => false,
        SuggestedValue::Payment { id, .. } => input.payment_method == Some(*id),
        SuggestedValue::Trip { id, .. } => input.trip == Some(*id),
        SuggestedValue::Tz(tz) => input.tz.as_ref() == Some(tz),
        SuggestedValue::Merchant { .. } => input.merchant.is_none(),
    }
}

fn take_chip(input: &mut ExpenseInput, value: &ChipValue) {
    match value {
        // The amounts follow together, see `put_money`.
        ChipValue::Amount { currency, .. } => input.currency = *currency,
        ChipValue::TipAmount(_) | ChipValue::TipPercent(_) => {}
        ChipValue::Kind(kind) => input.kind = *kind,
        ChipValue::Place { id, name } => input.place = Some(Named { id: *id, name: name.clone() }),
        ChipValue::Meal(meal) => input.meal_type = Some(*meal),
        ChipValue::Date(day) => input.occurred_on = *day,
        ChipValue::Time(time) => input.occurred_time = Some(*time),
        ChipValue::Person { id, name } => {
            replace_named(&mut input.people, Named { id: *id, name: name.clone() })
        }
        ChipValue::Party(party) => input.party_size = Some(*party),
        ChipValue::Tag { id, name } => replace_named(&mut input.tags, Named { id: *id, name: name.clone() }),
    }
}

/// Adds a row, in place of one of the same name.
fn replace_named<Id>(list: &mut Vec<Named<Id>>, named: Named<Id>) {
    let folded = crate::fold::fold(&named.name);
    list.retain(|known| crate::fold::fold(&known.name) != folded);
    list.push(named);
}

/// Every field that can be copied.
const FIELDS: &[Field] = &[
    Field::Kind,
    Field::Status,
    Field::OccurredOn,
    Field::OccurredTime,
    Field::Tz,
    Field::Currency,
    Field::Total,
    Field::Subtotal,
    Field::Tax,
    Field::Tip,
    Field::Meal,
    Field::Order,
    Field::Party,
    Field::Purpose,
    Field::Notes,
    Field::Place,
    Field::Merchant,
    Field::Category,
    Field::Trip,
    Field::Payment,
    Field::Cleared,
    Field::Rating,
    Field::Lines,
    Field::Tags,
    Field::People,
    Field::RefundOf,
];

/// Whether two forms say different things in one field.
fn differs(field: Field, one: &ExpenseInput, other: &ExpenseInput) -> bool {
    let mut copy = other.clone();
    copy_field(field, one, &mut copy);
    copy != *other
}

/// Copies one field of a form.
fn copy_field(field: Field, from: &ExpenseInput, to: &mut ExpenseInput) {
    match field {
        Field::Kind => to.kind = from.kind,
        Field::Status => to.status = from.status,
        Field::OccurredOn => to.occurred_on = from.occurred_on,
        Field::OccurredTime => to.occurred_time = from.occurred_time,
        Field::Tz => to.tz.clone_from(&from.tz),
        Field::Currency => to.currency = from.currency,
        Field::Total => {
            (to.total_minor, to.currency, to.amount_is_estimate) =
                (from.total_minor, from.currency, from.amount_is_estimate)
        }
        Field::Subtotal => to.subtotal_minor = from.subtotal_minor,
        Field::Tax => to.tax_minor = from.tax_minor,
        Field::Tip => (to.tip_minor, to.tip_base) = (from.tip_minor, from.tip_base),
        Field::Meal => to.meal_type = from.meal_type,
        Field::Order => to.order_type = from.order_type,
        Field::Party => to.party_size = from.party_size,
        Field::Purpose => {
            to.purpose.clone_from(&from.purpose);
            (to.is_business, to.reimbursable) = (from.is_business, from.reimbursable);
        }
        Field::Notes => to.notes.clone_from(&from.notes),
        Field::Place => to.place.clone_from(&from.place),
        Field::Merchant => to.merchant.clone_from(&from.merchant),
        Field::Category => to.category = from.category,
        Field::Trip => to.trip = from.trip,
        Field::Payment => to.payment_method = from.payment_method,
        Field::Cleared => to.cleared_on = from.cleared_on,
        Field::Rating => to.dish_rating = from.dish_rating,
        Field::Lines => to.lines.clone_from(&from.lines),
        Field::Tags => to.tags.clone_from(&from.tags),
        Field::People => to.people.clone_from(&from.people),
        Field::RefundOf => to.refund_of = from.refund_of,
        Field::Name
        | Field::Parent
        | Field::Query
        | Field::File
        | Field::Sentence
        | Field::Photo
        | Field::Code
        | Field::Setting
        | Field::Email
        | Field::Password
        | Field::NewPassword
        | Field::Server => {}
    }
}

/// The sentence without the words a chip came from.
pub fn without_words(sentence: &str, from: (usize, usize)) -> String {
    let (Some(before), Some(after)) = (sentence.get(..from.0), sentence.get(from.1..)) else {
        return sentence.to_owned();
    };
    format!("{} {}", before.trim_end(), after.trim_start()).trim().to_owned()
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
