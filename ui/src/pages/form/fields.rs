//! The fields of the form, from what every meal has to what few have.

use chrono::{NaiveDate, NaiveTime};
use domain::expense::{ExpenseInput, Field, Named, Warning};
use domain::read::CatalogueKind;
use domain::{
    CategoryId, ExpenseKind, ExpenseStatus, MealType, OrderType, PaymentMethodId, PersonId, PlaceId, TagId,
    TripId,
};
use yew::prelude::*;

use super::brand::brand_field;
use super::lines::LineFields;
use super::money::{PartFields, amount_fields, error_of, reason_of};
use super::raised::use_raised;
use super::state::FormState;
use super::zone::{ZoneField, zone_text};
use super::{Form, Shared, edit, field_id};
use crate::components::{
    DateField, Icon, IconName, PickOption, Segmented, Select, Switch, TextArea, TextField, TimeField,
};
use crate::format::{Format, use_format};
use crate::hooks::use_session;
use crate::pages::pickers::{CatalogueManyPicker, CataloguePicker, NamedPicker};
use crate::words::{Words, use_words};

/// All fields.
#[yew_autoprops::autoprops]
#[component]
pub fn Fields(state: &Shared, form: &Form, today: &NaiveDate) -> Html {
    let words = use_words();
    let format = use_format();
    let shared = state;
    let state = &state.0;
    let input = &state.input;
    let error = |field| error_of(state, field, &words);
    let session = use_session();
    let device_zone = &session.start.tz;
    let is_elsewhere = input.tz.as_ref().is_some_and(|tz| tz != device_zone);
    let has_zone = use_raised(is_elsewhere, state.touched.contains(&Field::Tz));
    let has_brand = use_raised(state.brand().is_some(), state.touched.contains(&Field::Merchant));
    let place = input.place.as_ref().map(|place| place.name.clone()).unwrap_or_default();
    let new_place = input.place.as_ref().is_some_and(|place| place.id.is_none());
    let place_hint = new_place.then(|| AttrValue::from(words.t("place-new")));
    let on_place = edit(&form.0, Field::Place, |input, option: &PickOption| {
        input.place = Some(Named { id: Some(PlaceId(option.id)), name: option.name.clone() });
    });
    let on_new_place = edit(&form.0, Field::Place, |input, name: &String| {
        input.place = Some(Named { id: None, name: name.clone() })
    });
    let on_no_place = edit(&form.0, Field::Place, |input, (): &()| input.place = None);
    let on_day = edit(&form.0, Field::OccurredOn, |input, day: &Option<NaiveDate>| {
        if let Some(day) = day {
            input.occurred_on = *day;
        }
    });
    let on_time =
        edit(&form.0, Field::OccurredTime, |input, time: &Option<NaiveTime>| input.occurred_time = *time);
    let on_notes = edit(&form.0, Field::Notes, |input, text: &String| input.notes.clone_from(text));
    let warnings = input.warnings(*today);
    let has = |warning: Warning| warnings.contains(&warning);
    let day_hint = if has(Warning::FutureDate) {
        Some(words.t("warning-future"))
    } else if has(Warning::LongAgo) {
        Some(words.t("warning-long-ago"))
    } else {
        Some(format.day_header(input.occurred_on))
    };
    let parts_open = input.tip_minor.is_some() || input.tax_minor.is_some() || input.subtotal_minor.is_some();
    html! {
        <div class="fields">
            { amount_fields(state, form, &words, &session) }
            if has(Warning::LargeTip) { <p class="notice"><Icon name={IconName::Info} />{ words.t("warning-large-tip") }</p> }
            <CataloguePicker id={field_id(Field::Place)} kind={CatalogueKind::Place} label={words.t("place")} value={place} on_pick={on_place}
                on_create={Some(on_new_place)} on_clear={Some(on_no_place)} hint={place_hint} error={error(Field::Place)}
                placeholder={AttrValue::from(words.t("place-placeholder"))} />
            if has_brand { { brand_field(state, form, &words) } }
            { meal_field(state, form, &words) }
            <div class="field-pair">
                <DateField id={field_id(Field::OccurredOn)} label={words.t("date")} value={Some(input.occurred_on)} on_change={on_day}
                    hint={day_hint.map(AttrValue::from)} error={error(Field::OccurredOn)} />
                <TimeField id={field_id(Field::OccurredTime)} label={words.t("time")} value={input.occurred_time} on_change={on_time} error={error(Field::OccurredTime)} />
            </div>
            if has_zone {
                <ZoneField state={shared.clone()} form={form.clone()} />
            } else if let Some(tz) = input.tz.as_deref().filter(|_| is_elsewhere) {
                <p class="hint zone-note"><Icon name={IconName::Clock} />{ words.with("zone-note", &[("zone", zone_text(tz).into())]) }</p>
            }
            { filing_fields(state, form, &words, &format) }
            <TextArea id={field_id(Field::Notes)} label={words.t("note")} value={input.notes.clone()} on_input={on_notes} error={error(Field::Notes)} />
            <details class="fold" open={parts_open}>
                <summary>{ words.t("fold-tip-tax") }</summary>
                <PartFields state={shared.clone()} form={form.clone()} />
            </details>
            <details class="fold" open={!input.lines.is_empty()}>
                <summary>{ words.t("fold-lines") }<span class="hint">{ (!input.lines.is_empty()).then(|| format.number(input.lines.len() as u64)) }</span></summary>
                <LineFields state={shared.clone()} form={form.clone()} />
            </details>
            <details class="fold" open={input.kind != ExpenseKind::Purchase || input.status == ExpenseStatus::Planned}>
                <summary>{ words.t("fold-more") }</summary>
                { more_fields(shared, form, &words, has_zone, has_brand) }
            </details>
        </div>
    }
}

