//! How many of a line: typed as the person's locale writes numbers, kept in thousandths, empty for one.

use domain::amount::{self, AmountError, NumberFormat};
use yew::prelude::*;

use crate::backend;
use crate::components::{Field, describe};
use crate::format::use_format;
use crate::words::use_words;

/// Decimals of a quantity: half a bottle, 0.125 kg.
const DECIMALS: u8 = 3;
/// The largest quantity taken, in thousandths.
const QUANTITY_MILLI_MAX: i64 = 1_000_000_000;

/// Reads a quantity in thousandths; `None` when nothing was typed.
fn read(text: &str, numbers: NumberFormat) -> Result<Option<i64>, AmountError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match amount::evaluate(text, DECIMALS, numbers)? {
        milli if milli <= 0 => Err(AmountError::NotANumber),
        milli if milli > QUANTITY_MILLI_MAX => Err(AmountError::TooLarge),
        milli => Ok(Some(milli)),
    }
}

/// A quantity as it is written: "2", "1.5".
pub fn quantity_text(milli: i64, numbers: NumberFormat) -> String {
    let text = amount::format_minor_short(milli, DECIMALS, numbers);
    let Some(decimal) = amount::decimal_key(DECIMALS, numbers) else { return text };
    match text.contains(decimal) {
        true => text.trim_end_matches('0').trim_end_matches(decimal).to_owned(),
        false => text,
    }
}

/// The quantity of a line.
#[yew_autoprops::autoprops]
#[component]
pub fn QuantityField(
    id: &AttrValue,
    label: &AttrValue,
    value: &Option<i64>,
    on_edit: &Callback<Result<Option<i64>, AmountError>>,
    #[prop_or_default] hint: &Option<AttrValue>,
    #[prop_or_default] class: &Classes,
) -> Html {
    let value = *value;
    let words = use_words();
    let numbers = use_format().numbers;
    let shown =
        move |milli: Option<i64>| milli.map(|milli| quantity_text(milli, numbers)).unwrap_or_default();
    let text = use_state_eq(|| shown(value));
    {
        // A value from elsewhere replaces the text; what the text says already does not.
        let text = text.clone();
        use_effect_with(value, move |value| {
            if read(&text, numbers) != Ok(*value) {
                text.set(shown(*value));
            }
        });
    }
    let oninput = {
        let (text, on_edit) = (text.clone(), on_edit.clone());
        Callback::from(move |event: InputEvent| {
            let typed = backend::input_value(&event);
            on_edit.emit(read(&typed, numbers));
            text.set(typed);
        })
    };
    let error = read(&text, numbers).err().map(|problem| AttrValue::from(words.amount_error(problem)));
    html! {
        <Field {id} {label} hint={hint.clone()} error={error.clone()} class={class.clone()}>
            <input id={id.clone()} class="input quantity-input" type="text" inputmode="decimal" autocomplete="off" dir="ltr" placeholder="1"
                value={(*text).clone()} {oninput} aria-invalid={error.is_some().then_some("true")}
                aria-describedby={describe(id, hint.is_some(), error.is_some())} />
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_and_written_as_the_locale_does() {
        let german = NumberFormat::for_locale("de-DE");
        for (text, milli) in [("2", 2_000), ("1,5", 1_500), ("0,125", 125), ("2*3", 6_000)] {
            assert_eq!(read(text, german), Ok(Some(milli)), "{text}");
        }
        for (milli, text) in [(2_000, "2"), (1_500, "1,5"), (125, "0,125"), (10_000, "10"), (20_500, "20,5")]
        {
            assert_eq!(quantity_text(milli, german), text);
        }
    }

    #[test]
    fn nothing_and_less_than_nothing_are_no_quantity() {
        let english = NumberFormat::for_locale("en");
        assert_eq!(read("  ", english), Ok(None));
        assert!(read("0", english).is_err() && read("-1", english).is_err() && read("two", english).is_err());
        assert_eq!(read("1000001", english), Err(AmountError::TooLarge));
    }
}
