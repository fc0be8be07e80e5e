//! One row of a catalogue: its figures, its fields, and what can be done with it.

use crate::fold::fold;
use domain::read::{
    CatalogueDetails, CatalogueEntry, CatalogueKind, CatalogueRef, CurrencyTotal, SliceKey, TotalsBy,
    TotalsReport,
};
use uuid::Uuid;
use wire::Fault;
use wire::call::{
    ArchiveCatalogueEntry, Changed, DeleteCatalogueEntry, FormSource, GetCatalogueEntry, GetTotals,
    PickCatalogue, QueryText,
};
use yew::prelude::*;

use super::editor::Editor;
use super::figures::monthly;
use super::list::{mark, subtitle};
use super::merge::MergeDialog;
use crate::charts::{BarList, ChartFrame, Point, Sparkline};
use crate::components::{
    AmountText, Button, ButtonKind, ConfirmDialog, FailedState, Icon, IconName, Menu, MenuItem, Skeleton,
};
use crate::format::{Format, use_format};
use crate::hooks::{Loaded, use_command, use_query, use_session};
use crate::pages::dashboard::Writer;
use crate::pages::drill::Drill;
use crate::route::{Link, Route, use_navigate};
use crate::words::{Words, use_words};

/// Properties of `Detail`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which catalogue.
    pub kind: CatalogueKind,
    /// Which row.
    pub id: Uuid,
}

/// What stands above the detail.
#[derive(Debug, Clone, PartialEq)]
enum Open {
    Nothing,
    Editor,
    Merge(Option<CatalogueRef>),
    Delete,
}

/// A row in full.
#[component]
pub fn Detail(props: &Props) -> Html {
    let query = use_query(GetCatalogueEntry { kind: props.kind, id: props.id });
    match &query.state {
        Loaded::Loading => html! { <section class="card catalogue-detail"><Skeleton /></section> },
        Loaded::Failed(fault) => html! {
            <section class="card catalogue-detail"><FailedState fault={fault.clone()} on_retry={query.retry.clone()} /></section>
        },
        Loaded::Ready(entry) => html! { <Entry entry={(**entry).clone()} /> },
    }
}

#[derive(Properties, PartialEq)]
struct EntryProps {
    entry: CatalogueEntry,
}

#[component]
fn Entry(props: &EntryProps) -> Html {
    let words = use_words();
    let format = use_format();
    let command = use_command();
    let navigate = use_navigate();
    let open = use_state_eq(|| Open::Nothing);
    let entry = &props.entry;
    let (kind, id) = (entry.input.details.kind(), entry.id);
    let show = |what: Open| {
        let open = open.clone();
        Callback::from(move |()| open.set(what.clone()))
    };
    let close = show(Open::Nothing);
    let archive = {
        let (command, archive) = (command.clone(), !entry.is_archived);
        Callback::from(move |()| command.run(ArchiveCatalogueEntry { kind, id, archive }, Callback::noop()))
    };
    let delete = {
        let close = close.clone();
        Callback::from(move |()| {
            close.emit(());
            let told = Callback::from(move |reply: Result<Changed, Fault>| {
                if reply.is_ok() {
                    navigate.replace(&Route::Catalogue(kind));
                }
            });
            command.run(DeleteCatalogueEntry { kind, id }, told);
        })
    };
    let archive_key = if entry.is_archived { "catalogue-unarchive" } else { "catalogue-archive" };
    let items = vec![
        MenuItem::new(words.t("catalogue-merge"), IconName::Merge, show(Open::Merge(None))),
        MenuItem::new(words.t(archive_key), IconName::Archive, archive),
        MenuItem::danger(words.t("catalogue-delete"), IconName::Trash, show(Open::Delete)),
    ];
    let above = match &*open {
        Open::Nothing => Html::default(),
        Open::Editor => {
            let saved = close.reform(|_: Uuid| ());
            html! { <Editor {kind} entry={Some(entry.clone())} on_close={close.clone()} on_saved={saved} /> }
        }
        Open::Merge(target) => {
            html! { <MergeDialog entry={entry.clone()} target={target.clone()} on_close={close.clone()} /> }
        }
        Open::Delete => {
            let named = [("name", entry.input.name.clone().into()), ("n", entry.uses.into())];
            html! {
                <ConfirmDialog title={words.with("catalogue-delete-title", &named[..1])} danger=true
                    text={words.with(delete_text(kind, entry.uses), &named[1..])}
                    confirm={words.t("catalogue-delete")} on_confirm={delete} on_cancel={close.clone()} />
            }
        }
    };
    html! {
        <section class="card catalogue-detail" aria-label={entry.input.name.clone()}>
            <header class="entry-head">
                { mark(entry) }
                <div class="entry-title">
                    <h2><bdi>{ &entry.input.name }</bdi></h2>
                    <p class="entry-detail"><bdi>{ subtitle(entry, &words) }</bdi></p>
                </div>
                <div class="entry-actions">
                    <Button icon={Some(IconName::Edit)} onclick={show(Open::Editor).reform(|_: MouseEvent| ())}>{ words.t("edit") }</Button>
                    <Menu label={words.t("catalogue-more-actions")} {items} />
                </div>
            </header>
            { badges(entry, &words) }
            if let Some(into) = entry.merged_into {
                <p class="notice" role="note">
                    { words.t("catalogue-merged") }{ " " }
                    <Link to={Route::CatalogueEntry(kind, into)}>{ words.t("catalogue-merged-open") }</Link>
                </p>
            }
            <SameName {kind} {id} name={entry.input.name.clone()} on_merge={
                let open = open.clone();
                Callback::from(move |other| open.set(Open::Merge(Some(other))))
            } />
            <Figures entry={entry.clone()} />
            { facts(entry, &words, &format) }
            { above }
        </section>
    }
}

