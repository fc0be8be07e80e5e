//! The first card: what was spent so far, beside the same days of the month before, and the few figures people ask for first.

use chrono::Datelike;
use domain::ExpenseKind;
use domain::civil::month_start;
use domain::query::{IntRange, Term};
use domain::read::{Dashboard, DashboardCurrency};
use yew::prelude::*;

use super::change::{Change, change};
use super::points::Writer;
use crate::components::{Icon, IconName};
use crate::pages::calendar::days::plus_days;
use crate::pages::drill::Drill;
use crate::pages::parts::expenses_count;

/// The longest figure that is written in the largest type.
const FIGURE_CHARS_MAX: usize = 12;

/// Properties of `Headline`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The whole dashboard.
    pub dashboard: Dashboard,
    /// The currency shown.
    pub figures: DashboardCurrency,
    /// Words and formats.
    pub writer: Writer,
}

/// Month to date, the change and the key figures.
#[component]
pub fn Headline(props: &Props) -> Html {
    let (writer, figures, dashboard) = (&props.writer, &props.figures, &props.dashboard);
    let words = &writer.words;
    let money = |minor| writer.format.money(minor, writer.currency);
    let total = figures.month_to_date;
    let this_month = Drill::currency(writer.currency).between(dashboard.month, dashboard.to_date);
    let is_whole = month_start(plus_days(dashboard.to_date, 1)) != dashboard.month;
    let label = if is_whole { "dash-in-month" } else { "dash-so-far" };
    let spoken = writer.format.money_spoken(ExpenseKind::Purchase, total.total_minor, writer.currency);
    let figure_text = money(total.total_minor);
    let is_long = figure_text.chars().count() > FIGURE_CHARS_MAX;
    html! {
        <section class="card headline">
            <a class="headline-main" href={this_month.href()}>
                <span class="visually-hidden">
                    { format!("{}: {spoken}, {}", words.t(label), expenses_count(words, total.count)) }
                </span>
                <span class="headline-label" aria-hidden="true">{ words.t(label) }</span>
                <span class={classes!("headline-figure", "amount", is_long.then_some("is-long"))} aria-hidden="true">{ figure_text }</span>
            </a>
            { changed(props) }
            <dl class="figures">{ for key_figures(props).into_iter().map(figure) }</dl>
        </section>
    }
}

/// A figure under the headline.
struct Figure {
    label: String,
    text: String,
    detail: String,
    href: String,
}

fn figure(figure: Figure) -> Html {
    html! {
        <div class="figure">
            <dt>{ figure.label }</dt>
            <dd>
                <a href={figure.href}><span class="amount">{ figure.text }</span></a>
                <span class="figure-detail">{ figure.detail }</span>
            </dd>
        </div>
    }
}

fn key_figures(props: &Props) -> Vec<Figure> {
    let (writer, figures, dashboard) = (&props.writer, &props.figures, &props.dashboard);
    let words = &writer.words;
    let money = |minor| writer.format.money(minor, writer.currency);
    let total = figures.month_to_date;
    let this_month = || Drill::currency(writer.currency).between(dashboard.month, dashboard.to_date);
    let last = month_start(plus_days(dashboard.month, -1));
    let days = i64::from(dashboard.to_date.day());
    let per_day = domain::money::divide_rounded(total.total_minor, days).unwrap_or(0);
    let with_party = this_month().with(Term::Party(IntRange { from: Some(1), to: None }));
    let (per_person, people) = match total.per_person_minor() {
        Some(minor) => (money(minor), words.with("dash-people", &[("n", total.party_people.into())])),
        None => ("–".to_owned(), words.t("dash-no-people")),
    };
    vec![
        Figure {
            label: words.with("dash-last-month", &[("month", writer.format.month(last).into())]),
            text: money(figures.last_month.total_minor),
            detail: expenses_count(words, figures.last_month.count),
            href: Drill::currency(writer.currency).month(last).href(),
        },
        Figure {
            label: words.t("dash-per-person"),
            text: per_person,
            detail: people,
            href: with_party.href(),
        },
        Figure {
            label: words.t("dash-per-day"),
            text: money(per_day),
            detail: words.with("dash-days", &[("n", days.into())]),
            href: this_month().href(),
        },
        Figure {
            label: words.t("dash-tips"),
            text: money(total.tip_minor),
            detail: tip_share(writer, total.tip_minor, total.total_minor),
            href: this_month().with(Term::Has(domain::query::Has::Tip)).href(),
        },
    ]
}

/// "8.5 % of spending"; nothing where there was no spending.
fn tip_share(writer: &Writer, tip_minor: i64, total_minor: i64) -> String {
    let scaled = tip_minor.checked_mul(10_000).filter(|_| total_minor > 0);
    let share = scaled.and_then(|scaled| domain::money::divide_rounded(scaled, total_minor));
    let percent = |bp| writer.words.with("dash-tip-share", &[("percent", writer.format.percent(bp).into())]);
    share.map(percent).unwrap_or_default()
}

/// The change as a sentence with an arrow; colour only repeats what the words say.
fn changed(props: &Props) -> Html {
    let (writer, figures, dashboard) = (&props.writer, &props.figures, &props.dashboard);
    let words = &writer.words;
    let last = month_start(plus_days(dashboard.month, -1));
    let days = dashboard.to_date.day().min(plus_days(dashboard.month, -1).day());
    let until = plus_days(last, i64::from(days) - 1);
    let before = Drill::currency(writer.currency).between(last, until);
    let period =
        words.with("dash-first-days", &[("n", days.into()), ("month", writer.format.month(last).into())]);
    let money = |minor| writer.format.money(minor, writer.currency);
    let earlier = figures.last_month_to_date.total_minor;
    let (icon, class, sentence) = match change(figures.month_to_date.total_minor, earlier) {
        Change::Nothing => return Html::default(),
        Change::New => {
            (IconName::ChevronUp, "is-more", words.with("dash-change-new", &[("period", period.into())]))
        }
        Change::Same => {
            (IconName::Minus, "is-same", words.with("dash-change-same", &[("period", period.into())]))
        }
        Change::More(by, part) => {
            (IconName::ChevronUp, "is-more", sentence(writer, "dash-change-more", money(by), part, period))
        }
        Change::Less(by, part) => {
            (IconName::ChevronDown, "is-less", sentence(writer, "dash-change-less", money(by), part, period))
        }
    };
    html! {
        <p class={classes!("change", class)}>
            <Icon name={icon} />
            <span>{ sentence }
                // "Nothing was spent" has said it already.
                if earlier != 0 {
                    { " " }
                    <a class="change-link" href={before.href()}>
                        { words.with("dash-change-was", &[("amount", money(earlier).into())]) }
                    </a>
                }
            </span>
        </p>
    }
}

fn sentence(writer: &Writer, key: &str, amount: String, part: i64, period: String) -> String {
    // Beyond a tenfold change a percentage says less than the amount; to the nearest whole per cent it is read at a glance.
    let percent = writer.format.percent((part + 50) / 100 * 100);
    let variables = [("amount", amount.into()), ("percent", percent.into()), ("period", period.into())];
    writer.words.with(key, &variables)
}
