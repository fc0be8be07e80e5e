//! The trash: what was deleted, to look at and to bring back. Nothing here counts in any total.

use std::rc::Rc;

use domain::ExpenseId;
use domain::query::{Direction, GroupBy, Is, Query, SortKey, Term};
use wire::call::{QueryText, RestoreExpenses};
use yew::prelude::*;

use crate::components::{Button, EmptyState, IconButton, IconName};
use crate::hooks::use_command;
use crate::pages::list::{ExpenseList, Listing, Selection};
use crate::route::{Route, use_here};
use crate::words::use_words;

/// The trash.
#[component]
pub fn TrashPage() -> Html {
    let words = use_words();
    let here = use_here();
    let command = use_command();
    let selection = use_state_eq(Selection::default);
    let on_selection = {
        let selection = selection.clone();
        use_callback((), move |chosen: Selection, ()| selection.set(chosen))
    };
    let open = match here.route {
        Route::Expense(id) => Some(id),
        _ => None,
    };
    let query = QueryText::Parsed(Query::of(Term::Is(Is::Deleted)));
    let listing =
        Listing { query, sort: SortKey::Date, direction: Direction::Descending, group_by: GroupBy::Month };
    let ids: Vec<ExpenseId> = selection.iter().copied().collect();
    let restore = {
        let (command, ids, on_selection) = (command, ids.clone(), on_selection.clone());
        Callback::from(move |_: MouseEvent| {
            let on_selection = on_selection.clone();
            let done = Callback::from(move |_| on_selection.emit(Rc::default()));
            command.run(RestoreExpenses { ids: ids.clone() }, done);
        })
    };
    let clear = on_selection.reform(|_: MouseEvent| Selection::default());
    let empty = html! {
        <EmptyState icon={IconName::Trash} title={words.t("trash-empty")} text={AttrValue::from(words.t("trash-empty-text"))} />
    };
    html! {
        <div class="page page-list">
            <header class="page-head"><h1 class="page-title">{ words.t("nav-trash") }</h1></header>
            <ExpenseList {listing} label={words.t("nav-trash")} selection={(*selection).clone()} {on_selection} {empty} {open}>
                <p class="hint page-hint">{ words.t("trash-hint") }</p>
            </ExpenseList>
            if !ids.is_empty() {
                <div class="bulk-bar" role="region" aria-label={words.t("bulk-title")}>
                    <IconButton icon={IconName::Close} label={words.t("bulk-clear")} onclick={clear} />
                    <p class="bulk-count"><strong>{ words.with("selected", &[("n", ids.len().into())]) }</strong></p>
                    <Button icon={IconName::Restore} onclick={restore}>{ words.t("restore") }</Button>
                </div>
            }
        </div>
    }
}
