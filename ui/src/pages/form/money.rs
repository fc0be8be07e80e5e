//! The amount and what is in it: currency, tip by amount or by percentage with its base said out loud, tax, subtotal, and the
//! difference where they do not add up.

use domain::TipBase;
use domain::expense::{ExpenseInput, Field};
use wire::call::{SuggestedValue, SuggestionReason};
use yew::prelude::*;

use super::state::{FormAction, FormState};
use super::{Form, Shared, edit, field_id, tip};
use crate::components::{AmountEdit, Button, Icon, IconName, MoneyField, Segmented, Select, TextField};
use crate::format::use_format;
use crate::hooks::Session;
use crate::words::{Words, use_words};

/// What goes wrong with an amount field is kept in the form, so that saving stops there.
pub fn amount_edit(
    form: &Form,
    field: Field,
    set: impl Fn(&mut ExpenseInput, Option<i64>) + 'static,
) -> Callback<AmountEdit> {
    let changed = edit(&form.0, field, move |input, minor: &Option<i64>| set(input, *minor));
    let form = form.0.clone();
    Callback::from(move |edit: AmountEdit| match edit.value {
        Ok(minor) => {
            form.dispatch(FormAction::Amount(field, None));
            changed.emit(minor);
        }
        Err(problem) => form.dispatch(FormAction::Amount(field, Some(problem))),
    })
}

/// The message of a field: what must be mended.
pub fn error_of(state: &FormState, field: Field, words: &Words) -> Option<AttrValue> {
    state.problem(field).map(|problem| words.problem(problem).into())
}

/// Why a field has the value it has.
pub fn reason_of(state: &FormState, field: Field, words: &Words) -> Option<AttrValue> {
    state.reason(field).map(|reason| {
        let key = match reason {
            SuggestionReason::PlaceDefault => words.t("reason-place-default"),
            SuggestionReason::UsualHere => words.t("reason-usual-here"),
            SuggestionReason::TimeOfDay => words.t("reason-time-of-day"),
            SuggestionReason::HomeCurrency => words.t("reason-home-currency"),
            SuggestionReason::DeviceZone => words.t("reason-device-zone"),
            SuggestionReason::TripDates => words.t("reason-trip-dates"),
            SuggestionReason::LastUsed => words.t("reason-last-used"),
        };
        AttrValue::from(key)
    })
}

/// Amount and currency.
pub fn amount_fields(state: &FormState, form: &Form, words: &Words, session: &Session) -> Html {
    let currencies: Vec<(AttrValue, AttrValue)> = session
        .start
        .currencies
        .iter()
        .map(|c| {
            // The chosen one is shown beside the amount, where a phone has room for its code.
            let is_chosen = c.code == state.input.currency;
            let text = if is_chosen { c.code.to_string() } else { format!("{} · {}", c.code, c.name) };
            (AttrValue::from(c.code.to_string()), AttrValue::from(text))
        })
        .collect();
    let on_edit = amount_edit(form, Field::Total, |input, minor| input.total_minor = minor.unwrap_or(0));
    let on_currency = edit(&form.0, Field::Currency, |input, code: &String| {
        if let Ok(code) = code.parse() {
            input.currency = code;
        }
    });
    // An untouched zero is an empty field; a typed zero is a free meal.
    let value = (state.input.total_minor != 0 || state.touched.contains(&Field::Total) || state.is_edit)
        .then_some(state.input.total_minor);
    let value = value.filter(|minor| *minor != 0 || state.is_edit || !state.touched.contains(&Field::Total));
    let hint = (value.is_none()).then(|| AttrValue::from(words.t("amount-hint")));
    html! {
        <div class="amount-row">
            <MoneyField id={field_id(Field::Total)} label={words.t("amount")} {value} currency={state.input.currency} {on_edit} large=true
                error={error_of(state, Field::Total, words)} {hint} />
            <Select id={field_id(Field::Currency)} label={words.t("currency")} options={currencies} value={AttrValue::from(state.input.currency.to_string())}
                on_change={on_currency} hint={reason_of(state, Field::Currency, words)} error={error_of(state, Field::Currency, words)} />
        </div>
    }
}

