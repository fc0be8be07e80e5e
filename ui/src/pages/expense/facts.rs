//! What is known of one expense: figures first, then how and with whom, each leading to more of the same.

use domain::expense::{ExpenseInput, LineInput};
use domain::query::{Query, Term};
use domain::read::{CatalogueKind, ExpenseDetail};
use domain::{ExpenseStatus, LineKind};
use yew::prelude::*;

use crate::components::{AmountText, Chip, Icon, IconName};
use crate::format::Format;
use crate::pages::entry_name::EntryName;
use crate::pages::form::{offset_text, percent_of_base, unit_price, zone_text};
use crate::route::{Link, Route};
use crate::words::Words;

fn search(term: Term) -> Route {
    Route::Search(Query::of(term).to_text())
}

/// A list of what is known; what is not known is not shown.
pub fn facts(detail: &ExpenseDetail, words: &Words, format: &Format, device_zone: &str) -> Html {
    let input = &detail.input;
    let mut facts: Vec<(String, Html)> = Vec::new();
    let money = |minor: i64| html! { <AmountText {minor} currency={input.currency} /> };
    if let Some(subtotal) = input.subtotal_minor {
        facts.push((words.t("subtotal"), money(subtotal)));
    }
    if let Some(tax) = input.tax_minor {
        facts.push((words.t("tax"), money(tax)));
    }
    if let Some(tip) = input.tip_minor {
        let percent = percent_of_base(input)
            .map(|bp| html! { <span class="hint">{ format!(" {}", format.percent(bp)) }</span> });
        facts.push((words.t("tip"), html! { <>{ money(tip) }{ for percent }</> }));
    }
    if let Some(difference) = input.parts_difference().filter(|difference| *difference != 0) {
        let amount =
            html! { <AmountText class="amount-plain" minor={difference} currency={input.currency} /> };
        facts.push((words.line_kind(LineKind::Difference), amount));
    }
    if let (Some(share), Some(party)) =
        (input.per_person_minor(), input.party_size.filter(|party| *party > 1))
    {
        facts.push((
            words.t("per-person-label"),
            html! { <>{ money(share) }<span class="hint">{ format!(" × {party}") }</span></> },
        ));
    }
    if let Some(meal) = input.meal_type {
        facts.push((
            words.t("meal"),
            html! { <Link to={search(Term::Meal(vec![meal]))}>{ words.meal(meal) }</Link> },
        ));
    }
    // Without a place the brand is the name of the meal and stands above.
    if input.place.is_some() {
        facts.extend(brand(detail, words));
    }
    if let (Some(id), Some(name)) = (input.category, &detail.category_name) {
        facts.push((words.t("category"), entry(CatalogueKind::Category, id.0, name)));
    }
    if let Some(order) = input.order_type {
        facts.push((
            words.t("order"),
            html! { <Link to={search(Term::Order(vec![order]))}>{ words.order(order) }</Link> },
        ));
    }
    if let (Some(id), Some(name)) = (input.payment_method, &detail.payment_name) {
        facts.push((words.t("payment"), entry(CatalogueKind::PaymentMethod, id.0, name)));
    }
    if let (Some(id), Some(name)) = (input.trip, &detail.trip_name) {
        facts.push((words.t("trip"), entry(CatalogueKind::Trip, id.0, name)));
    }
    facts.extend(rest(input, words, format));
    if let Some(tz) = input.tz.as_deref().filter(|tz| *tz != device_zone) {
        let offset = detail
            .utc_offset_min
            .map(|minutes| html! { <span class="hint">{ " " }<bdi>{ offset_text(minutes) }</bdi></span> });
        facts.push((words.t("zone"), html! { <><bdi>{ zone_text(tz) }</bdi>{ for offset }</> }));
    }
    let chips = |list: Vec<(Option<uuid::Uuid>, String)>, kind: CatalogueKind| {
        let icon = IconName::of_catalogue(kind);
        list.into_iter()
            .map(|(id, name)| {
                let text = if kind == CatalogueKind::Tag { format!("#{name}") } else { name };
                let face = match id {
                    Some(id) => html! { <Link to={Route::CatalogueEntry(kind, id)} class="plain-link"><bdi>{ &text }</bdi></Link> },
                    None => html! { <bdi>{ &text }</bdi> },
                };
                html! { <Chip key={text.clone()} {icon}>{ face }</Chip> }
            })
            .collect::<Html>()
    };
    let people = input.people.iter().map(|person| (person.id.map(|id| id.0), person.name.clone())).collect();
    let tags = input.tags.iter().map(|tag| (tag.id.map(|id| id.0), tag.name.clone())).collect();
    html! {
        <>
            <dl class="expense-facts">
                { for facts.into_iter().map(|(label, value)| html! { <div class="expense-fact" key={label.clone()}><dt>{ label }</dt><dd>{ value }</dd></div> }) }
            </dl>
            if !input.people.is_empty() || !input.tags.is_empty() {
                <div class="chips">{ chips(people, CatalogueKind::Person) }{ chips(tags, CatalogueKind::Tag) }</div>
            }
            if !input.notes.is_empty() { <p class="expense-note" dir="auto">{ &input.notes }</p> }
        </>
    }
}

fn entry(kind: CatalogueKind, id: uuid::Uuid, name: &str) -> Html {
    html! { <Link to={Route::CatalogueEntry(kind, id)}><bdi>{ name }</bdi></Link> }
}

