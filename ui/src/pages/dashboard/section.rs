//! The charts of one currency; several currencies are tabs, because their amounts are never added.

use domain::read::{Dashboard, DashboardCurrency, MonthPoint};
use yew::prelude::*;

use super::headline::Headline;
use super::points::Writer;
use crate::charts::{BarList, ChartFrame, Point, RingChart, TrendChart};
use crate::components::{Tab, Tabs};
use crate::format::use_format;
use crate::pages::drill::Drill;
use crate::words::use_words;

/// Properties of `CurrencySections`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The dashboard; it has a currency at least.
    pub dashboard: Dashboard,
}

/// One section a currency.
#[component]
pub fn CurrencySections(props: &Props) -> Html {
    let words = use_words();
    let format = use_format();
    let chosen = use_state_eq(|| 0usize);
    let currencies = &props.dashboard.currencies;
    let at = (*chosen).min(currencies.len().saturating_sub(1));
    let Some(figures) = currencies.get(at) else { return Html::default() };
    let section = html! {
        <Section key={figures.currency.to_string()} dashboard={props.dashboard.clone()} figures={figures.clone()} />
    };
    if currencies.len() == 1 {
        return section;
    }
    let tab = |figures: &DashboardCurrency| {
        let code = figures.currency.to_string();
        let label = format!("{code} · {}", format.money(figures.month_to_date.total_minor, figures.currency));
        Tab { key: code.into(), label: label.into(), icon: None }
    };
    let tabs: Vec<Tab> = currencies.iter().map(tab).collect();
    let on_select = {
        let (chosen, codes) =
            (chosen.clone(), tabs.iter().map(|tab| tab.key.to_string()).collect::<Vec<_>>());
        Callback::from(move |key: String| chosen.set(codes.iter().position(|code| *code == key).unwrap_or(0)))
    };
    html! {
        <Tabs label={words.t("dash-currencies")} {tabs} selected={figures.currency.to_string()} {on_select}>{ section }</Tabs>
    }
}

#[derive(Properties, PartialEq)]
struct SectionProps {
    dashboard: Dashboard,
    figures: DashboardCurrency,
}

#[component]
fn Section(props: &SectionProps) -> Html {
    let (figures, dashboard) = (&props.figures, &props.dashboard);
    let writer = Writer { words: use_words(), format: use_format(), currency: figures.currency };
    html! {
        <div class="dash-grid">
            <Headline dashboard={dashboard.clone()} figures={figures.clone()} writer={writer.clone()} />
            <div class="dash-column">
                { trend(&writer, dashboard, figures) }
                { by_meal(&writer, dashboard, figures) }
            </div>
            <div class="dash-column">
                { by_category(&writer, dashboard, figures) }
                { top_places(&writer, figures) }
            </div>
        </div>
    }
}

fn trend(writer: &Writer, dashboard: &Dashboard, figures: &DashboardCurrency) -> Html {
    let words = &writer.words;
    let points: Vec<Point> = figures.trend.iter().map(|month| writer.month(month)).collect();
    let current = figures.trend.iter().position(|point| point.month == dashboard.month);
    let tick = {
        let writer = writer.clone();
        Callback::from(move |minor: i64| {
            // A covered axis would be a column of dots.
            if writer.format.hides_amounts {
                AttrValue::default()
            } else {
                writer.format.money_compact(minor, writer.currency).into()
            }
        })
    };
    let title: AttrValue = words.t("dash-trend").into();
    let average = average(&figures.trend, current).map(|minor| {
        let amount = writer.format.money(minor, writer.currency);
        (minor, AttrValue::from(words.with("dash-trend-average", &[("amount", amount.into())])))
    });
    html! {
        <ChartFrame id="trend" class="is-trend" title={title.clone()} label_heading={words.t("dash-month")} points={points.clone()}>
            <TrendChart id="trend" {title} description={words.t("dash-trend-description")} {points} {tick} {current} {average}
                unit_minor={10i64.pow(u32::from(writer.currency.exponent()))} mirrored={words.is_rtl()} />
        </ChartFrame>
    }
}

/// What the months beside the one shown come to on average, in minor units. Months before the first expense do not count, and one
/// month is no average.
fn average(trend: &[MonthPoint], shown: Option<usize>) -> Option<i64> {
    let first = trend.iter().position(|month| month.total.count > 0)?;
    let others: Vec<i128> = trend
        .iter()
        .enumerate()
        .skip(first)
        .filter(|(at, _)| Some(*at) != shown)
        .map(|(_, month)| i128::from(month.total.total_minor))
        .collect();
    let months = i128::try_from(others.len()).ok().filter(|months| *months > 1)?;
    i64::try_from(others.iter().sum::<i128>() / months).ok()
}

