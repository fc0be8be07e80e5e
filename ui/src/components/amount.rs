//! Amounts in text: aligned figures, isolated from the writing direction around them, and said in words to a screen reader.

use domain::read::CurrencyTotal;
use domain::{CurrencyCode, ExpenseKind};
use yew::prelude::*;

use crate::format::use_format;
use crate::words::use_words;

/// One amount.
#[yew_autoprops::autoprops]
#[component]
pub fn AmountText(
    minor: i64,
    currency: &CurrencyCode,
    #[prop_or(ExpenseKind::Purchase)] kind: &ExpenseKind,
    #[prop_or_default] is_estimate: bool,
    #[prop_or_default] class: &Classes,
) -> Html {
    let (currency, kind) = (*currency, *kind);
    let format = use_format();
    let words = use_words();
    let negative = (kind.spending_sign() < 0) != (minor < 0);
    let spoken = format.money_spoken(kind, minor, currency);
    let spoken = if is_estimate { format!("{spoken}, {}", words.t("estimate")) } else { spoken };
    html! {
        <span class={classes!("amount", negative.then_some("amount-negative"), class.clone())}>
            <bdi aria-hidden="true">
                if is_estimate { <span class="amount-estimate">{ "≈" }</span> }
                { format.money_of(kind, minor, currency) }
            </bdi>
            <span class="visually-hidden">{ spoken }</span>
        </span>
    }
}

/// Totals, one amount a currency; never added together.
#[yew_autoprops::autoprops]
#[component]
pub fn TotalsText(totals: &Vec<CurrencyTotal>, #[prop_or_default] class: &Classes) -> Html {
    html! {
        <span class={classes!("totals", class.clone())}>
            { for totals.iter().map(|total| html! {
                <AmountText key={total.currency.to_string()} minor={total.total_minor} currency={total.currency} />
            }) }
        </span>
    }
}