fn delete_text(kind: CatalogueKind, uses: u64) -> &'static str {
    if uses == 0 {
        return "catalogue-delete-unused";
    }
    match kind {
        CatalogueKind::Place | CatalogueKind::Merchant => "catalogue-delete-keeps-name",
        CatalogueKind::Category
        | CatalogueKind::Tag
        | CatalogueKind::Person
        | CatalogueKind::PaymentMethod
        | CatalogueKind::Trip => "catalogue-delete-keeps-expenses",
    }
}

fn badges(entry: &CatalogueEntry, words: &Words) -> Html {
    let mut found = Vec::new();
    if entry.is_archived {
        found.push(words.t("catalogue-archived"));
    }
    if let CatalogueDetails::Place(place) = &entry.input.details {
        found.extend(place.is_favorite.then(|| words.t("detail-favorite")));
        found.extend(place.wish_list.then(|| words.t("detail-wish-list")));
    }
    if found.is_empty() {
        return Html::default();
    }
    html! { <p class="badges">{ for found.into_iter().map(|badge| html! { <span class="badge">{ badge }</span> }) }</p> }
}

#[derive(Properties, PartialEq)]
struct SameNameProps {
    kind: CatalogueKind,
    id: Uuid,
    name: AttrValue,
    on_merge: Callback<CatalogueRef>,
}

/// Says that another row has the same name, and offers to merge; two branches of one chain may well stay two (E-152).
#[component]
fn SameName(props: &SameNameProps) -> Html {
    let words = use_words();
    let found = use_query(PickCatalogue { kind: props.kind, text: props.name.to_string() });
    let folded = fold(&props.name);
    let other = found
        .ready()
        .and_then(|rows| rows.iter().find(|row| row.id != props.id && fold(&row.name) == folded).cloned());
    let Some(other) = other else { return Html::default() };
    let onclick = {
        let (on_merge, other) = (props.on_merge.clone(), other.clone());
        Callback::from(move |_: MouseEvent| on_merge.emit(other.clone()))
    };
    let name = match &other.detail {
        Some(detail) => format!("{} ({detail})", other.name),
        None => other.name.clone(),
    };
    html! {
        <div class="notice same-name" role="note">
            <Icon name={IconName::Info} />
            <p>{ words.with("catalogue-same-name", &[("name", name.into())]) }</p>
            <Button kind={ButtonKind::Quiet} icon={Some(IconName::Merge)} {onclick}>{ words.t("catalogue-merge") }</Button>
        </div>
    }
}

