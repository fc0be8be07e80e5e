//! Several expenses at once: the keys that act on a list, and the bar that changes what is selected.

use domain::read::{CatalogueKind, TotalsBy};
use domain::{CategoryId, ExpenseId, MealType, OrderType, PaymentMethodId, PlaceId, TagId, TripId};
use wire::call::{
    BulkChange, BulkEdit, DeleteExpenses, GetTotals, QueryText, SaveCatalogueEntry, VoidExpenses,
};
use yew::prelude::*;

use crate::components::{
    Button, ButtonKind, Dialog, IconButton, IconName, Menu, MenuItem, PickOption, TotalsText,
};
use crate::hooks::{Command, use_command, use_query_when};
use crate::pages::list::{Selection, focused_row};
use crate::pages::pickers::CataloguePicker;
use crate::route::{Navigate, Route, use_here};
use crate::shell::shortcuts::{Shortcut, use_shortcuts};
use crate::words::use_words;

/// E and Delete on a list: on what is selected, else on the row that has the focus, else on the open expense.
#[hook]
pub fn use_list_keys(selection: Selection, on_selection: Callback<Selection>) {
    let here = use_here();
    let command = use_command();
    use_shortcuts(move |shortcut| {
        let open = match here.route {
            Route::Expense(id) => Some(id),
            _ => None,
        };
        let current = focused_row().or(open);
        match shortcut {
            Shortcut::Edit => current.is_some_and(|id| {
                Navigate.to(&Route::Edit(id));
                true
            }),
            Shortcut::Delete => {
                let ids: Vec<ExpenseId> = if selection.is_empty() {
                    current.into_iter().collect()
                } else {
                    selection.iter().copied().collect()
                };
                if ids.is_empty() {
                    return false;
                }
                let closes = open.is_some_and(|id| ids.contains(&id));
                delete(&command, ids, &on_selection);
                if closes {
                    Navigate.to(&here.beneath);
                }
                true
            }
            Shortcut::NewMeal
            | Shortcut::Search
            | Shortcut::Palette
            | Shortcut::Undo
            | Shortcut::Redo
            | Shortcut::Settings
            | Shortcut::Help
            | Shortcut::Next
            | Shortcut::Previous
            | Shortcut::Down
            | Shortcut::Up
            | Shortcut::Select
            | Shortcut::Close => false,
        }
    });
}

fn delete(command: &Command, ids: Vec<ExpenseId>, on_selection: &Callback<Selection>) {
    let on_selection = on_selection.clone();
    let done = Callback::from(move |reply: Result<_, _>| {
        if reply.is_ok() {
            on_selection.emit(Selection::default());
        }
    });
    command.run(DeleteExpenses { ids }, done);
}

/// What is being asked before the selection is changed.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Question {
    Row(CatalogueKind),
    Days,
}

/// The bar below a list while something is selected: how many, how much, and what to do with them.
#[yew_autoprops::autoprops]
#[component]
pub fn BulkBar(selection: &Selection, on_selection: &Callback<Selection>) -> Html {
    let words = use_words();
    let command = use_command();
    let question = use_state_eq(|| None::<Question>);
    let ids: Vec<ExpenseId> = selection.iter().copied().collect();
    let totals = use_query_when((!ids.is_empty()).then(|| GetTotals {
        query: QueryText::default(),
        by: TotalsBy::Currency,
        ids: ids.clone(),
    }));
    if ids.is_empty() {
        return Html::default();
    }
    let change = {
        let (command, ids, question) = (command.clone(), ids.clone(), question.clone());
        Callback::from(move |change: BulkChange| {
            question.set(None);
            command.run(BulkEdit { ids: ids.clone(), changes: vec![change] }, Callback::noop());
        })
    };
    let clear = on_selection.reform(|_: MouseEvent| Selection::default());
    let remove = {
        let (command, ids, on_selection) = (command.clone(), ids.clone(), on_selection.clone());
        Callback::from(move |_: MouseEvent| delete(&command, ids.clone(), &on_selection))
    };
    let ask = |asked: Question| {
        let question = question.clone();
        Callback::from(move |()| question.set(Some(asked)))
    };
    let meals: Vec<MenuItem> = MealType::ALL
        .iter()
        .map(|meal| {
            let meal = *meal;
            MenuItem::new(
                words.meal(meal),
                IconName::of_meal(meal),
                change.reform(move |()| BulkChange::Meal(Some(meal))),
            )
        })
        .collect();
    let mut more: Vec<MenuItem> = [CatalogueKind::Place, CatalogueKind::Trip, CatalogueKind::PaymentMethod]
        .into_iter()
        .map(|kind| {
            MenuItem::new(words.catalogue_one(kind), IconName::of_catalogue(kind), ask(Question::Row(kind)))
        })
        .collect();
    more.push(MenuItem::new(words.t("bulk-shift"), IconName::Calendar, ask(Question::Days)));
    more.push(MenuItem::new(
        words.t("bulk-business"),
        IconName::Suitcase,
        change.reform(|()| BulkChange::Business(true)),
    ));
    more.push(MenuItem::new(
        words.t("bulk-private"),
        IconName::Person,
        change.reform(|()| BulkChange::Business(false)),
    ));
    more.extend(OrderType::ALL.iter().map(|order| {
        let order = *order;
        MenuItem::new(
            words.order(order),
            IconName::Receipt,
            change.reform(move |()| BulkChange::Order(Some(order))),
        )
    }));
    let void = {
        let (command, ids) = (command, ids.clone());
        Callback::from(move |()| {
            command.run(VoidExpenses { ids: ids.clone(), reason: Some(String::new()) }, Callback::noop())
        })
    };
    more.push(MenuItem::danger(words.t("void-action"), IconName::Void, void));
    let totals = totals.ready().map(|report| report.totals.clone()).unwrap_or_default();
    let on_close = {
        let question = question.clone();
        Callback::from(move |()| question.set(None))
    };
    html! {
        <div class="bulk-bar" role="region" aria-label={words.t("bulk-title")}>
            <IconButton icon={IconName::Close} label={words.t("bulk-clear")} onclick={clear} />
            <p class="bulk-count" aria-live="polite">
                <strong>{ words.with("selected", &[("n", ids.len().into())]) }</strong>
                <TotalsText {totals} />
            </p>
            <div class="bulk-actions">
                <Button icon={IconName::Folder} onclick={ask(Question::Row(CatalogueKind::Category)).reform(|_: MouseEvent| ())}>{ words.t("category") }</Button>
                <Button icon={IconName::Tag} onclick={ask(Question::Row(CatalogueKind::Tag)).reform(|_: MouseEvent| ())}>{ words.t("tag") }</Button>
                <Menu label={words.t("meal")} icon={IconName::Utensils} items={meals} />
                <Menu label={words.t("more")} items={more} />
                <IconButton icon={IconName::Trash} label={words.t("delete")} onclick={remove} class="button-danger" />
            </div>
            if let Some(asked) = *question {
                <BulkQuestion {asked} on_change={change} {on_close} />
            }
        </div>
    }
}

