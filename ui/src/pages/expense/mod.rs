//! One expense in full: photographs, figures, what it is tied to, its history, and everything that can be done with it.

mod conflicts;
mod elsewhere;
mod facts;
mod history;
mod photos;
mod values;

use domain::ExpenseId;
use domain::read::{CatalogueKind, ExpenseDetail};
use wire::call::{
    Changed, DeleteExpenses, FormSource, GetExpense, RestoreExpenses, SaveTemplate, VoidExpenses,
};
use yew::prelude::*;

use crate::components::{
    AmountText, Button, ButtonKind, Dialog, FailedState, Icon, IconButton, IconName, Menu, MenuItem,
    Skeleton, TextField,
};
use crate::format::use_format;
use crate::hooks::{Layout, Loaded, use_command, use_layout, use_query, use_session};
use crate::pages::list::meal_class;
use crate::route::{Link, Navigate, Route};
use crate::shell::shortcuts::{Shortcut, use_shortcuts};
use crate::words::use_words;

use conflicts::Conflicts;
use facts::{facts, lines, links};
use history::History;
use photos::PhotoGallery;

pub use elsewhere::called;
pub use values::{column_name, value_text};

/// The expense in the panel.
#[yew_autoprops::autoprops]
#[component]
pub fn ExpensePage(id: &ExpenseId, on_close: &Callback<()>) -> Html {
    let words = use_words();
    let layout = use_layout();
    let detail = use_query(GetExpense { id: *id });
    let close = on_close.reform(|_: MouseEvent| ());
    let icon = if layout == Layout::Phone { IconName::ArrowStart } else { IconName::Close };
    let content = match &detail.state {
        // While another expense is fetched, the one shown before stays.
        Loaded::Ready(detail) => {
            html! { <Detail detail={(**detail).clone()} close={close} {icon} on_close={on_close.clone()} /> }
        }
        Loaded::Failed(fault) => html! {
            <>
                <header class="panel-head"><IconButton {icon} label={words.t("close")} onclick={close} /></header>
                <FailedState fault={fault.clone()} on_retry={detail.retry.clone()} />
            </>
        },
        Loaded::Loading => html! { <div class="panel-body"><Skeleton rows=5 /></div> },
    };
    html! { <article class="expense">{ content }</article> }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Asked {
    Template,
    Void,
}

#[yew_autoprops::autoprops]
#[component]
fn Detail(
    detail: &ExpenseDetail,
    close: &Callback<MouseEvent>,
    icon: &IconName,
    on_close: &Callback<()>,
) -> Html {
    let words = use_words();
    let format = use_format();
    let command = use_command();
    let device_zone = use_session().start.tz.clone();
    let asked = use_state_eq(|| None::<Asked>);
    let id = detail.id;
    let input = &detail.input;
    let name = input.place.as_ref().map(|place| place.name.clone());
    let merchant = input.merchant.as_ref().map(|merchant| merchant.name.clone());
    let name = name
        .or(merchant)
        .unwrap_or_else(|| input.meal_type.map_or_else(|| words.kind(input.kind), |meal| words.meal(meal)));
    let remove = {
        let (command, on_close) = (command.clone(), on_close.clone());
        Callback::from(move |()| {
            let on_close = on_close.clone();
            let done = Callback::from(move |reply: Result<Changed, _>| {
                if reply.is_ok() {
                    on_close.emit(());
                }
            });
            command.run(DeleteExpenses { ids: vec![id] }, done);
        })
    };
    let restore = {
        let command = command.clone();
        Callback::from(move |_: MouseEvent| command.run(RestoreExpenses { ids: vec![id] }, Callback::noop()))
    };
    let is_void = detail.voided_at.is_some();
    let void = {
        let (command, asked) = (command.clone(), asked.clone());
        Callback::from(move |()| {
            if is_void {
                command.run(VoidExpenses { ids: vec![id], reason: None }, Callback::noop());
            } else {
                asked.set(Some(Asked::Void));
            }
        })
    };
    {
        let remove = remove.clone();
        let is_deleted = detail.deleted_at.is_some();
        use_shortcuts(move |shortcut| match shortcut {
            Shortcut::Edit if !is_deleted => {
                Navigate.to(&Route::Edit(id));
                true
            }
            // The list takes the key when it knows the expense; this is for the rest.
            Shortcut::Delete if !is_deleted => {
                remove.emit(());
                true
            }
            _ => false,
        });
    }
    let mut items = vec![
        MenuItem::new(
            words.t("duplicate"),
            IconName::Copy,
            Navigate.callback(Route::Add(FormSource::Duplicate(id))),
        ),
        MenuItem::new(
            words.t("refund-action"),
            IconName::Refund,
            Navigate.callback(Route::Add(FormSource::RefundOf(id))),
        ),
    ];
    if let Some(place) = input.place.as_ref().and_then(|place| place.id) {
        items.push(MenuItem::new(
            words.t("again-here"),
            IconName::Plus,
            Navigate.callback(Route::Add(FormSource::LastAt(place))),
        ));
    }
    let ask_template = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(Some(Asked::Template)))
    };
    items.push(MenuItem::new(words.t("template-save"), IconName::Note, ask_template));
    items.push(MenuItem::new(
        if is_void { words.t("void-undo") } else { words.t("void-action") },
        IconName::Void,
        void,
    ));
    items.push(MenuItem::danger(words.t("delete"), IconName::Trash, remove));
    let on_answered = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    let meal = input.meal_type.map_or("mark-none", meal_class);
    html! {
        <>
            <header class="panel-head">
                <IconButton icon={*icon} label={words.t("close")} onclick={close.clone()} />
                <span class="panel-title"></span>
                if detail.deleted_at.is_none() {
                    <Link to={Route::Edit(id)} class="button button-secondary"><Icon name={IconName::Edit} /><span class="button-label">{ words.t("edit") }</span><kbd>{ "E" }</kbd></Link>
                    <Menu label={words.t("more")} {items} />
                }
            </header>
            <div class="panel-body">
                if detail.deleted_at.is_some() {
                    <div class="notice notice-action"><Icon name={IconName::Trash} /><span>{ words.t("is-deleted") }</span>
                        <Button icon={IconName::Restore} onclick={restore}>{ words.t("restore") }</Button>
                    </div>
                }
                if is_void {
                    <div class="notice"><Icon name={IconName::Void} /><span>{ words.with("is-void", &[("reason", detail.void_reason.clone().unwrap_or_default().into())]) }</span></div>
                }
                <div class="expense-hero">
                    <span class={classes!("mark", "mark-large", meal)}><Icon name={input.meal_type.map_or(IconName::Receipt, IconName::of_meal)} /></span>
                    <div class="expense-hero-text">
                        <h1 class="expense-name"><bdi>{ place_link(detail, &name) }</bdi></h1>
                        <p class="expense-when">{ format.date_long(input.occurred_on) }{ for input.occurred_time.map(|time| format!(" · {}", format.time(time))) }</p>
                    </div>
                    <AmountText class={classes!("expense-amount", is_void.then_some("amount-void"))} minor={input.total_minor} currency={input.currency} kind={input.kind} is_estimate={input.amount_is_estimate} />
                </div>
                <Conflicts {id} />
                <PhotoGallery expense={id} photos={detail.attachments.clone()} />
                { facts(detail, &words, &format, &device_zone) }
                { lines(detail, &words, &format) }
                { links(detail, &words, &format) }
                <History {id} currency={input.currency} />
            </div>
            if let Some(asked) = *asked { <Question {id} detail={detail.clone()} {asked} {name} on_close={on_answered} /> }
        </>
    }
}

