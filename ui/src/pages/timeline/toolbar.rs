//! Sort, group, jump to a day, and cover the amounts.

use chrono::{Months, NaiveDate};
use domain::query::{Direction, GroupBy, SortKey};
use wire::call::SetSetting;
use yew::prelude::*;

use super::Arrangement;
use crate::components::{Button, ButtonKind, Chip, DateField, Dialog, IconButton, IconName, Menu, MenuItem};
use crate::format::use_format;
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
pub fn Toolbar(
    arrangement: &Arrangement,
    on_arrange: &Callback<Arrangement>,
    #[prop_or_default] on_jump: &Option<Callback<NaiveDate>>,
) -> Html {
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
    let turn = if now.direction == Direction::Descending {
        words.t("sort-ascending")
    } else {
        words.t("sort-descending")
    };
    sorts.push(MenuItem::new(turn, IconName::Sort, on_arrange.reform(move |()| now.turned())));
    let groups: Vec<MenuItem> = GROUPS
        .iter()
        .map(|group| {
            let next = now.grouped_by(*group);
            MenuItem::choice(
                group_name(&words, *group),
                now.group_by == *group,
                on_arrange.reform(move |()| next),
            )
        })
        .collect();
    let hides = session.settings().hide_amounts;
    let cover = {
        let settings = wire::call::Settings { hide_amounts: !hides, ..session.settings().clone() };
        Callback::from(move |_: MouseEvent| {
            command.run_quietly(SetSetting { settings: settings.clone() }, Callback::noop())
        })
    };
    let jumping = use_state_eq(|| false);
    let ask = {
        let jumping = jumping.clone();
        Callback::from(move |_: MouseEvent| jumping.set(true))
    };
    let close = {
        let jumping = jumping.clone();
        Callback::from(move |()| jumping.set(false))
    };
    html! {
        <div class="toolbar">
            if let Some(on_jump) = on_jump {
                <IconButton icon={IconName::Calendar} label={words.t("jump-to-day")} onclick={ask} />
                if *jumping { <JumpDialog today={session.today()} on_jump={on_jump.clone()} on_close={close} /> }
            }
            <Menu label={words.t("sort-by")} icon={IconName::Sort} text={AttrValue::from(sort_name(&words, now.sort))} items={sorts} />
            <Menu label={words.t("group-by")} icon={IconName::List} text={AttrValue::from(group_name(&words, now.group_by))} items={groups} />
            <IconButton icon={if hides { IconName::EyeOff } else { IconName::Eye }} pressed={Some(hides)} label={words.t("hide-amounts")} onclick={cover} />
        </div>
    }
}

/// Which day the list is to begin with.
#[yew_autoprops::autoprops]
#[component]
fn JumpDialog(today: &NaiveDate, on_jump: &Callback<NaiveDate>, on_close: &Callback<()>) -> Html {
    let words = use_words();
    let format = use_format();
    let day = use_state_eq(|| Some(*today));
    let go = {
        let (on_jump, on_close) = (on_jump.clone(), on_close.clone());
        Callback::from(move |day: NaiveDate| {
            on_jump.emit(day);
            on_close.emit(());
        })
    };
    let on_change = {
        let day = day.clone();
        Callback::from(move |chosen| day.set(chosen))
    };
    let onsubmit = {
        let (day, go) = (*day, go.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(day) = day {
                go.emit(day);
            }
        })
    };
    let months = (1..=6)
        .filter_map(|back| today.checked_sub_months(Months::new(back)))
        .map(domain::civil::next_month_start);
    let months = months.filter_map(|next| next.pred_opt());
    let actions = html! { <Button kind={ButtonKind::Primary} submit=true form={AttrValue::Static("jump-form")} disabled={day.is_none()}>{ words.t("go") }</Button> };
    html! {
        <Dialog title={words.t("jump-to-day")} on_close={on_close.clone()} class="dialog-small" {actions}>
            <form class="jump" id="jump-form" {onsubmit}>
                <DateField id="jump-day" label={words.t("date")} value={*day} {on_change} />
                <div class="chips">{ for months.map(|end| {
                    let press = go.reform(move |_: MouseEvent| end);
                    html! { <Chip key={end.to_string()} on_press={Some(press)}>{ format.month(end) }</Chip> }
                }) }</div>
            </form>
        </Dialog>
    }
}
