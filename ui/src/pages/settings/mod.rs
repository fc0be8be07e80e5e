//! Settings: every choice takes effect at once and can be undone; there is no "save".

mod choices;
mod storage;
mod sync;

use chrono::NaiveTime;
use domain::CurrencyCode;
use wire::call::{SetSetting, Settings};
use yew::prelude::*;

use crate::components::{IconName, Segmented, Select, Switch};
use crate::format::use_format;
use crate::hooks::{use_command, use_session};
use crate::words::use_words;
use choices::{Choice, locale_choices, weekday_choices};
use storage::{About, Storage};
use sync::SyncSection;

/// The settings page.
#[component]
pub fn SettingsPage() -> Html {
    let words = use_words();
    let session = use_session();
    let command = use_command();
    let settings = session.settings().clone();
    let on_change = {
        let command = command.clone();
        Callback::from(move |settings: Settings| command.run(SetSetting { settings }, Callback::noop()))
    };
    html! {
        <div class="page settings">
            <header class="page-head"><h1 class="page-title">{ words.t("settings-title") }</h1></header>
            if session.start.is_demo {
                <p class="notice" role="note">{ words.t("settings-demo") }</p>
            }
            <Look settings={settings.clone()} on_change={on_change.clone()} />
            <Region settings={settings.clone()} on_change={on_change.clone()} />
            <Money {settings} {on_change} />
            <SyncSection />
            <Storage />
            <About />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct GroupProps {
    settings: Settings,
    on_change: Callback<Settings>,
}

impl GroupProps {
    /// A callback that changes one setting by the text of its choice.
    fn set<T: 'static>(&self, change: impl Fn(&mut Settings, T) + 'static) -> Callback<T> {
        let (settings, on_change) = (self.settings.clone(), self.on_change.clone());
        Callback::from(move |value: T| {
            let mut settings = settings.clone();
            change(&mut settings, value);
            on_change.emit(settings);
        })
    }
}

fn group(id: &'static str, title: String, fields: Html) -> Html {
    html! {
        <section class="card settings-group" aria-labelledby={id}>
            <h2 {id}>{ title }</h2>
            <div class="settings-fields">{ fields }</div>
        </section>
    }
}

#[component]
fn Look(props: &GroupProps) -> Html {
    let words = use_words();
    let themes: Vec<Choice> = ["system", "light", "dark", "contrast"]
        .map(|theme| (theme.into(), words.t(&format!("settings-theme-{theme}")).into()))
        .to_vec();
    let icons = vec![IconName::Settings, IconName::Sun, IconName::Moon, IconName::Eye];
    let densities: Vec<Choice> = ["comfortable", "compact"]
        .map(|density| (density.into(), words.t(&format!("settings-density-{density}")).into()))
        .to_vec();
    let fields = html! {
        <>
            <div class="settings-row is-wide">
                <span class="settings-label">{ words.t("settings-theme") }</span>
                <Segmented name="theme" label={words.t("settings-theme")} options={themes} {icons}
                    value={props.settings.theme.clone()} on_change={props.set(|s, theme: String| s.theme = theme)} />
            </div>
            <div class="settings-row">
                <span class="settings-label">{ words.t("settings-density") }</span>
                <Segmented name="density" label={words.t("settings-density")} options={densities}
                    value={props.settings.density.clone()} on_change={props.set(|s, density: String| s.density = density)} />
            </div>
            <Switch label={words.t("settings-hide-amounts")} hint={Some(AttrValue::from(words.t("settings-hide-amounts-hint")))}
                on={props.settings.hide_amounts} on_change={props.set(|s, hide: bool| s.hide_amounts = hide)} />
        </>
    };
    group("settings-look", words.t("settings-look"), fields)
}

#[component]
fn Region(props: &GroupProps) -> Html {
    let words = use_words();
    let format = use_format();
    let session = use_session();
    let auto = |key: &str| (AttrValue::from(""), AttrValue::from(words.t(key)));
    let languages: Vec<Choice> =
        std::iter::once(auto("settings-of-device")).chain(choices::languages(&words)).collect();
    let locales: Vec<Choice> =
        std::iter::once(auto("settings-of-language")).chain(locale_choices(session.today())).collect();
    let weekdays: Vec<Choice> =
        std::iter::once(auto("settings-of-region")).chain(weekday_choices(&format)).collect();
    let dates: Vec<Choice> = vec![
        auto("settings-of-region"),
        ("true".into(), words.t("settings-day-first").into()),
        ("false".into(), words.t("settings-month-first").into()),
    ];
    let some = |text: String| (!text.is_empty()).then_some(text);
    let chosen = &props.settings;
    let fields = html! {
        <>
            <Select id="language" label={words.t("settings-language")} options={languages}
                value={chosen.language.clone().unwrap_or_default()}
                on_change={props.set(move |s, language: String| s.language = some(language))} />
            <Select id="locale" label={words.t("settings-locale")} hint={Some(AttrValue::from(words.t("settings-locale-hint")))}
                options={locales} value={chosen.locale.clone().unwrap_or_default()}
                on_change={props.set(move |s, locale: String| s.locale = some(locale))} />
            <Select id="week-start" label={words.t("settings-week-start")} options={weekdays}
                value={chosen.week_start.map(|day| day.to_string()).unwrap_or_default()}
                on_change={props.set(|s, day: String| s.week_start = day.parse().ok())} />
            <Select id="day-first" label={words.t("settings-date-order")} hint={Some(AttrValue::from(words.t("settings-date-order-hint")))}
                options={dates} value={chosen.day_first.map(|first| first.to_string()).unwrap_or_default()}
                on_change={props.set(|s, first: String| s.day_first = first.parse().ok())} />
        </>
    };
    group("settings-region", words.t("settings-region"), fields)
}

/// The latest end of a day that can be chosen, in hours after midnight.
const DAY_END_HOURS_MAX: u32 = 6;

#[component]
fn Money(props: &GroupProps) -> Html {
    let words = use_words();
    let format = use_format();
    let session = use_session();
    let currencies: Vec<Choice> = session
        .start
        .currencies
        .iter()
        .map(|currency| {
            (currency.code.to_string().into(), format!("{} – {}", currency.code, currency.name).into())
        })
        .collect();
    let ends: Vec<Choice> = (0..=DAY_END_HOURS_MAX)
        .map(|hour| {
            let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
            let label = if hour == 0 { words.t("settings-midnight") } else { format.time(time) };
            ((hour * 60).to_string().into(), label.into())
        })
        .collect();
    let set_currency = props.set(|s, code: String| {
        if let Ok(code) = code.parse::<CurrencyCode>() {
            s.home_currency = code;
        }
    });
    let fields = html! {
        <>
            <Select id="home-currency" label={words.t("settings-home-currency")} options={currencies}
                hint={Some(AttrValue::from(words.t("settings-home-currency-hint")))}
                value={props.settings.home_currency.to_string()} on_change={set_currency} />
            <Select id="day-end" label={words.t("settings-day-end")} options={ends}
                hint={Some(AttrValue::from(words.t("settings-day-end-hint")))}
                value={props.settings.day_end_minutes.to_string()}
                on_change={props.set(|s, minutes: String| s.day_end_minutes = minutes.parse().unwrap_or(0))} />
        </>
    };
    group("settings-money", words.t("settings-money"), fields)
}
