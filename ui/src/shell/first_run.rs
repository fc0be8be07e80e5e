//! The first question: look around with demo data, or begin with an empty book of one's own.

use domain::CurrencyCode;
use wire::call::{LoadDemo, StartEmpty};
use yew::prelude::*;

use crate::components::{Button, ButtonKind, Icon, IconName, Select};
use crate::hooks::{use_command, use_session};
use crate::words::use_words;

/// How many expenses the demo has: two years of meals.
const DEMO_EXPENSES: u32 = 1_200;
/// Its seed: everybody sees the same demo.
const DEMO_SEED: u64 = 2026;

/// The first screen of a new book.
#[component]
pub fn FirstRun() -> Html {
    let words = use_words();
    let session = use_session();
    let command = use_command();
    let chosen = use_state_eq(|| guess_currency(&session.locale, session.settings().home_currency));
    let busy = use_state_eq(|| None::<&'static str>);
    let language = Some(words.language().to_owned());
    let demo = {
        let (command, busy, language, currency) = (command.clone(), busy.clone(), language.clone(), *chosen);
        Callback::from(move |_: MouseEvent| {
            busy.set(Some("demo"));
            let busy = busy.clone();
            let request = LoadDemo {
                expenses: DEMO_EXPENSES,
                seed: DEMO_SEED,
                home_currency: currency,
                language: language.clone(),
            };
            command.run(request, Callback::from(move |_| busy.set(None)));
        })
    };
    let empty = {
        let (command, busy, currency) = (command, busy.clone(), *chosen);
        Callback::from(move |_: MouseEvent| {
            busy.set(Some("empty"));
            let busy = busy.clone();
            let request = StartEmpty { home_currency: currency, language: language.clone() };
            command.run(request, Callback::from(move |_| busy.set(None)));
        })
    };
    let currencies: Vec<(AttrValue, AttrValue)> = session
        .start
        .currencies
        .iter()
        .map(|c| (AttrValue::from(c.code.to_string()), AttrValue::from(format!("{} · {}", c.code, c.name))))
        .collect();
    let on_change = {
        let chosen = chosen.clone();
        Callback::from(move |code: String| {
            if let Ok(code) = code.parse() {
                chosen.set(code);
            }
        })
    };
    let waits = busy.is_some();
    let point = |icon, key: &str| {
        html! { <li><Icon name={icon} /><span>{ words.t(key) }</span></li> }
    };
    html! {
        <main class="welcome" id="main">
            <div class="welcome-card">
                <img src="assets/icon.svg" alt="" width="72" height="72" class="welcome-mark" />
                <h1>{ words.t("welcome-title") }</h1>
                <p class="welcome-lead">{ words.t("welcome-lead") }</p>
                <ul class="welcome-points">
                    { point(IconName::Camera, "welcome-point-photo") }
                    { point(IconName::Shield, "welcome-point-local") }
                    { point(IconName::Undo, "welcome-point-undo") }
                </ul>
                <Select id="home-currency" label={words.t("welcome-currency")} options={currencies}
                    value={AttrValue::from(chosen.to_string())} {on_change} hint={AttrValue::from(words.t("welcome-currency-hint"))} />
                <div class="welcome-actions">
                    <Button kind={ButtonKind::Primary} icon={IconName::Sparkle} onclick={demo} disabled={waits} id={AttrValue::from("start-demo")}>
                        { if *busy == Some("demo") { words.t("welcome-demo-busy") } else { words.t("welcome-demo") } }
                    </Button>
                    <Button icon={IconName::Book} onclick={empty} disabled={waits} id={AttrValue::from("start-empty")}>{ words.t("welcome-empty") }</Button>
                </div>
                <p class="hint">{ words.t("welcome-hint") }</p>
            </div>
        </main>
    }
}

/// The currency of the region in a locale, where that is plain; otherwise what the core proposes.
fn guess_currency(locale: &str, proposed: CurrencyCode) -> CurrencyCode {
    let region = locale.split('-').skip(1).find(|part| part.len() == 2).map(str::to_ascii_uppercase);
    let code = match region.as_deref() {
        Some("US" | "PR" | "EC" | "SV") => "USD",
        Some("GB") => "GBP",
        Some("CH" | "LI") => "CHF",
        Some("MX") => "MXN",
        Some("CA") => "CAD",
        Some("AU") => "AUD",
        Some("JP") => "JPY",
        Some("AR") => "ARS",
        Some("CL") => "CLP",
        Some("CO") => "COP",
        Some("PE") => "PEN",
        Some("IN") => "INR",
        Some("DE" | "AT" | "ES" | "FR" | "IT" | "IE" | "PT" | "NL" | "BE" | "FI" | "GR" | "LU") => "EUR",
        _ => return proposed,
    };
    code.parse().unwrap_or(proposed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_proposes_a_currency_and_the_core_the_rest() {
        let euro = CurrencyCode::of(*b"EUR");
        assert_eq!(guess_currency("en-GB", euro).to_string(), "GBP");
        assert_eq!(guess_currency("de-CH", euro).to_string(), "CHF");
        assert_eq!(guess_currency("en", euro), euro);
    }
}
