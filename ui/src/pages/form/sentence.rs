//! The sentence and what was understood of it: one chip a field, each saying which words it came from. Where two readings are
//! possible the person chooses; what was not understood is shown, because it becomes the note.

use domain::expense::Field;
use domain::quick::{Chip as Reading, ChipValue};
use yew::prelude::*;

use super::state::{FormAction, without_words};
use super::{Form, Shared, field_id};
use crate::backend;
use crate::components::{Chip, Icon, IconButton, IconName};
use crate::format::{Format, use_format};
use crate::words::{Words, use_words};

/// The sentence field and its chips.
#[yew_autoprops::autoprops]
#[component]
pub fn Sentence(state: &Shared, form: &Form) -> Html {
    let words = use_words();
    let format = use_format();
    let state = &state.0;
    let say = {
        let form = form.0.clone();
        Callback::from(move |text: String| form.dispatch(FormAction::Sentence(text)))
    };
    let oninput = say.reform(|event: InputEvent| backend::input_value(&event));
    let chips: Vec<Html> = state.reading.as_ref().map_or_else(Vec::new, |reading| {
        let is_open = |at: usize, chip: &Reading| !chip.alternatives.is_empty() && !state.decided.contains(&at);
        reading
            .chips
            .iter()
            .enumerate()
            .map(|(at, chip)| {
                if is_open(at, chip) {
                    question(at, chip, state.input.currency, form, &words, &format)
                } else {
                    let remove = {
                        let (say, sentence, from) = (say.clone(), state.sentence.clone(), chip.from);
                        Callback::from(move |_: MouseEvent| say.emit(without_words(&sentence, from)))
                    };
                    let field = field_of(&chip.value);
                    let press = Callback::from(move |_: MouseEvent| {
                        backend::open_details_of(field_id(field));
                        backend::focus_id(field_id(field));
                    });
                    let text = say_value(&chip.value, state.input.currency, &words, &format);
                    let from = words.with("chip-from", &[("words", chip.words.as_str().into())]);
                    html! {
                        <Chip key={at} icon={icon_of(&chip.value)} on_press={Some(press)} on_remove={Some(remove)} title={AttrValue::from(from.clone())}
                            remove_label={words.with("remove-named", &[("name", text.as_str().into())])}>
                            <bdi>{ &text }</bdi><span class="chip-from">{ format!("“{}”", chip.words) }</span><span class="visually-hidden">{ from }</span>
                        </Chip>
                    }
                }
            })
            .collect()
    });
    let note =
        state.reading.as_ref().map(|reading| reading.note.trim().to_owned()).filter(|note| !note.is_empty());
    let count = state.count();
    html! {
        <section class="sentence" aria-label={words.t("sentence-label")}>
            <label class="visually-hidden" for="field-sentence">{ words.t("sentence-label") }</label>
            <div class="sentence-box">
                <Icon name={IconName::Sparkle} />
                <input id="field-sentence" type="text" autocomplete="off" dir="auto" maxlength="500" placeholder={words.t("sentence-placeholder")}
                    value={state.sentence.clone()} {oninput} aria-describedby="sentence-reading" />
                if !state.sentence.is_empty() {
                    <IconButton icon={IconName::Close} label={words.t("sentence-clear")} onclick={say.reform(|_: MouseEvent| String::new())} />
                }
            </div>
            <div id="sentence-reading" class="chips" aria-live="polite">
                { for chips }
                if count > 1 { <Chip icon={IconName::Copy}>{ words.with("chip-count", &[("n", count.into())]) }</Chip> }
                if let Some(note) = note {
                    <Chip icon={IconName::Note} class="chip-note">{ words.with("chip-note", &[("text", note.into())]) }</Chip>
                }
            </div>
            if state.asks_to_decide { <p class="field-error" role="alert"><Icon name={IconName::Alert} />{ words.t("decide-first") }</p> }
        </section>
    }
}

/// Two or more readings of the same words, side by side.
fn question(
    at: usize,
    chip: &Reading,
    currency: domain::CurrencyCode,
    form: &Form,
    words: &Words,
    format: &Format,
) -> Html {
    let readings = std::iter::once(&chip.value).chain(&chip.alternatives);
    let choice = |(nth, value): (usize, &ChipValue)| {
        let onclick = {
            let (form, value) = (form.0.clone(), value.clone());
            Callback::from(move |_: MouseEvent| form.dispatch(FormAction::Decide(at, value.clone())))
        };
        html! {
            <button key={nth} type="button" class="decide-choice" id={(nth == 0).then_some("undecided")} {onclick}>
                { say_value(value, currency, words, format) }
            </button>
        }
    };
    html! {
        <span key={at} class="decide" role="group" aria-label={words.with("decide-between", &[("words", chip.words.as_str().into())])}>
            <Icon name={IconName::Help} /><span class="chip-from">{ format!("“{}”", chip.words) }</span>
            { for readings.enumerate().map(choice) }
        </span>
    }
}

fn field_of(value: &ChipValue) -> Field {
    match value {
        ChipValue::Amount { .. } => Field::Total,
        ChipValue::Place { .. } => Field::Place,
        ChipValue::Meal(_) => Field::Meal,
        ChipValue::Kind(_) => Field::Kind,
        ChipValue::Date(_) => Field::OccurredOn,
        ChipValue::Time(_) => Field::OccurredTime,
        ChipValue::Person { .. } => Field::People,
        ChipValue::Party(_) => Field::Party,
        ChipValue::TipAmount(_) | ChipValue::TipPercent(_) => Field::Tip,
        ChipValue::Tag { .. } => Field::Tags,
    }
}

fn icon_of(value: &ChipValue) -> IconName {
    match value {
        ChipValue::Amount { .. } => IconName::Card,
        ChipValue::Place { .. } => IconName::Store,
        ChipValue::Meal(meal) => IconName::of_meal(*meal),
        ChipValue::Kind(_) => IconName::Refund,
        ChipValue::Date(_) => IconName::Calendar,
        ChipValue::Time(_) => IconName::Clock,
        ChipValue::Person { .. } => IconName::Person,
        ChipValue::Party(_) => IconName::People,
        ChipValue::TipAmount(_) | ChipValue::TipPercent(_) => IconName::Percent,
        ChipValue::Tag { .. } => IconName::Tag,
    }
}

fn say_value(value: &ChipValue, currency: domain::CurrencyCode, words: &Words, format: &Format) -> String {
    let named = |name: &str, is_new: bool| {
        if is_new { words.with("chip-new", &[("name", name.into())]) } else { name.to_owned() }
    };
    match value {
        ChipValue::Amount { minor, currency, .. } => format.money_shown(*minor, *currency),
        ChipValue::Place { id, name } => named(name, id.is_none()),
        ChipValue::Meal(meal) => words.meal(*meal),
        ChipValue::Kind(kind) => words.kind(*kind),
        ChipValue::Date(day) => format.day_header(*day),
        ChipValue::Time(time) => format.time(*time),
        ChipValue::Person { id, name } => named(name, id.is_none()),
        ChipValue::Party(party) => words.with("people-count", &[("n", (*party).into())]),
        ChipValue::TipAmount(minor) => {
            words.with("chip-tip", &[("tip", format.money_shown(*minor, currency).into())])
        }
        ChipValue::TipPercent(bp) => words.with("chip-tip", &[("tip", format.percent(*bp).into())]),
        ChipValue::Tag { id, name } => named(&format!("#{name}"), id.is_none()),
    }
}