fn this_month(writer: &Writer, dashboard: &Dashboard) -> Drill {
    Drill::currency(writer.currency).between(dashboard.month, dashboard.to_date)
}

fn by_meal(writer: &Writer, dashboard: &Dashboard, figures: &DashboardCurrency) -> Html {
    let words = &writer.words;
    let within = this_month(writer, dashboard);
    let points: Vec<Point> = figures.by_meal.iter().map(|slice| writer.slice(slice, &within)).collect();
    let title: AttrValue = words.t("dash-by-meal").into();
    html! {
        <ChartFrame id="by-meal" class="is-meals" title={title.clone()} label_heading={words.t("dash-meal")} points={points.clone()}
            empty={words.t("dash-nothing-this-month")}>
            <RingChart id="by-meal" {title} description={words.t("dash-shares-description")} {points}
                whole={writer.format.money(figures.month_to_date.total_minor, writer.currency)}
                whole_label={writer.format.month(dashboard.month)} percent={writer.percent()} mirrored={words.is_rtl()} />
        </ChartFrame>
    }
}

fn by_category(writer: &Writer, dashboard: &Dashboard, figures: &DashboardCurrency) -> Html {
    let words = &writer.words;
    let within = this_month(writer, dashboard);
    let points: Vec<Point> = figures.by_category.iter().map(|slice| writer.slice(slice, &within)).collect();
    let title: AttrValue = words.t("dash-by-category").into();
    html! {
        <ChartFrame id="by-category" class="is-categories" title={title.clone()} label_heading={words.t("dash-category")}
            points={points.clone()} empty={words.t("dash-nothing-this-month")}>
            <BarList id="by-category" {title} description={words.t("dash-bars-description")} {points} percent={Some(writer.percent())} />
        </ChartFrame>
    }
}

fn top_places(writer: &Writer, figures: &DashboardCurrency) -> Html {
    let words = &writer.words;
    let all = Drill::currency(writer.currency);
    let within = match (figures.trend.first(), figures.trend.last()) {
        (Some(first), Some(last)) => {
            all.between(first.month, crate::pages::calendar::days::month_end(last.month))
        }
        _ => all,
    };
    let points: Vec<Point> = figures.top_places.iter().map(|slice| writer.slice(slice, &within)).collect();
    let title: AttrValue = words.t("dash-top-places").into();
    html! {
        <ChartFrame id="top-places" class="is-places" title={title.clone()} label_heading={words.t("dash-place")}
            note={words.t("dash-twelve-months")} points={points.clone()} empty={words.t("dash-no-places")}>
            <BarList id="top-places" {title} description={words.t("dash-bars-description")} {points} is_ranked=true />
        </ChartFrame>
    }
}

#[cfg(test)]
mod tests {
    use domain::read::CurrencyTotal;

    use super::*;

    fn months(totals: &[(i64, u64)]) -> Vec<MonthPoint> {
        let month = |(total_minor, count): &(i64, u64)| MonthPoint {
            month: "2026-11-01".parse().unwrap(),
            total: CurrencyTotal {
                currency: "EUR".parse().unwrap(),
                total_minor: *total_minor,
                count: *count,
                tip_minor: 0,
                party_total_minor: 0,
                party_people: 0,
            },
        };
        totals.iter().map(month).collect()
    }

    #[test]
    fn the_average_is_of_the_other_months_since_the_first_expense() {
        let trend = months(&[(0, 0), (100, 1), (0, 0), (200, 2), (999, 9)]);
        assert_eq!(average(&trend, Some(4)), Some(100));
        assert_eq!(average(&trend, None), Some(324));
    }

    #[test]
    fn one_month_is_no_average_and_nothing_overflows() {
        assert_eq!(average(&months(&[(0, 0), (100, 1)]), Some(1)), None);
        assert_eq!(average(&months(&[(100, 1), (50, 1)]), Some(1)), None);
        assert_eq!(average(&months(&[]), None), None);
        assert_eq!(average(&months(&[(i64::MAX, 1), (i64::MAX, 1)]), None), Some(i64::MAX));
    }
}
