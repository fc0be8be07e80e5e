//! The form never loses what the person said, and never hides what it proposed.

use super::*;
use domain::quick::Chip;
use domain::{CategoryId, CurrencyCode, MealType};

fn blank() -> ExpenseInput {
    ExpenseInput::blank("2026-11-20".parse().unwrap(), CurrencyCode::of(*b"EUR"))
}

fn form(input: ExpenseInput) -> ExpenseForm {
    ExpenseForm {
        id: ExpenseId(uuid::Uuid::from_u128(1)),
        is_edit: false,
        input,
        attachments: Vec::new(),
        suggestions: Vec::new(),
        base_ms: 0,
        typed: None,
    }
}

fn opened() -> FormState {
    FormState::new(form(blank()))
}

fn edit(state: &mut FormState, field: Field, change: impl Fn(&mut ExpenseInput) + 'static) {
    state.apply(FormAction::Edit(field, Rc::new(change)));
}

fn reading(input: ExpenseInput, chips: Vec<Chip>) -> FormAction {
    let reading = QuickReading { chips, count: 1, tip_exponent: 2, ..QuickReading::default() };
    FormAction::Read(Box::new(SentenceReply { reading, form: form(input) }))
}

fn suggested(value: SuggestedValue) -> Suggestion {
    Suggestion { value, reason: SuggestionReason::TimeOfDay }
}

#[test]
fn a_sentence_fills_in_what_the_person_has_not_set() {
    let mut state = opened();
    edit(&mut state, Field::Notes, |input| input.notes = "mine".into());
    let mut read = blank();
    (read.total_minor, read.notes, read.meal_type) = (1250, "theirs".into(), Some(MealType::Lunch));
    state.apply(reading(read, Vec::new()));
    assert_eq!((state.input.total_minor, state.input.notes.as_str()), (1250, "mine"));
    assert_eq!(state.input.meal_type, Some(MealType::Lunch));
    state.apply(reading(blank(), Vec::new()));
    assert_eq!(state.input.total_minor, 0, "a word that is deleted again takes its field with it");
}

#[test]
fn a_draft_that_is_taken_up_again_keeps_what_the_person_corrected() {
    let mut draft = blank();
    (draft.total_minor, draft.notes) = (1250, "mine".into());
    let mut state = FormState::new(form(draft));
    let mut read = blank();
    read.total_minor = 1250;
    let reply = SentenceReply { reading: QuickReading::default(), form: form(read.clone()) };
    state.apply(FormAction::Resumed(Some(Box::new(reply))));
    assert_eq!(state.touched, [Field::Notes]);
    read.total_minor = 1400;
    state.apply(reading(read, Vec::new()));
    assert_eq!((state.input.total_minor, state.input.notes.as_str()), (1400, "mine"));
}

#[test]
fn a_draft_of_a_sentence_that_was_not_read_yet_is_read_again() {
    let mut state = FormState::new(form(blank()));
    let mut read = blank();
    (read.total_minor, read.occurred_on) = (320, "2026-11-19".parse().unwrap());
    let reply = SentenceReply { reading: QuickReading::default(), form: form(read) };
    state.apply(FormAction::Resumed(Some(Box::new(reply))));
    assert_eq!(state.input.total_minor, 320);
    assert_eq!(
        state.input.occurred_on.to_string(),
        "2026-11-20",
        "a day is never empty, so it is the person's"
    );
}

#[test]
fn what_a_sentence_says_belongs_to_the_draft() {
    let mut state = opened();
    state.apply(FormAction::Sentence("lunch 12.50".into()));
    let before = state.edits;
    state.apply(reading(blank(), Vec::new()));
    assert!(state.edits > before);
}

#[test]
fn a_proposal_says_why_until_the_person_decides() {
    let mut state = opened();
    state.apply(FormAction::Suggested(vec![suggested(SuggestedValue::Meal(MealType::Lunch))]));
    assert_eq!(state.reason(Field::Meal), Some(SuggestionReason::TimeOfDay));
    state.apply(FormAction::Suggested(vec![suggested(SuggestedValue::Meal(MealType::Dinner))]));
    assert_eq!(state.input.meal_type, Some(MealType::Dinner), "a proposal follows what is known");
    edit(&mut state, Field::Meal, |input| input.meal_type = Some(MealType::Snack));
    state.apply(FormAction::Suggested(vec![suggested(SuggestedValue::Meal(MealType::Lunch))]));
    assert_eq!(state.input.meal_type, Some(MealType::Snack));
    assert_eq!(state.reason(Field::Meal), None);
}