#[yew_autoprops::autoprops]
#[component]
fn BulkQuestion(asked: &Question, on_change: &Callback<BulkChange>, on_close: &Callback<()>) -> Html {
    let words = use_words();
    let command = use_command();
    let days = use_state_eq(|| "1".to_owned());
    match *asked {
        Question::Row(kind) => {
            let picked = {
                let on_change = on_change.clone();
                Callback::from(move |option: PickOption| {
                    if let Some(change) = change_to(kind, option.id) {
                        on_change.emit(change);
                    }
                })
            };
            let on_create = (kind == CatalogueKind::Tag).then(|| {
                let on_change = on_change.clone();
                Callback::from(move |name: String| {
                    let on_change = on_change.clone();
                    let input = domain::read::CatalogueInput {
                        name,
                        details: domain::read::CatalogueDetails::blank(kind),
                    };
                    let saved = Callback::from(move |reply: Result<wire::call::CatalogueSaved, _>| {
                        if let Ok(saved) = reply {
                            on_change.emit(BulkChange::AddTag(TagId(saved.id)));
                        }
                    });
                    command.run_quietly(SaveCatalogueEntry { id: None, input }, saved);
                })
            });
            html! {
                <Dialog title={words.with("bulk-set", &[("what", words.catalogue_one(kind).into())])} on_close={on_close.clone()} class="dialog-small dialog-pick">
                    <CataloguePicker id="bulk-pick" {kind} label={words.catalogue_one(kind)} value="" on_pick={picked} {on_create} />
                </Dialog>
            }
        }
        Question::Days => {
            let on_input = {
                let days = days.clone();
                Callback::from(move |text| days.set(text))
            };
            let parsed = days.trim().parse::<i32>().ok().filter(|days| *days != 0 && days.abs() <= 36_500);
            let apply = {
                let on_change = on_change.clone();
                Callback::from(move |_: MouseEvent| {
                    if let Some(days) = parsed {
                        on_change.emit(BulkChange::ShiftDays(days));
                    }
                })
            };
            let actions = html! { <Button kind={ButtonKind::Primary} disabled={parsed.is_none()} onclick={apply}>{ words.t("apply") }</Button> };
            html! {
                <Dialog title={words.t("bulk-shift")} on_close={on_close.clone()} class="dialog-small" {actions}>
                    <crate::components::TextField id="bulk-days" label={words.t("bulk-days")} kind="number" value={(*days).clone()} {on_input}
                        hint={AttrValue::from(words.t("bulk-days-hint"))} />
                </Dialog>
            }
        }
    }
}

/// What choosing a row of a catalogue changes.
fn change_to(kind: CatalogueKind, id: uuid::Uuid) -> Option<BulkChange> {
    match kind {
        CatalogueKind::Place => Some(BulkChange::Place(Some(PlaceId(id)))),
        CatalogueKind::Category => Some(BulkChange::Category(Some(CategoryId(id)))),
        CatalogueKind::Tag => Some(BulkChange::AddTag(TagId(id))),
        CatalogueKind::PaymentMethod => Some(BulkChange::Payment(Some(PaymentMethodId(id)))),
        CatalogueKind::Trip => Some(BulkChange::Trip(Some(TripId(id)))),
        CatalogueKind::Merchant | CatalogueKind::Person => None,
    }
}
