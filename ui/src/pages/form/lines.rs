//! What was on the bill, line by line. Lines need not add up; the difference is a line of its own and never stops a save.

use domain::LineKind;
use domain::expense::{ExpenseInput, Field, LINES_MAX, LineInput};
use yew::prelude::*;

use super::state::FormAction;
use super::{Form, Shared, edit};
use crate::backend;
use crate::components::{AmountEdit, Button, IconButton, IconName, MoneyField, Select};
use crate::format::use_format;
use crate::words::use_words;

fn blank() -> LineInput {
    LineInput {
        id: None,
        kind: LineKind::Item,
        description: String::new(),
        quantity_milli: None,
        amount_minor: 0,
        tax_rate_bp: None,
        tax_included: false,
        category: None,
        person: None,
    }
}

/// A discount takes money off whichever way its sign was typed.
fn signed(kind: LineKind, minor: i64) -> i64 {
    if kind == LineKind::Discount { -minor.abs() } else { minor }
}

fn change_line(input: &mut ExpenseInput, at: usize, change: impl FnOnce(&mut LineInput)) {
    if let Some(line) = input.lines.get_mut(at) {
        change(line);
    }
}

/// The lines and their difference to the total.
#[yew_autoprops::autoprops]
#[component]
pub fn LineFields(state: &Shared, form: &Form) -> Html {
    let words = use_words();
    let format = use_format();
    let input = &state.0.input;
    let currency = input.currency;
    let kinds: Vec<(AttrValue, AttrValue)> = LineKind::ALL
        .iter()
        .filter(|kind| **kind != LineKind::Difference)
        .map(|kind| (AttrValue::Static(kind.as_str()), AttrValue::from(words.line_kind(*kind))))
        .collect();
    let line = |(at, line): (usize, &LineInput)| {
        let on_kind = edit(&form.0, Field::Lines, move |input, kind: &String| {
            change_line(input, at, |line| {
                line.kind = LineKind::of(kind);
                line.amount_minor = signed(line.kind, line.amount_minor);
            });
        });
        let describe = edit(&form.0, Field::Lines, move |input, text: &String| {
            change_line(input, at, |line| line.description.clone_from(text));
        });
        let set = edit(&form.0, Field::Lines, move |input, minor: &i64| {
            change_line(input, at, |line| line.amount_minor = signed(line.kind, *minor));
        });
        let on_edit = {
            let form = form.0.clone();
            Callback::from(move |edit: AmountEdit| match edit.value {
                Ok(minor) => {
                    form.dispatch(FormAction::Amount(Field::Lines, None));
                    set.emit(minor.unwrap_or(0));
                }
                Err(problem) => form.dispatch(FormAction::Amount(Field::Lines, Some(problem))),
            })
        };
        let remove = edit(&form.0, Field::Lines, move |input, _: &MouseEvent| {
            if at < input.lines.len() {
                input.lines.remove(at);
            }
        });
        let nth = words.with("line-nth", &[("n", (at + 1).into())]);
        html! {
            <li key={at} class="bill-line">
                <Select id={format!("line-kind-{at}")} label={format!("{nth}: {}", words.t("line-kind"))} options={kinds.clone()} hide_label=true
                    value={AttrValue::Static(line.kind.as_str())} on_change={on_kind} />
                <input class="input" type="text" dir="auto" aria-label={format!("{nth}: {}", words.t("line-description"))} placeholder={words.t("line-description")}
                    value={line.description.clone()} oninput={describe.reform(|event: InputEvent| backend::input_value(&event))} />
                <MoneyField id={format!("line-amount-{at}")} class="field-label-hidden" label={format!("{nth}: {}", words.t("amount"))} value={(line.amount_minor != 0).then_some(line.amount_minor)} {currency} {on_edit} />
                <IconButton icon={IconName::Trash} label={words.with("remove-named", &[("name", nth.into())])} onclick={remove} />
            </li>
        }
    };
    let add = edit(&form.0, Field::Lines, |input, _: &MouseEvent| input.lines.push(blank()));
    let difference = input.lines_difference().filter(|difference| *difference != 0);
    html! {
        <div class="bill" id="field-lines" tabindex="-1">
            <ol class="bill-lines">{ for input.lines.iter().enumerate().map(line) }</ol>
            if let Some(difference) = difference {
                <p class="bill-difference">
                    <span>{ words.line_kind(LineKind::Difference) }</span>
                    <span class="amount"><bdi>{ format.money_shown(difference, currency) }</bdi></span>
                </p>
            }
            <Button icon={IconName::Plus} onclick={add} disabled={input.lines.len() >= LINES_MAX}>{ words.t("line-add") }</Button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_discount_always_takes_money_off() {
        assert_eq!(signed(LineKind::Discount, 300), -300);
        assert_eq!(signed(LineKind::Discount, -300), -300);
        assert_eq!(signed(LineKind::Item, 300), 300);
    }
}