/// The meals of the row of buttons; the rest stand in a list beside it.
const COMMON_MEALS: &[MealType] =
    &[MealType::Breakfast, MealType::Lunch, MealType::Dinner, MealType::Snack, MealType::Drinks];

fn meal_field(state: &FormState, form: &Form, words: &Words) -> Html {
    let meal = state.input.meal_type;
    let on_change = edit(&form.0, Field::Meal, |input, value: &String| {
        let chosen = (!value.is_empty()).then(|| MealType::of(value));
        input.meal_type = chosen;
    });
    let pair = |meal: &MealType| (AttrValue::Static(meal.as_str()), AttrValue::from(words.meal(*meal)));
    let options: Vec<_> = COMMON_MEALS.iter().map(pair).collect();
    let icons: Vec<_> = COMMON_MEALS.iter().map(|meal| IconName::of_meal(*meal)).collect();
    let mut all = vec![(AttrValue::Static(""), AttrValue::from(words.t("meal-unknown")))];
    all.extend(MealType::ALL.iter().map(pair));
    let value = AttrValue::Static(meal.map_or("", MealType::as_str));
    html! {
        <div class="meal-field">
            <div class="field-head">
                <span class="field-label">{ words.t("meal") }</span>
                <Select id={field_id(Field::Meal)} class="meal-choice" label={words.t("meal-other-kind")} hide_label=true options={all} value={value.clone()} on_change={on_change.clone()} />
            </div>
            <Segmented class="segmented-icons" label={words.t("meal")} name="meal" {options} {icons} {value} {on_change} />
            if let Some(reason) = reason_of(state, Field::Meal, words) { <p class="hint">{ reason }</p> }
        </div>
    }
}