fn place_link(detail: &ExpenseDetail, name: &str) -> Html {
    let input = &detail.input;
    let entry = match (&input.place, &input.merchant) {
        (Some(place), _) => place.id.map(|id| (CatalogueKind::Place, id.0)),
        (None, Some(merchant)) => merchant.id.map(|id| (CatalogueKind::Merchant, id.0)),
        (None, None) => None,
    };
    match entry {
        Some((kind, id)) => {
            html! { <Link to={Route::CatalogueEntry(kind, id)} class="plain-link">{ name }</Link> }
        }
        None => html! { name },
    }
}

/// The name of a template, or the reason of a void.
#[yew_autoprops::autoprops]
#[component]
fn Question(
    id: &ExpenseId,
    detail: &ExpenseDetail,
    asked: &Asked,
    name: &String,
    on_close: &Callback<()>,
) -> Html {
    let words = use_words();
    let command = use_command();
    let text = use_state_eq(|| if *asked == Asked::Template { name.clone() } else { String::new() });
    let (title, label, action) = match asked {
        Asked::Template => (words.t("template-save"), words.t("template-name"), words.t("save")),
        Asked::Void => (words.t("void-action"), words.t("void-reason"), words.t("void-action")),
    };
    let confirm = {
        let (text, on_close, asked, id, input) =
            (text.clone(), on_close.clone(), *asked, *id, detail.input.clone());
        Callback::from(move |()| {
            let typed = text.trim().to_owned();
            match asked {
                Asked::Template if typed.is_empty() => return,
                Asked::Template => {
                    let request = SaveTemplate { id: None, name: typed, input: input.clone(), pinned: false };
                    command.run(request, Callback::noop());
                }
                Asked::Void => {
                    command.run(VoidExpenses { ids: vec![id], reason: Some(typed) }, Callback::noop())
                }
            }
            on_close.emit(());
        })
    };
    let on_input = {
        let text = text.clone();
        Callback::from(move |typed| text.set(typed))
    };
    let onsubmit = {
        let confirm = confirm.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            confirm.emit(());
        })
    };
    let actions = html! { <Button kind={ButtonKind::Primary} onclick={confirm.reform(|_: MouseEvent| ())}>{ action }</Button> };
    html! {
        <Dialog {title} on_close={on_close.clone()} class="dialog-small" {actions}>
            <form {onsubmit}><TextField id="question-text" {label} value={(*text).clone()} {on_input} /></form>
        </Dialog>
    }
}
