//! One card: what stands, what was typed elsewhere, who did it when, and the three ways to close it.

use domain::CurrencyCode;
use wire::call::{ConflictCard, ConflictChoice, ConflictSide, ConflictValue, ResolveConflict};
use yew::prelude::*;

use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::format::{Format, use_format};
use crate::hooks::{use_command, use_session};
use crate::pages::expense::{called, column_name, value_text};
use crate::route::{Link, Route};
use crate::words::{Words, use_words};

/// The unit whose card asks whether the row is deleted.
const DELETED: &str = "deleted";

/// The card.
#[yew_autoprops::autoprops]
#[component]
pub fn ConflictCardView(card: &ConflictCard) -> Html {
    let words = use_words();
    let format = use_format();
    let home = use_session().settings().home_currency;
    let command = use_command();
    let id = card.id;
    let close = |choice: ConflictChoice| {
        let command = command.clone();
        Callback::from(move |_: MouseEvent| command.run(ResolveConflict { id, choice }, Callback::noop()))
    };
    let name = card.name.clone().unwrap_or_else(|| words.t("no-place"));
    let title_id = format!("conflict-{id}");
    let day = card.occurred_on.map(|day| format.date_short(day));
    let is_deletion = card.kept.is_deletion || card.other.is_deletion || card.unit == DELETED;
    let (keep, other) = choices(card, is_deletion);
    html! {
        <article class="card conflict" aria-labelledby={title_id.clone()}>
            <header class="conflict-head">
                <Icon name={if is_deletion { IconName::Trash } else { IconName::Split }} />
                <h2 id={title_id}>
                    if let Some(expense) = card.expense {
                        <Link to={Route::Expense(expense)} class="plain-link"><bdi>{ &name }</bdi></Link>
                    } else { <bdi>{ &name }</bdi> }
                    if let Some(day) = day { <span class="hint">{ " · " }{ day }</span> }
                </h2>
            </header>
            <p class="hint">{ reason(card, is_deletion, &words) }</p>
            <div class="sides">
                { side("conflict-stands", card, &card.kept, |value| &value.kept, home, &words, &format) }
                { side("conflict-other", card, &card.other, |value| &value.other, home, &words, &format) }
            </div>
            if card.resolved_at.is_none() {
                <div class="settings-actions">
                    <Button kind={ButtonKind::Primary} onclick={close(ConflictChoice::Keep)}>{ words.t(keep) }</Button>
                    <Button onclick={close(ConflictChoice::UseOther)}>{ words.t(other) }</Button>
                    // An edit made now has seen both values, so it closes the card by itself.
                    if let Some(expense) = card.expense.filter(|_| !is_deletion) {
                        <Link to={Route::Edit(expense)} class="button button-quiet"><Icon name={IconName::Edit} /><span class="button-label">{ words.t("edit") }</span></Link>
                    }
                </div>
            } else if let Some(resolution) = &card.resolution {
                <p class="hint">{ words.find(&format!("conflict-was-{resolution}"), &[]).unwrap_or_else(|| words.t("done")) }</p>
            }
        </article>
    }
}

/// What the two buttons say.
fn choices(card: &ConflictCard, is_deletion: bool) -> (&'static str, &'static str) {
    match (is_deletion, card.kept.is_deletion) {
        (true, true) => ("conflict-keep-deleted", "restore"),
        (true, false) => ("conflict-keep-row", "delete"),
        (false, _) if card.reason == "same_name" => ("conflict-keep-apart", "conflict-merge"),
        (false, _) => ("conflict-keep", "conflict-use-other"),
    }
}

fn reason(card: &ConflictCard, is_deletion: bool, words: &Words) -> String {
    if is_deletion {
        return words.t("conflict-reason-deleted");
    }
    let key = format!("conflict-reason-{}", card.reason.replace('_', "-"));
    words.find(&key, &[]).unwrap_or_else(|| words.t("conflict-reason-unseen"))
}

/// Whether a value says something beside the others: an amount is written with its currency.
fn is_read(value: &ConflictValue) -> bool {
    value.differs || !matches!(value.column.as_str(), "currency" | "tip_base" | "amount_is_estimate")
}

fn side(
    title: &'static str,
    card: &ConflictCard,
    side: &ConflictSide,
    of: fn(&ConflictValue) -> &Option<String>,
    home: CurrencyCode,
    words: &Words,
    format: &Format,
) -> Html {
    let currency = card.values.iter().find(|value| value.column == "currency");
    let currency = currency.and_then(|value| of(value).as_ref()?.parse().ok()).unwrap_or(home);
    let row = |value: &ConflictValue| {
        let text = value_text(&card.table, &value.column, of(value).as_deref(), currency, words, format);
        html! {
            <div class={classes!(value.differs.then_some("is-different"))} key={value.column.clone()}>
                <dt>{ column_name(&value.column, words) }</dt><dd><bdi>{ text }</bdi></dd>
            </div>
        }
    };
    html! {
        <section class="side">
            <h3>{ words.t(title) }</h3>
            if side.is_deletion { <p class="side-deleted">{ words.t("conflict-deleted") }</p> }
            <dl>{ for card.values.iter().filter(|value| is_read(value)).map(row) }</dl>
            <p class="hint"><bdi>{ called(side.by.as_ref(), words) }</bdi>{ " · " }
                <time datetime={side.at.to_rfc3339()} title={format.instant(side.at)}>{ format.relative(side.at) }</time></p>
        </section>
    }
}
