//! One expense in the list.

use std::rc::Rc;

use domain::read::{ExpenseRow, SyncMark};
use domain::{ExpenseId, ExpenseStatus};
use wire::call::Variant;
use yew::prelude::*;

use crate::backend;
use crate::components::{AmountText, Dot, Icon, IconName};
use crate::format::use_format;
use crate::route::Route;
use crate::words::{Words, use_words};

use super::spot::{Column, Spot};

/// The id of a row's element.
pub fn row_id(id: ExpenseId) -> String {
    format!("row-{id}")
}

/// The row: a picture or the meal's mark, where and what, and the amount.
#[yew_autoprops::autoprops]
#[component]
pub fn ExpenseRowView(
    row: &Rc<ExpenseRow>,
    open: bool,
    checked: bool,
    selecting: bool,
    /// Which of its two cells Tab leads to, if this is the row that Tab leads to.
    stop: &Option<Column>,
    on_toggle: &Callback<(ExpenseId, bool)>,
) -> Html {
    let words = use_words();
    let format = use_format();
    let name = row
        .place_name
        .clone()
        .unwrap_or_else(|| row.meal_type.map_or_else(|| words.kind(row.kind), |meal| words.meal(meal)));
    let toggle = {
        let (on_toggle, id) = (on_toggle.clone(), row.id);
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            on_toggle.emit((id, event.shift_key()));
        })
    };
    let class = classes!(
        "row",
        open.then_some("row-open"),
        checked.then_some("row-checked"),
        selecting.then_some("row-selecting"),
        row.is_void.then_some("row-void"),
        (row.status == ExpenseStatus::Planned).then_some("row-planned"),
    );
    let time = row.occurred_time.map(|time| format.time(time));
    let tab = |column| if *stop == Some(column) { "0" } else { "-1" };
    let id = |column| AttrValue::from(Spot { row: row.id, column }.element_id());
    html! {
        <div {class} id={row_id(row.id)} role="row" aria-selected={if checked { "true" } else { "false" }}>
            <span role="gridcell">
                <label class="row-check">
                    <input type="checkbox" id={id(Column::Check)} {checked} onclick={toggle} tabindex={tab(Column::Check)}
                        aria-label={words.with("select-named", &[("name", name.as_str().into())])} />
                </label>
            </span>
            <span role="gridcell" class="row-cell">
                <a id={id(Column::Open)} href={format!("#{}", Route::Expense(row.id).to_hash())} class="row-link"
                    tabindex={tab(Column::Open)} aria-current={open.then_some("page")}>
                    <RowMark row={row.clone()} />
                    <span class="row-main">
                        <span class="row-title">
                            <bdi class="row-name">{ &name }</bdi>
                            { badges(row, &words) }
                            { sync_mark(row.sync, &words) }
                        </span>
                        <span class="row-facts">{ facts(row, &words) }</span>
                    </span>
                    <span class="row-figures">
                        <AmountText class="row-amount" minor={row.total_minor} currency={row.currency} kind={row.kind} is_estimate={row.amount_is_estimate} />
                        if let Some(time) = time { <span class="row-time">{ time }</span> }
                    </span>
                </a>
            </span>
        </div>
    }
}

#[yew_autoprops::autoprops]
#[component]
fn RowMark(row: &Rc<ExpenseRow>) -> Html {
    let meal = row.meal_type.map_or("mark-none", meal_class);
    match row.photo {
        Some(blob) => html! {
            <span class="mark mark-photo">
                <img src={backend::media_url(blob, Variant::Thumb)} alt="" width="44" height="44" loading="lazy" decoding="async" />
                if row.photo_count > 1 { <span class="mark-count" aria-hidden="true">{ row.photo_count }</span> }
            </span>
        },
        None => html! {
            <span class={classes!("mark", meal)}>
                <Icon name={row.meal_type.map_or(IconName::Receipt, IconName::of_meal)} />
            </span>
        },
    }
}

/// The class that colours a meal's mark.
pub fn meal_class(meal: domain::MealType) -> &'static str {
    use domain::MealType;
    match meal {
        MealType::Breakfast | MealType::Brunch => "mark-morning",
        MealType::Lunch => "mark-noon",
        MealType::Dinner | MealType::LateNight => "mark-evening",
        MealType::Snack | MealType::Dessert => "mark-sweet",
        MealType::Drinks => "mark-drink",
        MealType::Groceries => "mark-green",
        MealType::Other | MealType::Unknown(_) => "mark-none",
    }
}

fn badges(row: &ExpenseRow, words: &Words) -> Html {
    let mut badges: Vec<String> = Vec::new();
    if row.kind != domain::ExpenseKind::Purchase {
        badges.push(words.kind(row.kind));
    }
    if row.is_void {
        badges.push(words.t("void"));
    }
    if !matches!(row.status, ExpenseStatus::Confirmed) {
        badges.push(words.status(row.status));
    }
    html! { <>{ for badges.into_iter().map(|text| html! { <span class="row-badge" key={text.clone()}>{ text }</span> }) }</> }
}

/// Whether the service has the row as it is here; nothing when it has.
pub fn sync_mark(mark: SyncMark, words: &Words) -> Html {
    let (icon, key) = match mark {
        SyncMark::Clean => return Html::default(),
        SyncMark::Pending => (IconName::CloudUp, "row-pending"),
        SyncMark::Conflict => (IconName::Split, "row-conflict"),
        SyncMark::Rejected => (IconName::Alert, "row-refused"),
    };
    let text = words.t(key);
    let class = classes!("row-sync", (mark != SyncMark::Pending).then_some("row-sync-ask"));
    html! { <span {class} title={text.clone()}><Icon name={icon} /><span class="visually-hidden">{ text }</span></span> }
}

/// The second line: what is known beside place and amount, most telling first.
fn facts(row: &ExpenseRow, words: &Words) -> Html {
    let mut facts: Vec<Html> = Vec::new();
    if let (Some(meal), Some(_)) = (row.meal_type, &row.place_name) {
        facts.push(html! { words.meal(meal) });
    }
    if let Some(category) = &row.category_name {
        let dot = row.category_color.clone().map(|color| html! { <Dot color={AttrValue::from(color)} /> });
        facts.push(html! { <>{ for dot }<bdi>{ category }</bdi></> });
    }
    if !row.people.is_empty() {
        facts.push(
            html! { <bdi>{ words.with("with-people", &[("people", row.people.join(", ").into())]) }</bdi> },
        );
    } else if let Some(party) = row.party_size.filter(|party| *party > 1) {
        facts.push(html! { words.with("people-count", &[("n", party.into())]) });
    }
    for tag in &row.tags {
        facts.push(html! { <bdi class="row-tag">{ format!("#{tag}") }</bdi> });
    }
    if let Some(trip) = &row.trip_name {
        facts.push(html! { <bdi>{ trip }</bdi> });
    }
    if !row.note_start.is_empty() {
        facts.push(html! { <bdi class="row-note">{ &row.note_start }</bdi> });
    }
    html! { <>{ for facts.into_iter().enumerate().map(|(at, fact)| html! { <span class="row-fact" key={at}>{ fact }</span> }) }</> }
}
