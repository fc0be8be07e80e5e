//! Expenses that may be the same meal recorded twice, found when a local history was attached. Nothing is deleted by itself.

use domain::read::ExpenseRow;
use wire::call::{DeleteExpenses, DismissDuplicate, DuplicatePair, ListDuplicates};
use yew::prelude::*;

use crate::components::{AmountText, Button, ButtonKind, EmptyState, FailedState, IconName, Skeleton, page};
use crate::format::use_format;
use crate::hooks::{Loaded, use_command, use_query};
use crate::route::{Link, Route};
use crate::words::use_words;

/// The pairs.
#[component]
pub fn DuplicatesPage() -> Html {
    let words = use_words();
    let format = use_format();
    let command = use_command();
    let pairs = use_query(ListDuplicates {});
    let side = |title: &str, row: &ExpenseRow| {
        let (command, id) = (command.clone(), row.id);
        let delete = Callback::from(move |_: MouseEvent| {
            command.run(DeleteExpenses { ids: vec![id] }, Callback::noop())
        });
        let name = row.place_name.clone().unwrap_or_else(|| words.t("no-place"));
        html! {
            <section class="side">
                <h3>{ words.t(title) }</h3>
                <p><Link to={Route::Expense(id)}><bdi>{ &name }</bdi></Link></p>
                <p><AmountText minor={row.total_minor} currency={row.currency} kind={row.kind} />{ " · " }{ format.date_short(row.occurred_on) }</p>
                if !row.note_start.is_empty() { <p class="hint"><bdi>{ &row.note_start }</bdi></p> }
                if row.photo_count > 0 { <p class="hint">{ words.with("duplicate-photos", &[("n", row.photo_count.into())]) }</p> }
                <Button kind={ButtonKind::Quiet} icon={IconName::Trash} onclick={delete}>{ words.t("duplicate-delete") }</Button>
            </section>
        }
    };
    let pair = |pair: &DuplicatePair| {
        let (command, first, second) = (command.clone(), pair.first.id, pair.second.id);
        let both = Callback::from(move |_: MouseEvent| {
            command.run(DismissDuplicate { first, second }, Callback::noop())
        });
        html! {
            <article class="card conflict" key={format!("{first}{second}")}>
                <div class="sides">{ side("duplicate-first", &pair.first) }{ side("duplicate-second", &pair.second) }</div>
                <div class="settings-actions"><Button onclick={both}>{ words.t("duplicate-both") }</Button></div>
            </article>
        }
    };
    let content = match &pairs.state {
        Loaded::Loading => html! { <Skeleton rows=4 /> },
        Loaded::Failed(fault) => {
            html! { <FailedState fault={fault.clone()} on_retry={pairs.retry.clone()} /> }
        }
        Loaded::Ready(pairs) if pairs.is_empty() => {
            html! { <EmptyState icon={IconName::Check} title={words.t("duplicates-empty")} /> }
        }
        Loaded::Ready(pairs) => html! {
            <>
                <p class="settings-text"><span>{ words.t("duplicates-text") }</span></p>
                { for pairs.iter().map(pair) }
            </>
        },
    };
    page(&words, words.t("duplicates-title"), Route::Settings, content)
}