#[test]
fn a_proposal_does_not_replace_what_an_expense_already_says() {
    let mut input = blank();
    input.category = Some(CategoryId(uuid::Uuid::from_u128(5)));
    let mut state = FormState::new(form(input.clone()));
    let other = SuggestedValue::Category { id: CategoryId(uuid::Uuid::from_u128(6)), name: "Other".into() };
    state.apply(FormAction::Suggested(vec![suggested(other)]));
    assert_eq!(state.input.category, input.category);
}

#[test]
fn two_readings_wait_for_the_person() {
    let mut state = opened();
    let date = |day: &str| ChipValue::Date(day.parse().unwrap());
    let chip = Chip {
        value: date("2026-04-03"),
        from: (0, 5),
        words: "03/04".into(),
        alternatives: vec![date("2026-03-04")],
    };
    state.apply(reading(blank(), vec![chip]));
    assert!(state.undecided());
    state.apply(FormAction::AskToDecide);
    state.apply(FormAction::Decide(0, date("2026-03-04")));
    assert!(!state.undecided() && !state.asks_to_decide);
    assert_eq!(state.input.occurred_on.to_string(), "2026-03-04");
}

#[test]
fn an_amount_that_was_open_brings_its_tip_and_its_own_decimals() {
    let amount = |minor, currency: &[u8; 3]| ChipValue::Amount {
        minor,
        currency: CurrencyCode::of(*currency),
        currency_written: true,
    };
    let chip = |value: ChipValue, alternatives: Vec<ChipValue>| Chip {
        value,
        from: (0, 1),
        words: "¥".into(),
        alternatives,
    };
    let yen = chip(amount(1200, b"JPY"), vec![amount(120_000, b"CNY")]);
    let mut state = opened();
    state.apply(reading(blank(), vec![yen, chip(ChipValue::TipPercent(1000), Vec::new())]));
    state.apply(FormAction::Decide(0, amount(1200, b"JPY")));
    assert_eq!((state.input.total_minor, state.input.tip_minor), (1320, Some(120)));
    state.apply(FormAction::Decide(0, amount(120_000, b"CNY")));
    assert_eq!((state.input.total_minor, state.input.tip_minor), (132_000, Some(12_000)));
}

#[test]
fn e027_the_number_stays_when_the_currency_changes() {
    let mut state = opened();
    edit(&mut state, Field::Total, |input| input.total_minor = 125_000);
    edit(&mut state, Field::Currency, |input| input.currency = CurrencyCode::of(*b"JPY"));
    assert_eq!(state.input.total_minor, 1250);
}

#[test]
fn mending_a_field_takes_its_message_away() {
    let mut state = opened();
    state.apply(FormAction::Refused(vec![Invalid {
        field: Field::Total,
        problem: domain::expense::FieldProblem::Negative,
    }]));
    assert!(state.problem(Field::Total).is_some());
    edit(&mut state, Field::Total, |input| input.total_minor = 5);
    assert!(state.problem(Field::Total).is_none());
}

#[test]
fn taking_a_chip_away_takes_its_words_away() {
    assert_eq!(without_words("lunch 12.50 at Tacos", (6, 11)), "lunch at Tacos");
    assert_eq!(without_words("café 3", (0, 5)), "3");
    assert_eq!(without_words("café", (4, 99)), "café", "a range that does not fit changes nothing");
}

fn photo(number: u128, caption: &str) -> AttachmentRow {
    AttachmentRow {
        id: AttachmentId(uuid::Uuid::from_u128(number)),
        blob: domain::BlobId(uuid::Uuid::from_u128(number)),
        kind: AttachmentKind::Receipt,
        caption: caption.into(),
        size: 1,
        mime: "image/jpeg".into(),
        width: None,
        height: None,
        sha256: String::new(),
        taken_at_local: None,
        file_name: None,
        is_here: true,
    }
}

fn captions(state: &FormState) -> Vec<&str> {
    state.attachments.iter().map(|row| row.caption.as_str()).collect()
}

