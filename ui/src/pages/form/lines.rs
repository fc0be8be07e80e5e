//! What was on the bill, line by line. Lines need not add up; the difference is a line of its own and never stops a save.

use domain::LineKind;
use domain::expense::{Field, LINES_MAX, LineInput};
use yew::prelude::*;

use super::line::{LineRow, description_id};
use super::state::{FormAction, LinePart};
use super::{Form, Shared, edit};
use crate::backend;
use crate::components::{Button, IconName};
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

/// The id of the control of a line's figure.
pub fn figure_id(at: usize, part: LinePart) -> String {
    match part {
        LinePart::Quantity => format!("line-quantity-{at}"),
        LinePart::Amount => format!("line-amount-{at}"),
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
    let count = input.lines.len();
    let opened = use_state_eq(|| None::<usize>);
    // What has the focus after a line was added or taken away.
    let focus = use_mut_ref(|| None::<String>);
    {
        let focus = focus.clone();
        use_effect_with(count, move |_| {
            if let Some(id) = focus.take() {
                backend::focus_id(&id);
            }
        });
    }
    let push = edit(&form.0, Field::Lines, |input, (): &()| {
        if input.lines.len() < LINES_MAX {
            input.lines.push(blank());
        }
    });
    let add = {
        let focus = focus.clone();
        Callback::from(move |()| {
            focus.replace(Some(description_id(count)));
            push.emit(());
        })
    };
    let on_next = {
        let add = add.clone();
        Callback::from(move |at: usize| {
            if at + 1 < count {
                backend::focus_id(&description_id(at + 1));
            } else {
                add.emit(());
            }
        })
    };
    let on_fold = {
        let opened = opened.clone();
        Callback::from(move |at: usize| opened.set((*opened != Some(at)).then_some(at)))
    };
    let on_remove = {
        let (form, opened) = (form.0.clone(), opened.clone());
        Callback::from(move |at: usize| {
            let next = at.min(count.saturating_sub(2));
            focus.replace(Some(if count > 1 { description_id(next) } else { "line-add".to_owned() }));
            opened.set(None);
            form.dispatch(FormAction::RemoveLine(at));
        })
    };
    let row = |(at, line): (usize, &LineInput)| {
        // A figure that cannot be read is not folded away.
        let has_problem = state.0.line_problems.iter().any(|(of, _, _)| *of == at);
        let is_open = *opened == Some(at) || has_problem;
        html! {
            <LineRow key={at} {at} line={line.clone()} {currency} form={form.clone()} {is_open} on_fold={on_fold.clone()}
                on_remove={on_remove.clone()} on_next={on_next.clone()} />
        }
    };
    let difference = input.lines_difference().filter(|difference| *difference != 0);
    html! {
        <div class="bill" id="field-lines" tabindex="-1">
            <ol class="bill-lines">{ for input.lines.iter().enumerate().map(row) }</ol>
            if let Some(difference) = difference {
                <p class="bill-difference">
                    <span>{ words.line_kind(LineKind::Difference) }</span>
                    <span class="amount"><bdi>{ format.money_shown(difference, currency) }</bdi></span>
                </p>
            }
            <Button id={Some(AttrValue::Static("line-add"))} icon={IconName::Plus} onclick={add.reform(|_: MouseEvent| ())} disabled={count >= LINES_MAX}>{ words.t("line-add") }</Button>
        </div>
    }
}
