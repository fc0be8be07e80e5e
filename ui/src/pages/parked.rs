//! Changes the service refused: what they were, why in words, and what can be done. Nothing of them is lost until it is discarded.

use uuid::Uuid;
use wire::call::{DiscardParked, ExportParked, ExportedText, ListParked, ParkedChange, RetryParked};
use yew::prelude::*;

use crate::backend;
use crate::components::{Button, ButtonKind, EmptyState, FailedState, Icon, IconName, Skeleton, page};
use crate::format::{Format, use_format};
use crate::hooks::{Confirm, Loaded, Send, use_confirm, use_query, use_send, use_session};
use crate::pages::expense::{column_name, value_text};
use crate::route::{Link, Route};
use crate::words::{Words, use_words};

/// The page of refused changes.
#[component]
pub fn ParkedPage() -> Html {
    let words = use_words();
    let format = use_format();
    let home = use_session().settings().home_currency;
    let send = use_send();
    let confirm = use_confirm();
    let parked = use_query(ListParked {});
    let content = match &parked.state {
        Loaded::Loading => html! { <Skeleton rows=4 /> },
        Loaded::Failed(fault) => {
            html! { <FailedState fault={fault.clone()} on_retry={parked.retry.clone()} /> }
        }
        Loaded::Ready(parked) if parked.is_empty() => html! {
            <EmptyState icon={IconName::Check} title={words.t("parked-empty")} text={AttrValue::from(words.t("parked-empty-text"))} />
        },
        Loaded::Ready(parked) => {
            let all: Vec<Uuid> = parked.iter().map(|change| change.id).collect();
            let card = |change: &ParkedChange| {
                let values = change.values.iter().map(|value| {
                    let currency = change.values.iter().find(|value| value.column == "currency");
                    let currency = currency.and_then(|value| value.value.as_ref()?.parse().ok()).unwrap_or(home);
                    let text = value_text(&change.table, &value.column, value.value.as_deref(), currency, &words, &format);
                    html! { <div key={value.column.clone()}><dt>{ column_name(&value.column, &words) }</dt><dd><bdi>{ text }</bdi></dd></div> }
                });
                drawn(change, html! { <dl>{ for values }</dl> }, &send, &confirm, &words, &format)
            };
            html! {
                <>
                    <p class="settings-text"><span>{ words.t("parked-text") }</span></p>
                    if let Some(fault) = send.fault() { <p class="field-error" role="alert"><Icon name={IconName::Alert} />{ words.fault(&fault) }</p> }
                    { for parked.iter().map(card) }
                    if parked.len() > 1 {
                        <div class="settings-actions">
                            <Button icon={IconName::Sync} onclick={retry(&send, all.clone())}>{ words.t("parked-retry-all") }</Button>
                            <Button icon={IconName::Download} onclick={export(&send, Vec::new())}>{ words.t("parked-export-all") }</Button>
                        </div>
                    }
                    { confirm.dialog() }
                </>
            }
        }
    };
    page(&words, words.t("parked-title"), Route::Settings, content)
}

fn retry(send: &Send, ids: Vec<Uuid>) -> Callback<MouseEvent> {
    let send = send.clone();
    Callback::from(move |_| send.send(RetryParked { ids: ids.clone() }, Callback::noop()))
}

fn export(send: &Send, ids: Vec<Uuid>) -> Callback<MouseEvent> {
    let send = send.clone();
    Callback::from(move |_| {
        let save = |file: ExportedText| backend::save_text(&file.file_name, &file.text);
        send.send(ExportParked { ids: ids.clone() }, Callback::from(save));
    })
}

fn drawn(
    change: &ParkedChange,
    values: Html,
    send: &Send,
    confirm: &Confirm,
    words: &Words,
    format: &Format,
) -> Html {
    let ids = vec![change.id];
    let discard = {
        let (send, confirm, words, ids) = (send.clone(), confirm.clone(), words.clone(), ids.clone());
        Callback::from(move |_: MouseEvent| {
            let (send, ids) = (send.clone(), ids.clone());
            let go =
                Callback::from(move |()| send.send(DiscardParked { ids: ids.clone() }, Callback::noop()));
            let say = |key: &str| words.t(key);
            confirm.ask(say("parked-discard"), say("parked-discard-text"), say("parked-discard"), go);
        })
    };
    let key = format!("parked-reason-{}", change.reason.replace('_', "-"));
    let why = words.find(&key, &[]).unwrap_or_else(|| words.t("parked-reason-other"));
    let name = change.name.clone().unwrap_or_else(|| words.t("no-place"));
    let title_id = format!("parked-{}", change.id);
    html! {
        <article class="card conflict" aria-labelledby={title_id.clone()} key={change.id.to_string()}>
            <header class="conflict-head">
                <Icon name={IconName::Alert} />
                <h2 id={title_id}><bdi>{ name }</bdi></h2>
                <time class="hint" datetime={change.at.to_rfc3339()} title={format.instant(change.at)}>{ format.relative(change.at) }</time>
            </header>
            <p>{ why }</p>
            <div class="side">{ values }</div>
            <div class="settings-actions">
                if let Some(expense) = change.expense {
                    <Link to={Route::Edit(expense)} class="button button-primary"><Icon name={IconName::Edit} /><span class="button-label">{ words.t("edit") }</span></Link>
                }
                <Button icon={IconName::Sync} onclick={retry(send, ids.clone())} disabled={send.is_busy()}>{ words.t("try-again") }</Button>
                <Button icon={IconName::Download} onclick={export(send, ids)} disabled={send.is_busy()}>{ words.t("parked-export") }</Button>
                <Button kind={ButtonKind::Quiet} icon={IconName::Trash} onclick={discard} disabled={send.is_busy()}>{ words.t("parked-discard") }</Button>
            </div>
        </article>
    }
}