/// Tip, tax and subtotal.
#[yew_autoprops::autoprops]
#[component]
pub fn PartFields(state: &Shared, form: &Form) -> Html {
    let words = use_words();
    let format = use_format();
    let state = &state.0;
    let input = &state.input;
    let by_percent = use_state_eq(|| false);
    let typed = use_state_eq(String::new);
    let set_tip = edit(&form.0, Field::Tip, |input, bp: &i64| {
        if input.tip_base == TipBase::None {
            input.tip_base = TipBase::PostTax;
        }
        input.tip_minor = tip::included(input, *bp);
    });
    let add_tip = edit(&form.0, Field::Tip, |input, bp: &i64| {
        if input.tip_base == TipBase::None {
            input.tip_base = TipBase::PostTax;
        }
        if let Some((total, tip)) = tip::added(input, *bp) {
            (input.total_minor, input.tip_minor) = (total, Some(tip));
        }
    });
    let current = tip::percent_of_base(input);
    let chosen = tip::percent_typed(&typed, format.numbers);
    let offered = |bp: &i64| {
        let (bp, typed, set_tip, format) = (*bp, typed.clone(), set_tip.clone(), format.clone());
        let text = format.percent(bp);
        let onclick = Callback::from(move |_: MouseEvent| {
            typed.set(domain::amount::format_minor_short(bp, 2, format.numbers));
            set_tip.emit(bp);
        });
        let pressed = chosen == Some(bp);
        html! { <button key={bp} type="button" class="percent" aria-pressed={if pressed { "true" } else { "false" }} {onclick}>{ text }</button> }
    };
    let on_mode = {
        let (by_percent, typed, numbers) = (by_percent.clone(), typed.clone(), format.numbers);
        Callback::from(move |mode: String| {
            by_percent.set(mode == "percent");
            if let Some(bp) = current {
                typed.set(domain::amount::format_minor_short(bp, 2, numbers));
            }
        })
    };
    let on_percent = {
        let (typed, set_tip, numbers) = (typed.clone(), set_tip.clone(), format.numbers);
        Callback::from(move |text: String| {
            if let Some(bp) = tip::percent_typed(&text, numbers) {
                set_tip.emit(bp);
            }
            typed.set(text);
        })
    };
    let bases: Vec<(AttrValue, AttrValue)> = [TipBase::PreTax, TipBase::PostTax]
        .iter()
        .map(|base| (AttrValue::Static(base.as_str()), AttrValue::from(words.tip_base(*base))))
        .collect();
    let base = if input.tip_base == TipBase::PreTax { "pre_tax" } else { "post_tax" };
    let on_base = edit(&form.0, Field::Tip, move |input, base: &String| {
        input.tip_base = TipBase::of(base);
        if let Some(bp) = chosen {
            input.tip_minor = tip::included(input, bp);
        }
    });
    let offer = state.suggestions.iter().find_map(|suggestion| match suggestion.value {
        SuggestedValue::TipPercent(bp) if input.tip_minor.is_none() && bp > 0 => Some(bp),
        _ => None,
    });
    let tip_hint = current.map(|bp| {
        AttrValue::from(
            words.with(
                "tip-is",
                &[
                    ("percent", format.percent(bp).into()),
                    (
                        "base",
                        words
                            .tip_base(if input.tip_base == TipBase::PreTax {
                                TipBase::PreTax
                            } else {
                                TipBase::PostTax
                            })
                            .into(),
                    ),
                ],
            ),
        )
    });
    let modes = vec![
        ("amount".into(), words.t("tip-by-amount").into()),
        ("percent".into(), words.t("tip-by-percent").into()),
    ];
    let money = |field: Field,
                 label: String,
                 value: Option<i64>,
                 on_edit: Callback<AmountEdit>,
                 hint: Option<AttrValue>| {
        html! { <MoneyField id={field_id(field)} {label} {value} currency={input.currency} {on_edit} error={error_of(state, field, &words)} {hint} /> }
    };
    let tip_edit = amount_edit(form, Field::Tip, |input, minor| input.tip_minor = minor);
    html! {
        <div class="parts">
            if let Some(bp) = offer {
                <p class="proposal"><Icon name={IconName::Info} />
                    <span>{ words.with("tip-offer", &[("percent", format.percent(bp).into())]) }</span>
                    <Button onclick={add_tip.reform(move |_: MouseEvent| bp)}>{ words.t("tip-add") }</Button>
                </p>
            }
            <div class="field-pair">
                <Segmented label={words.t("tip-mode")} name="tip-mode" options={modes} value={if *by_percent { "percent" } else { "amount" }} on_change={on_mode} />
                if *by_percent {
                    <div class="tip-percent">
                        <div class="percents" role="group" aria-label={words.t("tip-by-percent")}>{ for tip::OFFERED_BP.iter().map(offered) }</div>
                        <TextField id={field_id(Field::Tip)} label={words.t("tip-percent")} value={(*typed).clone()} on_input={on_percent} inputmode={AttrValue::Static("decimal")} />
                        <Select id="tip-base" label={words.t("tip-base")} options={bases} value={base} on_change={on_base} />
                        if let Some(bp) = chosen {
                            <Button icon={IconName::Plus} onclick={add_tip.reform(move |_: MouseEvent| bp)}>{ words.with("tip-on-top", &[("percent", format.percent(bp).into())]) }</Button>
                        }
                        <p class="hint">{ input.tip_minor.map(|tip| words.with("tip-in-total", &[("tip", format.money_shown(tip, input.currency).into())])).unwrap_or_default() }</p>
                    </div>
                } else {
                    { money(Field::Tip, words.t("tip"), input.tip_minor, tip_edit, tip_hint) }
                }
            </div>
            <div class="field-pair">
                { money(Field::Tax, words.t("tax"), input.tax_minor, amount_edit(form, Field::Tax, |input, minor| input.tax_minor = minor), None) }
                { money(Field::Subtotal, words.t("subtotal"), input.subtotal_minor, amount_edit(form, Field::Subtotal, |input, minor| input.subtotal_minor = minor), None) }
            </div>
            if let Some(difference) = input.parts_difference().filter(|difference| *difference != 0) {
                <p class="notice"><Icon name={IconName::Info} />{ words.with("parts-differ", &[("amount", format.money_shown(difference, input.currency).into())]) }</p>
            }
        </div>
    }
}