/// Category, people, tags.
fn filing_fields(state: &FormState, form: &Form, words: &Words, format: &Format) -> Html {
    let input = &state.input;
    let on_category =
        edit(&form.0, Field::Category, |input, id: &Option<uuid::Uuid>| input.category = id.map(CategoryId));
    let names = |list: Vec<&String>| list.into_iter().cloned().collect::<Vec<String>>();
    let on_tag = edit(&form.0, Field::Tags, |input, option: &PickOption| {
        add(&mut input.tags, Some(TagId(option.id)), &option.name)
    });
    let on_new_tag = edit(&form.0, Field::Tags, |input, name: &String| {
        add(&mut input.tags, None, name.trim_start_matches('#'))
    });
    let off_tag = edit(&form.0, Field::Tags, |input, at: &usize| remove(&mut input.tags, *at));
    let on_person = edit(&form.0, Field::People, |input, option: &PickOption| {
        add(&mut input.people, Some(PersonId(option.id)), &option.name);
        grow_party(input);
    });
    let on_new_person = edit(&form.0, Field::People, |input, name: &String| {
        add(&mut input.people, None, name);
        grow_party(input);
    });
    let off_person = edit(&form.0, Field::People, |input, at: &usize| remove(&mut input.people, *at));
    let on_party =
        edit(&form.0, Field::Party, |input, text: &String| input.party_size = text.trim().parse().ok());
    let share = input.per_person_minor().filter(|_| input.party_size.is_some_and(|party| party > 1));
    let share = share.map(|minor| {
        AttrValue::from(
            words.with("per-person", &[("amount", format.money_shown(minor, input.currency).into())]),
        )
    });
    html! {
        <>
            <NamedPicker id={field_id(Field::Category)} kind={CatalogueKind::Category} label={words.t("category")} value={input.category.map(|id| id.0)}
                on_change={on_category} hint={reason_of(state, Field::Category, words)} error={error_of(state, Field::Category, words)} />
            <div class="field-pair field-pair-wide">
                <CatalogueManyPicker id={field_id(Field::People)} kind={CatalogueKind::Person} label={words.t("people")} chosen={names(input.people.iter().map(|p| &p.name).collect())}
                    on_pick={on_person} on_create={on_new_person} on_remove={off_person} error={error_of(state, Field::People, words)}
                    placeholder={AttrValue::from(words.t("people-placeholder"))} />
                <TextField id={field_id(Field::Party)} label={words.t("party")} kind="number" inputmode={AttrValue::Static("numeric")}
                    value={input.party_size.map(|party| party.to_string()).unwrap_or_default()} on_input={on_party} hint={share} error={error_of(state, Field::Party, words)} />
            </div>
            <CatalogueManyPicker id={field_id(Field::Tags)} kind={CatalogueKind::Tag} label={words.t("tags")} chosen={names(input.tags.iter().map(|t| &t.name).collect())}
                on_pick={on_tag} on_create={on_new_tag} on_remove={off_tag} error={error_of(state, Field::Tags, words)}
                placeholder={AttrValue::from(words.t("tags-placeholder"))} />
        </>
    }
}

fn add<Id>(list: &mut Vec<Named<Id>>, id: Option<Id>, name: &str) {
    let folded = crate::fold::fold(name);
    if !folded.is_empty() && list.iter().all(|known| crate::fold::fold(&known.name) != folded) {
        list.push(Named { id, name: name.trim().to_owned() });
    }
}

fn remove<Id>(list: &mut Vec<Named<Id>>, at: usize) {
    if at < list.len() {
        list.remove(at);
    }
}

/// The party is at least the people named and oneself.
fn grow_party(input: &mut ExpenseInput) {
    let least = u16::try_from(input.people.len() + 1).unwrap_or(u16::MAX);
    if input.party_size.is_some_and(|party| party < least) || input.party_size.is_none() {
        input.party_size = Some(least);
    }
}

