//! The amount field: a calculator that reads the locale's separators and knows the currency's decimals. What is typed stays as it
//! was typed until the field is left; a calculation shows its result while it is written.

use domain::CurrencyCode;
use domain::amount::{self, AmountError};
use yew::prelude::*;

use super::{Field, describe};
use crate::backend;
use crate::format::use_format;
use crate::words::use_words;

/// Keys beside a phone's keypad, which has none of them.
const OPERATORS: &[&str] = &["+", "−", "×", "÷", "(", ")"];

/// What the amount field says after each keystroke.
#[derive(Debug, Clone, PartialEq)]
pub struct AmountEdit {
    /// The text as typed.
    pub text: String,
    /// Its value in minor units; `None` when empty.
    pub value: Result<Option<i64>, AmountError>,
}

/// Reads what was typed.
fn read(text: &str, exponent: u8, numbers: amount::NumberFormat) -> Result<Option<i64>, AmountError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let plain = text.replace('−', "-");
    amount::evaluate(&plain, exponent, numbers).map(Some)
}

/// Whether it is more than a number, so that its result is worth showing.
fn is_calculation(text: &str) -> bool {
    text.trim()
        .trim_start_matches(['-', '−', '+'])
        .contains(['+', '-', '−', '*', '×', 'x', '/', '÷', '(', '%'])
}

/// An amount in minor units of `currency`.
#[yew_autoprops::autoprops]
#[component]
pub fn MoneyField(
    id: &AttrValue,
    label: &AttrValue,
    value: &Option<i64>,
    currency: &CurrencyCode,
    on_edit: &Callback<AmountEdit>,
    #[prop_or_default] hint: &Option<AttrValue>,
    #[prop_or_default] error: &Option<AttrValue>,
    #[prop_or_default] class: &Classes,
    #[prop_or_default] large: bool,
    #[prop_or_default] node: &NodeRef,
) -> Html {
    let (value, currency) = (*value, *currency);
    let format = use_format();
    let words = use_words();
    let exponent = currency.exponent();
    let numbers = format.numbers;
    let shown = move |minor: Option<i64>| {
        minor.map(|minor| amount::format_minor(minor, exponent, numbers)).unwrap_or_default()
    };
    let text = use_state_eq(|| shown(value));
    // The value we told last. It comes back as a property a moment later, when more may have been typed already.
    let own = use_mut_ref(|| None::<Option<i64>>);
    {
        // A value that came from elsewhere (a reading, undo, another currency) replaces the text; our own does not.
        let (text, own) = (text.clone(), own.clone());
        use_effect_with((value, exponent), move |(value, exponent)| {
            if *own.borrow() != Some(*value) && read(&text, *exponent, numbers) != Ok(*value) {
                own.replace(None);
                text.set(shown(*value));
            }
        });
    }
    let edit = {
        let (text, on_edit, own) = (text.clone(), on_edit.clone(), own.clone());
        Callback::from(move |typed: String| {
            let value = read(&typed, exponent, numbers);
            text.set(typed.clone());
            if let Ok(told) = value {
                own.replace(Some(told));
            }
            on_edit.emit(AmountEdit { text: typed, value });
        })
    };
    let oninput = edit.reform(|event: InputEvent| backend::input_value(&event));
    let onblur = {
        let text = text.clone();
        Callback::from(move |_: FocusEvent| {
            if let Ok(value) = read(&text, exponent, numbers) {
                text.set(shown(value));
            }
        })
    };
    let reading = read(&text, exponent, numbers);
    let wrong = reading.as_ref().err().map(|error| AttrValue::from(words.amount_error(*error)));
    let error = error.clone().or(wrong);
    let result = match reading {
        Ok(Some(minor)) if is_calculation(&text) => {
            Some(format!("= {}", format.money_shown(minor, currency)))
        }
        _ => None,
    };
    let operator = |sign: &'static str| {
        let (edit, text, id) = (edit.clone(), (*text).clone(), id.clone());
        let onpointerdown = Callback::from(move |event: PointerEvent| {
            // The field keeps the focus, and the keyboard stays open.
            event.prevent_default();
            edit.emit(format!("{text}{sign}"));
            backend::focus_id(&id);
        });
        html! { <button key={sign} type="button" tabindex="-1" class="calculator-key" aria-hidden="true" {onpointerdown}>{ sign }</button> }
    };
    html! {
        <Field {id} {label} hint={hint.clone()} error={error.clone()} class={classes!("money-field", large.then_some("money-field-large"), class.clone())}>
            <span class="money-frame">
                <input ref={node.clone()} id={id.clone()} class="input money-input" type="text" autocomplete="off" enterkeyhint="done"
                    inputmode={if amount::decimal_key(exponent, numbers).is_none() { "numeric" } else { "decimal" }} dir="ltr"
                    placeholder={shown(Some(0))} value={(*text).clone()} {oninput} {onblur}
                    aria-invalid={error.is_some().then_some("true")} aria-describedby={describe(id, hint.is_some(), error.is_some())} />
                if let Some(result) = result { <output class="money-result" for={id.clone()}>{ result }</output> }
                <span class="calculator" aria-hidden="true">{ for OPERATORS.iter().map(|sign| operator(sign)) }</span>
            </span>
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::amount::NumberFormat;

    #[test]
    fn typed_minus_signs_of_the_key_row_are_understood() {
        let german = NumberFormat::for_locale("de-DE");
        assert_eq!(read("20 − 3,5", 2, german), Ok(Some(1650)));
        assert_eq!(read("12+3,5*2", 2, german), Ok(Some(1900)));
    }

    #[test]
    fn an_empty_field_is_no_amount_and_a_single_number_is_no_calculation() {
        assert_eq!(read("  ", 2, NumberFormat::default()), Ok(None));
        assert!(!is_calculation("-12.50"));
        assert!(is_calculation("12.50+1"));
    }
}