#[component]
fn Figures(props: &EntryProps) -> Html {
    let words = use_words();
    let format = use_format();
    let entry = &props.entry;
    let kind = entry.input.details.kind();
    let ask = |by| GetTotals {
        query: QueryText::Parsed(Drill::entry(kind, entry.id).query().clone()),
        by,
        ids: Vec::new(),
    };
    let months = use_query(ask(TotalsBy::Month));
    let meals = use_query(ask(TotalsBy::Meal));
    // A category's own figures leave out what is filed below it; the totals of its search do not.
    let totals = months.ready().map_or_else(|| entry.totals.clone(), |report| report.totals.clone());
    let uses = totals.iter().map(|total| total.count).sum::<u64>().max(entry.uses);
    if uses == 0 && months.ready().is_some() {
        return html! { <p class="entry-unused">{ words.t("catalogue-unused") }</p> };
    }
    let all = Drill::entry(kind, entry.id);
    let summary = match entry.last_used_on {
        Some(day) => {
            words.with("catalogue-visits", &[("n", entry.uses.into()), ("day", format.date_long(day).into())])
        }
        // Nothing is filed under it directly; the figures below are those of the categories it holds.
        None => String::new(),
    };
    let same_again = match kind {
        CatalogueKind::Place => Some(Route::Add(FormSource::LastAt(entry.id.into()))),
        CatalogueKind::Merchant
        | CatalogueKind::Category
        | CatalogueKind::Tag
        | CatalogueKind::Person
        | CatalogueKind::PaymentMethod
        | CatalogueKind::Trip => None,
    };
    html! {
        <>
            if !summary.is_empty() { <p class="entry-summary">{ summary }</p> }
            { for totals.iter().map(|total| html! {
                <CurrencyFigures entry={entry.clone()} total={*total} months={months.ready().map(|report| (**report).clone())} />
            }) }
            <div class="entry-links">
                <Link to={all.route()} class="button button-secondary">
                    <Icon name={IconName::List} /><span class="button-label">{ words.t("catalogue-show-expenses") }</span>
                </Link>
                if let Some(route) = same_again {
                    <Link to={route} class="button button-secondary">
                        <Icon name={IconName::Copy} /><span class="button-label">{ words.t("catalogue-same-again") }</span>
                    </Link>
                }
            </div>
            if let Some(report) = meals.ready() { <Meals entry={entry.clone()} report={(**report).clone()} /> }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct CurrencyProps {
    entry: CatalogueEntry,
    total: CurrencyTotal,
    months: Option<TotalsReport>,
}

#[component]
fn CurrencyFigures(props: &CurrencyProps) -> Html {
    let words = use_words();
    let format = use_format();
    let session = use_session();
    let total = props.total;
    let money = |minor| html! { <AmountText {minor} currency={total.currency} /> };
    let per_visit =
        i64::try_from(total.count).ok().and_then(|n| domain::money::divide_rounded(total.total_minor, n));
    let within = Drill::entry(props.entry.input.details.kind(), props.entry.id)
        .with(domain::query::Term::Currency(vec![total.currency]));
    let line = props.months.as_ref().map(|report| {
        let values = monthly(&report.slices, total.currency, session.today());
        let best = values.iter().copied().max().unwrap_or(0);
        let label = words.with("catalogue-line", &[("amount", format.money(best, total.currency).into())]);
        html! { <Sparkline {label} {values} mirrored={words.is_rtl()} /> }
    });
    html! {
        <div class="entry-figures">
            <dl class="figures">
                <div class="figure"><dt>{ words.t("catalogue-spent") }</dt>
                    <dd><a href={within.href()}>{ money(total.total_minor) }</a></dd></div>
                if let Some(minor) = per_visit {
                    <div class="figure"><dt>{ words.t("catalogue-per-visit") }</dt><dd>{ money(minor) }</dd></div>
                }
                if let Some(minor) = total.per_person_minor() {
                    <div class="figure"><dt>{ words.t("dash-per-person") }</dt><dd>{ money(minor) }</dd></div>
                }
            </dl>
            <div class="entry-line">
                { line.unwrap_or_default() }
                <span class="entry-detail">{ words.t("catalogue-line-label") }</span>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct MealsProps {
    entry: CatalogueEntry,
    report: TotalsReport,
}

#[component]
fn Meals(props: &MealsProps) -> Html {
    let words = use_words();
    let format = use_format();
    let Some(first) = props.report.totals.first() else { return Html::default() };
    let writer = Writer { words: words.clone(), format, currency: first.currency };
    let within = Drill::entry(props.entry.input.details.kind(), props.entry.id)
        .with(domain::query::Term::Currency(vec![first.currency]));
    let slices = props.report.slices.iter().filter(|slice| slice.total.currency == first.currency);
    let points: Vec<Point> = slices
        .filter(|slice| matches!(slice.key, SliceKey::Meal(_)))
        .map(|slice| writer.slice(slice, &within))
        .collect();
    let title = words.with("calendar-by-meal", &[("currency", first.currency.to_string().into())]);
    html! {
        <ChartFrame id="entry-meals" class="is-inset" title={title.clone()} label_heading={words.t("dash-meal")} points={points.clone()}>
            <BarList id="entry-meals" {title} description={words.t("dash-bars-description")} {points} percent={Some(writer.percent())} />
        </ChartFrame>
    }
}

/// The fields that are filled in.
fn facts(entry: &CatalogueEntry, words: &Words, format: &Format) -> Html {
    let mut rows: Vec<(&str, String)> = Vec::new();
    let mut add = |key: &'static str, text: &str| {
        if !text.is_empty() {
            rows.push((key, text.to_owned()));
        }
    };
    match &entry.input.details {
        CatalogueDetails::Place(place) => {
            add("detail-merchant", entry.parent_name.as_deref().unwrap_or_default());
            let town = format!("{} {}", place.postal_code, place.locality);
            let address = [
                place.address_line_1.as_str(),
                &place.address_line_2,
                town.trim(),
                &place.region,
                &place.country,
            ];
            add(
                "detail-address",
                &address.iter().filter(|line| !line.is_empty()).copied().collect::<Vec<_>>().join(", "),
            );
            add("detail-located-within", &place.located_within);
            add("detail-phone", &place.phone);
            add("detail-website", &place.website);
            add("detail-email", &place.email);
            add(
                "detail-service-level",
                &place.service_level.map(|level| words.service_level(level)).unwrap_or_default(),
            );
            add(
                "detail-price-level",
                &place
                    .price_level
                    .map(|level| words.t(&format!("catalogue-price-{}", level.min(4))))
                    .unwrap_or_default(),
            );
            add("detail-description", &place.description);
            add("detail-notes", &place.notes);
        }
        CatalogueDetails::Merchant(merchant) => {
            add("detail-short-name", &merchant.short_name);
            add("detail-website", &merchant.website);
            add(
                "detail-service-level",
                &merchant.service_level.map(|level| words.service_level(level)).unwrap_or_default(),
            );
            add("detail-description", &merchant.description);
            add(
                "detail-aliases",
                &entry.aliases.iter().map(|alias| alias.pattern.as_str()).collect::<Vec<_>>().join(", "),
            );
        }
        CatalogueDetails::Category(_) => {
            add("detail-parent", entry.parent_name.as_deref().unwrap_or_default())
        }
        CatalogueDetails::Person(person) => add("detail-email", &person.email),
        CatalogueDetails::Trip(trip) => {
            let days = [trip.starts_on, trip.ends_on]
                .map(|day| day.map(|day| format.date_short(day)).unwrap_or_default());
            add("detail-days", days.join(" – ").trim_matches([' ', '–']));
        }
        CatalogueDetails::PaymentMethod(method) => {
            add("detail-currency", &method.currency.map(|currency| currency.to_string()).unwrap_or_default());
        }
        CatalogueDetails::Tag(_) => {}
    }
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <dl class="facts">
            { for rows.into_iter().map(|(key, text)| html! {
                <div><dt>{ words.t(key) }</dt><dd dir="auto">{ text }</dd></div>
            }) }
        </dl>
    }
}
