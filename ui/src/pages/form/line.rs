//! One line of the bill: a row to type in, and what few lines have behind it.

use domain::amount::AmountError;
use domain::expense::{ExpenseInput, Field, LineInput};
use domain::money::divide_rounded;
use domain::read::CatalogueKind;
use domain::{CurrencyCode, LineKind};
use yew::prelude::*;

use super::lines::figure_id;
use super::quantity::{QuantityField, quantity_text};
use super::state::{FormAction, LinePart};
use super::{Form, edit};
use crate::backend;
use crate::components::{AmountEdit, Button, ButtonKind, IconButton, IconName, MoneyField, Select};
use crate::format::{Format, use_format};
use crate::hooks::{Layout, use_layout};
use crate::pages::entry_name::EntryName;
use crate::pages::pickers::NamedPicker;
use crate::words::{Words, use_words};

/// A discount takes money off whichever way its sign was typed.
fn signed(kind: LineKind, minor: i64) -> i64 {
    if kind == LineKind::Discount { -minor.abs() } else { minor }
}

fn change_line(input: &mut ExpenseInput, at: usize, change: impl FnOnce(&mut LineInput)) {
    if let Some(line) = input.lines.get_mut(at) {
        change(line);
    }
}

/// "3 × 4.50 €": how many and what one is, rounded to the currency's decimals; `None` for a single thing.
pub fn unit_price(line: &LineInput, currency: CurrencyCode, format: &Format) -> Option<String> {
    let milli = line.quantity_milli.filter(|milli| *milli > 0 && *milli != 1_000)?;
    let one = divide_rounded(line.amount_minor.checked_mul(1_000)?, milli)?;
    let is_exact = one.checked_mul(milli) == line.amount_minor.checked_mul(1_000);
    let count = quantity_text(milli, format.numbers);
    let about = if is_exact { "" } else { "≈ " };
    Some(format!("{count} × {about}{}", format.money_shown(one, currency)))
}

/// What is said about a line while it is folded: quantity, kind, category, person.
fn summary(line: &LineInput, currency: CurrencyCode, words: &Words, format: &Format) -> Vec<Html> {
    let mut parts = Vec::new();
    if line.kind != LineKind::Item {
        parts.push(html! { words.line_kind(line.kind) });
    }
    if let Some(text) = unit_price(line, currency, format) {
        parts.push(html! { <bdi>{ text }</bdi> });
    }
    if let Some(id) = line.category {
        parts.push(html! { <EntryName kind={CatalogueKind::Category} id={id.0} /> });
    }
    if let Some(id) = line.person {
        parts.push(html! { <EntryName kind={CatalogueKind::Person} id={id.0} /> });
    }
    parts
}