#[test]
fn a_caption_being_typed_stays_when_the_stored_photographs_are_read_again() {
    let mut state = opened();
    state.apply(FormAction::Stored(vec![photo(1, "one"), photo(2, "two")]));
    state.apply(FormAction::Caption(photo(2, "").id, "two and a ha".into()));
    state.apply(FormAction::Stored(vec![photo(2, "two"), photo(1, "undone")]));
    assert_eq!(captions(&state), ["two and a ha", "undone"]);
    assert_eq!(state.unsent, [photo(2, "").id], "saving waits for it");
    state.apply(FormAction::Sent(photo(2, "").id));
    state.apply(FormAction::Stored(vec![photo(1, "undone")]));
    assert_eq!(captions(&state), ["undone"], "one that was taken off elsewhere is gone here, too");
    assert!(state.unsent.is_empty());
}

#[test]
fn a_photograph_that_waits_for_the_first_save_stays_beside_the_stored_ones() {
    let mut state = opened();
    state.apply(FormAction::Attached(photo(9, "waiting")));
    state.apply(FormAction::Stored(vec![photo(1, "one")]));
    state.apply(FormAction::Stored(vec![photo(1, "one")]));
    assert_eq!(captions(&state), ["one", "waiting"]);
}

#[test]
fn a_photograph_moves_among_the_others() {
    let mut state = opened();
    for number in 1..=3 {
        state.apply(FormAction::Attached(photo(number, &number.to_string())));
    }
    state.apply(FormAction::Moved(photo(3, "").id, 0));
    assert_eq!(captions(&state), ["3", "1", "2"]);
    state.apply(FormAction::Moved(photo(3, "").id, 9));
    assert_eq!(captions(&state), ["1", "2", "3"]);
}

#[test]
fn a_line_takes_its_unreadable_figures_along() {
    let mut state = opened();
    let line = |amount_minor| domain::expense::LineInput {
        id: None,
        kind: domain::LineKind::Item,
        description: String::new(),
        quantity_milli: None,
        amount_minor,
        tax_rate_bp: None,
        tax_included: false,
        category: None,
        person: None,
    };
    edit(&mut state, Field::Lines, move |input| input.lines = vec![line(1), line(2), line(3)]);
    state.apply(FormAction::LineFigure(0, LinePart::Amount, Some(AmountError::NotANumber)));
    state.apply(FormAction::LineFigure(2, LinePart::Quantity, Some(AmountError::NotANumber)));
    state.apply(FormAction::RemoveLine(0));
    assert_eq!(state.line_problems, [(1, LinePart::Quantity, AmountError::NotANumber)]);
    assert_eq!(state.input.lines.iter().map(|line| line.amount_minor).collect::<Vec<_>>(), [2, 3]);
    state.apply(FormAction::LineFigure(1, LinePart::Quantity, None));
    assert!(state.line_problems.is_empty());
}

#[test]
fn the_brand_is_the_places_until_the_meal_has_its_own() {
    let mut state = opened();
    assert_eq!(state.brand(), None);
    let of_place =
        SuggestedValue::Merchant { id: uuid::Uuid::from_u128(7).into(), name: "Taco Group".into() };
    state.apply(FormAction::Suggested(vec![suggested(of_place)]));
    assert_eq!(state.brand(), Some(("Taco Group".into(), true)));
    assert_eq!(state.input.merchant, None, "it follows the place and is not copied");
    edit(&mut state, Field::Merchant, |input| input.merchant = Some(Named { id: None, name: "Mall".into() }));
    assert_eq!(state.brand(), Some(("Mall".into(), false)));
    state.apply(FormAction::Suggested(Vec::new()));
    edit(&mut state, Field::Merchant, |input| input.merchant = None);
    assert_eq!(state.brand(), None, "another place has no brand");
}

#[test]
fn another_place_of_a_stored_meal_proposes_nothing_but_its_brand() {
    let mut stored = form(blank());
    stored.is_edit = true;
    let mut state = FormState::new(stored);
    let brand = SuggestedValue::Merchant { id: uuid::Uuid::from_u128(7).into(), name: "Taco Group".into() };
    state.apply(FormAction::Suggested(vec![
        suggested(SuggestedValue::Meal(MealType::Lunch)),
        suggested(brand),
    ]));
    assert_eq!((state.input.meal_type, state.suggestions.len()), (None, 1));
}