/// How it was ordered and paid, what it was for, and of which kind it is.
fn more_fields(shared: &Shared, form: &Form, words: &Words, has_zone: bool, has_brand: bool) -> Html {
    let whole = form;
    let state = &shared.0;
    let input = &state.input;
    let kinds: Vec<_> = ExpenseKind::ALL
        .iter()
        .map(|kind| (AttrValue::Static(kind.as_str()), AttrValue::from(words.kind(*kind))))
        .collect();
    let statuses: Vec<_> = [ExpenseStatus::Confirmed, ExpenseStatus::Unreviewed, ExpenseStatus::Planned]
        .iter()
        .map(|status| (AttrValue::Static(status.as_str()), AttrValue::from(words.status(*status))))
        .collect();
    let mut orders = vec![(AttrValue::Static(""), AttrValue::from(words.t("not-said")))];
    orders.extend(
        OrderType::ALL
            .iter()
            .map(|order| (AttrValue::Static(order.as_str()), AttrValue::from(words.order(*order)))),
    );
    let mut ratings = vec![(AttrValue::Static(""), AttrValue::from(words.t("not-said")))];
    ratings.extend((1..=10u16).rev().map(|half| {
        let stars = format!("{}{}", "★".repeat(usize::from(half / 2)), if half % 2 == 1 { "½" } else { "" });
        (AttrValue::from(half.to_string()), AttrValue::from(stars))
    }));
    let form = &form.0;
    let on_kind = edit(form, Field::Kind, |input, kind: &String| input.kind = ExpenseKind::of(kind));
    let on_status =
        edit(form, Field::Status, |input, status: &String| input.status = ExpenseStatus::of(status));
    let on_order = edit(form, Field::Order, |input, order: &String| {
        input.order_type = (!order.is_empty()).then(|| OrderType::of(order))
    });
    let on_payment = edit(form, Field::Payment, |input, id: &Option<uuid::Uuid>| {
        input.payment_method = id.map(PaymentMethodId)
    });
    let on_trip = edit(form, Field::Trip, |input, id: &Option<uuid::Uuid>| input.trip = id.map(TripId));
    let on_purpose = edit(form, Field::Purpose, |input, text: &String| input.purpose.clone_from(text));
    let on_business = edit(form, Field::Purpose, |input, on: &bool| input.is_business = *on);
    let on_reimbursable = edit(form, Field::Purpose, |input, on: &bool| input.reimbursable = *on);
    let on_estimate = edit(form, Field::Total, |input, on: &bool| input.amount_is_estimate = *on);
    let on_rating = edit(form, Field::Rating, |input, half: &String| input.dish_rating = half.parse().ok());
    let on_cleared = edit(form, Field::Cleared, |input, day: &Option<NaiveDate>| input.cleared_on = *day);
    let reason = |field| reason_of(state, field, words);
    let error = |field| error_of(state, field, words);
    html! {
        <div class="more-fields">
            if !has_brand { { brand_field(state, whole, words) } }
            if !has_zone { <ZoneField state={shared.clone()} form={whole.clone()} /> }
            <div class="field-pair">
                <Select id={field_id(Field::Kind)} label={words.t("kind")} options={kinds} value={AttrValue::Static(input.kind.as_str())} on_change={on_kind} />
                <Select id={field_id(Field::Status)} label={words.t("status")} options={statuses} value={AttrValue::Static(input.status.as_str())} on_change={on_status} />
            </div>
            <div class="field-pair">
                <Select id={field_id(Field::Order)} label={words.t("order")} options={orders} value={AttrValue::Static(input.order_type.map_or("", OrderType::as_str))} on_change={on_order} />
                <NamedPicker id={field_id(Field::Payment)} kind={CatalogueKind::PaymentMethod} label={words.t("payment")} value={input.payment_method.map(|id| id.0)} on_change={on_payment}
                    hint={reason(Field::Payment)} error={error(Field::Payment)} />
            </div>
            <div class="field-pair">
                <NamedPicker id={field_id(Field::Trip)} kind={CatalogueKind::Trip} label={words.t("trip")} value={input.trip.map(|id| id.0)} on_change={on_trip}
                    hint={reason(Field::Trip)} error={error(Field::Trip)} />
                <DateField id={field_id(Field::Cleared)} label={words.t("cleared")} value={input.cleared_on} on_change={on_cleared} />
            </div>
            <TextField id={field_id(Field::Purpose)} label={words.t("purpose")} value={input.purpose.clone()} on_input={on_purpose} error={error(Field::Purpose)} />
            <div class="switches">
                <Switch label={words.t("is-business")} on={input.is_business} on_change={on_business} />
                <Switch label={words.t("reimbursable")} on={input.reimbursable} on_change={on_reimbursable} />
                <Switch label={words.t("estimate")} on={input.amount_is_estimate} on_change={on_estimate} />
            </div>
            <Select id={field_id(Field::Rating)} label={words.t("rating")} options={ratings} value={AttrValue::from(input.dish_rating.map(|half| half.to_string()).unwrap_or_default())}
                on_change={on_rating} error={error(Field::Rating)} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::CurrencyCode;

    #[test]
    fn naming_people_grows_the_party_but_never_shrinks_it() {
        let mut input = ExpenseInput::blank("2026-11-20".parse().unwrap(), CurrencyCode::of(*b"EUR"));
        add(&mut input.people, None, "Ana");
        grow_party(&mut input);
        assert_eq!(input.party_size, Some(2));
        input.party_size = Some(6);
        add(&mut input.people, None, "Bo");
        grow_party(&mut input);
        assert_eq!(input.party_size, Some(6));
    }

    #[test]
    fn nobody_is_named_twice() {
        let mut tags: Vec<Named<TagId>> = Vec::new();
        add(&mut tags, None, "Café");
        add(&mut tags, None, "cafe");
        add(&mut tags, None, "  ");
        assert_eq!(tags.len(), 1);
        remove(&mut tags, 7);
        assert_eq!(tags.len(), 1);
    }
}