/// What few expenses have.
fn rest(input: &ExpenseInput, words: &Words, format: &Format) -> Vec<(String, Html)> {
    let mut facts = Vec::new();
    if input.kind != domain::ExpenseKind::Purchase {
        facts.push((words.t("kind"), html! { words.kind(input.kind) }));
    }
    if input.status != ExpenseStatus::Confirmed {
        facts.push((words.t("status"), html! { words.status(input.status) }));
    }
    if !input.purpose.is_empty() {
        facts.push((words.t("purpose"), html! { <bdi>{ &input.purpose }</bdi> }));
    }
    if input.is_business {
        facts.push((words.t("is-business"), html! { words.t("yes") }));
    }
    if input.reimbursable {
        facts.push((words.t("reimbursable"), html! { words.t("yes") }));
    }
    if let Some(half) = input.dish_rating {
        let stars = format!("{}{}", "★".repeat(usize::from(half / 2)), if half % 2 == 1 { "½" } else { "" });
        let spoken =
            words.with("stars", &[("n", domain::money::decimal_text(i64::from(half) * 5, 1).into())]);
        let value = html! { <><span class="stars" aria-hidden="true">{ stars }</span><span class="visually-hidden">{ spoken }</span></> };
        facts.push((words.t("rating"), value));
    }
    if let Some(day) = input.cleared_on {
        facts.push((words.t("cleared"), html! { format.date_short(day) }));
    }
    facts
}

/// The brand the meal was recorded under, or that of its place.
fn brand(detail: &ExpenseDetail, words: &Words) -> Option<(String, Html)> {
    let of_place = detail.input.merchant.is_none();
    let named = detail.input.merchant.as_ref().or(detail.place_merchant.as_ref())?;
    let name = match named.id {
        Some(id) => entry(CatalogueKind::Merchant, id.0, &named.name),
        None => html! { <bdi>{ &named.name }</bdi> },
    };
    let reason =
        of_place.then(|| html! { <span class="hint">{ " · " }{ words.t("reason-place-default") }</span> });
    Some((words.t("brand"), html! { <>{ name }{ for reason }</> }))
}

/// What a line is, how many, filed where, for whom.
fn line_name(line: &LineInput, currency: domain::CurrencyCode, words: &Words, format: &Format) -> Html {
    let kind = words.line_kind(line.kind);
    let name = if line.description.is_empty() { kind.clone() } else { line.description.clone() };
    let mut parts: Vec<Html> = Vec::new();
    if line.kind != LineKind::Item && !line.description.is_empty() {
        parts.push(html! { kind });
    }
    if let Some(text) = unit_price(line, currency, format).filter(|_| !format.hides_amounts) {
        parts.push(html! { <bdi>{ text }</bdi> });
    }
    if let Some(id) = line.category {
        parts.push(html! { <Link to={Route::CatalogueEntry(CatalogueKind::Category, id.0)} class="plain-link"><EntryName kind={CatalogueKind::Category} id={id.0} /></Link> });
    }
    if let Some(id) = line.person {
        parts.push(html! { <Link to={Route::CatalogueEntry(CatalogueKind::Person, id.0)} class="plain-link"><EntryName kind={CatalogueKind::Person} id={id.0} /></Link> });
    }
    html! {
        <>
            <bdi>{ name }</bdi>
            if !parts.is_empty() { <span class="bill-summary hint">{ for parts.into_iter().map(|part| html! { <span>{ part }</span> }) }</span> }
        </>
    }
}

/// The lines of the bill.
pub fn lines(detail: &ExpenseDetail, words: &Words, format: &Format) -> Html {
    let input = &detail.input;
    if input.lines.is_empty() {
        return Html::default();
    }
    let difference = input.lines_difference().filter(|difference| *difference != 0);
    let row = |name: Html, minor: i64, class: &'static str| {
        html! { <tr {class}><td>{ name }</td><td class="bill-figure"><AmountText {minor} currency={input.currency} /></td></tr> }
    };
    html! {
        <section class="expense-part">
            <h2 class="part-title">{ words.t("fold-lines") }</h2>
            <table class="bill-table">
                <tbody>
                    { for input.lines.iter().map(|line| row(line_name(line, input.currency, words, format), line.amount_minor, "")) }
                    { for difference.map(|minor| row(html! { words.line_kind(LineKind::Difference) }, minor, "bill-difference")) }
                </tbody>
            </table>
        </section>
    }
}

/// Refunds and other ties.
pub fn links(detail: &ExpenseDetail, words: &Words, format: &Format) -> Html {
    if detail.links.is_empty() {
        return Html::default();
    }
    html! {
        <section class="expense-part">
            <h2 class="part-title">{ words.t("linked") }</h2>
            <ul class="links">
                { for detail.links.iter().map(|link| {
                    let relation = if link.is_from { words.relation(link.relation) } else { words.t("refunded-by") };
                    html! {
                        <li key={link.other.to_string()}>
                            <Link to={Route::Expense(link.other)} class="link-row">
                                <Icon name={IconName::Link} />
                                <span><span class="hint">{ relation }</span>{ " " }<bdi>{ link.place_name.clone().unwrap_or_else(|| words.t("no-place")) }</bdi>{ format!(" · {}", format.date_short(link.occurred_on)) }</span>
                                <AmountText minor={link.total_minor} currency={link.currency} />
                            </Link>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}
