//! Sort, group, jump to a day, and cover the amounts.

use chrono::NaiveDate;
use domain::query::{Direction, GroupBy, SortKey};
use wire::call::SetSetting;
use yew::prelude::*;

use super::Arrangement;
use crate::backend;
use crate::components::{IconButton, IconName, Menu, MenuItem};
use crate::hooks::{use_command, use_session};
use crate::words::{Words, use_words};

const SORTS: &[SortKey] =
    &[SortKey::Date, SortKey::Amount, SortKey::Place, SortKey::Category, SortKey::Meal, SortKey::Created];
const GROUPS: &[GroupBy] = &[GroupBy::Day, GroupBy::Month, GroupBy::Place, GroupBy::Trip, GroupBy::None];

fn sort_name(words: &Words, sort: SortKey) -> String {
    match sort {
        SortKey::Date => words.t("sort-date"),
        SortKey::Amount => words.t("sort-amount"),
        SortKey::Place => words.t("sort-place"),
        SortKey::Category => words.t("sort-category"),
        SortKey::Meal => words.t("sort-meal"),
        SortKey::Created => words.t("sort-created"),
    }
}

fn group_name(words: &Words, group: GroupBy) -> String {
    match group {
        GroupBy::None => words.t("group-none"),
        GroupBy::Day => words.t("group-day"),
        GroupBy::Month => words.t("group-month"),
        GroupBy::Place => words.t("group-place"),
        GroupBy::Trip => words.t("group-trip"),
    }
}

/// The controls above a list; without `on_jump` there is no date to jump to.
#[yew_autoprops::autoprops]
#[component]
pub fn Toolbar(arrangement: &Arrangement, on_arrange: &Callback<Arrangement>, #[prop_or_default] on_jump: &Option<Callback<NaiveDate>>) -> Html {
    let words = use_words();
    let session = use_session();
    let command = use_command();
    let now = *arrangement;
    let mut sorts: Vec<MenuItem> = SORTS
        .iter()
        .map(|sort| {
            let next = now.sorted_by(*sort);
            MenuItem::choice(sort_name(&words, *sort), now.sort == *sort, on_arrange.reform(move |()| next))
        })
        .collect();
    let turn = if now.direction == Direction::Descending { words.t("sort-ascending") } else { words.t("sort-descending") };
    sorts.push(MenuItem::new(turn, IconName::Sort, on_arrange.reform(move |()| now.turned())));
    let groups: Vec<MenuItem> = GROUPS
        .iter()
        .map(|group| {
            let next = now.grouped_by(*group);
            MenuItem::choice(group_name(&words, *group), now.group_by == *group, on_arrange.reform(move |()| next))
        })
        .collect();
    let hides = session.settings().hide_amounts;
    let cover = {
        let settings = wire::call::Settings { hide_amounts: !hides, ..session.settings().clone() };
        Callback::from(move |_: MouseEvent| command.run_quietly(SetSetting { settings: settings.clone() }, Callback::noop()))
    };
    let jump = on_jump.as_ref().map(|on_jump| {
        let on_jump = on_jump.clone();
        let onchange = Callback::from(move |event: Event| {
            if let Ok(day) = backend::change_value(&event).parse() {
                on_jump.emit(day);
            }
        });
        html! {
            <label class="jump">
                <span class="visually-hidden">{ words.t("jump-to-day") }</span>
                <input type="date" class="input input-small" title={words.t("jump-to-day")} max="2199-12-31" min="1900-01-01" {onchange} />
            </label>
        }
    });
    html! {
        <div class="toolbar">
            { for jump }
            <Menu label={words.t("sort-by")} icon={IconName::Sort} text={AttrValue::from(sort_name(&words, now.sort))} items={sorts} />
            <Menu label={words.t("group-by")} icon={IconName::List} text={AttrValue::from(group_name(&words, now.group_by))} items={groups} />
            <IconButton icon={if hides { IconName::EyeOff } else { IconName::Eye }} pressed={Some(hides)} label={words.t("hide-amounts")} onclick={cover} />
        </div>
    }
}