/// The line at `at`.
#[yew_autoprops::autoprops]
#[component]
pub fn LineRow(
    at: usize,
    line: &LineInput,
    currency: &CurrencyCode,
    form: &Form,
    is_open: bool,
    on_fold: &Callback<usize>,
    on_remove: &Callback<usize>,
    on_next: &Callback<usize>,
) -> Html {
    let words = use_words();
    let format = use_format();
    let is_phone = use_layout() == Layout::Phone;
    let currency = *currency;
    let nth = words.with("line-nth", &[("n", (at + 1).into())]);
    let label = |key: &str| format!("{nth}: {}", words.t(key));
    let describe = edit(&form.0, Field::Lines, move |input, text: &String| {
        change_line(input, at, |line| line.description.clone_from(text));
    });
    let set = edit(&form.0, Field::Lines, move |input, minor: &i64| {
        change_line(input, at, |line| line.amount_minor = signed(line.kind, *minor));
    });
    let on_amount = {
        let form = form.0.clone();
        Callback::from(move |edit: AmountEdit| {
            form.dispatch(FormAction::LineFigure(at, LinePart::Amount, edit.value.err()));
            if let Ok(minor) = edit.value {
                set.emit(minor.unwrap_or(0));
            }
        })
    };
    let onkeydown = {
        let on_next = on_next.clone();
        Callback::from(move |event: KeyboardEvent| {
            let is_plain = !(event.ctrl_key() || event.meta_key() || event.is_composing());
            if event.key() != "Enter" || !is_plain {
                return;
            }
            // Enter goes on through the bill instead of saving a half-typed one.
            match backend::active_id() {
                Some(id) if id == description_id(at) => {
                    event.prevent_default();
                    backend::focus_id(&figure_id(at, LinePart::Amount));
                }
                Some(id) if id == figure_id(at, LinePart::Amount) => {
                    event.prevent_default();
                    on_next.emit(at);
                }
                _ => {}
            }
        })
    };
    let on_quantity = quantity_edit(at, form);
    let quantity = |is_named: bool| {
        let text = if is_named { words.t("quantity") } else { label("quantity") };
        let hint = unit_price(line, currency, &format).filter(|_| is_named).map(AttrValue::from);
        html! {
            <QuantityField id={figure_id(at, LinePart::Quantity)} label={text} value={line.quantity_milli} on_edit={on_quantity.clone()} {hint}
                class={classes!("quantity", (!is_named).then_some("field-label-hidden"))} />
        }
    };
    let folded = if is_open { Vec::new() } else { summary(line, currency, &words, &format) };
    let fold_label = if is_open { label("line-less") } else { label("line-more") };
    html! {
        <li class={classes!("bill-line", is_open.then_some("bill-line-open"))} {onkeydown}>
            <div class="bill-row">
                if !is_phone { { quantity(false) } }
                <input id={description_id(at)} class="input" type="text" dir="auto" autocomplete="off" aria-label={label("line-description")} placeholder={words.t("line-description")}
                    value={line.description.clone()} oninput={describe.reform(|event: InputEvent| backend::input_value(&event))} />
                <MoneyField id={figure_id(at, LinePart::Amount)} class="field-label-hidden" label={label("amount")} value={(line.amount_minor != 0).then_some(line.amount_minor)} {currency} on_edit={on_amount} />
                <IconButton id={Some(AttrValue::from(format!("line-more-{at}")))} icon={if is_open { IconName::ChevronUp } else { IconName::ChevronDown }} label={fold_label} expanded={Some(is_open)}
                    onclick={on_fold.reform(move |_: MouseEvent| at)} />
            </div>
            if !folded.is_empty() {
                <p class="bill-summary hint">{ for folded.into_iter().map(|part| html! { <span>{ part }</span> }) }</p>
            }
            if is_open {
                <div class="bill-details" role="group" aria-label={nth.clone()}>
                    { kind_field(at, line.kind, form, &words) }
                    if is_phone { { quantity(true) } }
                    { filing_fields(at, line, form, &words) }
                    <div class="bill-foot">
                        if !is_phone { <span class="hint">{ unit_price(line, currency, &format) }</span> }
                        <Button kind={ButtonKind::Quiet} icon={IconName::Trash} class="bill-remove" onclick={on_remove.reform(move |_: MouseEvent| at)}>{ words.t("line-remove") }</Button>
                    </div>
                </div>
            }
        </li>
    }
}

/// The id of a line's description.
pub fn description_id(at: usize) -> String {
    format!("line-description-{at}")
}

/// What was typed as a quantity, kept in the form; what cannot be read stops a save.
fn quantity_edit(at: usize, form: &Form) -> Callback<Result<Option<i64>, AmountError>> {
    let set = edit(&form.0, Field::Lines, move |input, milli: &Option<i64>| {
        change_line(input, at, |line| line.quantity_milli = *milli);
    });
    let form = form.0.clone();
    Callback::from(move |typed: Result<Option<i64>, _>| {
        form.dispatch(FormAction::LineFigure(at, LinePart::Quantity, typed.err()));
        if let Ok(milli) = typed {
            set.emit(milli);
        }
    })
}

fn kind_field(at: usize, kind: LineKind, form: &Form, words: &Words) -> Html {
    let on_change = edit(&form.0, Field::Lines, move |input, kind: &String| {
        change_line(input, at, |line| {
            line.kind = LineKind::of(kind);
            line.amount_minor = signed(line.kind, line.amount_minor);
        });
    });
    let options: Vec<(AttrValue, AttrValue)> = LineKind::ALL
        .iter()
        .filter(|kind| **kind != LineKind::Difference)
        .map(|kind| (AttrValue::Static(kind.as_str()), AttrValue::from(words.line_kind(*kind))))
        .collect();
    html! { <Select id={format!("line-kind-{at}")} label={words.t("line-kind")} {options} value={AttrValue::Static(kind.as_str())} {on_change} /> }
}

/// Its own category and who had it.
fn filing_fields(at: usize, line: &LineInput, form: &Form, words: &Words) -> Html {
    let on_category = edit(&form.0, Field::Lines, move |input, id: &Option<uuid::Uuid>| {
        change_line(input, at, |line| line.category = id.map(domain::CategoryId));
    });
    let on_person = edit(&form.0, Field::Lines, move |input, id: &Option<uuid::Uuid>| {
        change_line(input, at, |line| line.person = id.map(domain::PersonId));
    });
    html! {
        <>
            <NamedPicker id={format!("line-category-{at}")} kind={CatalogueKind::Category} label={words.t("category")} value={line.category.map(|id| id.0)} on_change={on_category} />
            <NamedPicker id={format!("line-person-{at}")} kind={CatalogueKind::Person} label={words.t("line-person")} value={line.person.map(|id| id.0)} on_change={on_person} />
        </>
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
