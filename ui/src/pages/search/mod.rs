//! Search: a field that takes plain words and the typed language, chips for what was understood, totals of the result, and the
//! result itself.

mod chips;
mod filters;
mod saved;

use std::rc::Rc;

use domain::MealType;
use domain::query::{Clause, Query, Term};
use domain::read::{CurrencyTotal, TotalsBy};
use wire::call::{GetTotals, ParseQuery, ParsedQuery, QueryText};
use yew::prelude::*;

use crate::backend;
use crate::components::{AmountText, Button, ButtonKind, EmptyState, Icon, IconButton, IconName};
use crate::fold::fold;
use crate::format::use_format;
use crate::hooks::{use_query, use_rested};
use crate::pages::list::{ExpenseList, Listing, Selection};
use crate::pages::selection::{BulkBar, use_list_keys};
use crate::pages::timeline::{Arrangement, Toolbar};
use crate::route::{Navigate, Route, use_here};
use crate::words::{Words, use_words};

use chips::Chips;
use filters::FilterDialog;
use saved::SavedFilters;

/// How long typing rests before the query is read, in milliseconds.
const REST_MS: u32 = 90;

/// How many currencies of a result are written out; more are counted.
const TOTALS_SHOWN: usize = 4;

/// Search, at a query.
#[yew_autoprops::autoprops]
#[component]
pub fn SearchPage(query: &String) -> Html {
    let words = use_words();
    let here = use_here();
    let text = use_state_eq(|| query.clone());
    let told = use_mut_ref(|| query.clone());
    let filtering = use_state_eq(|| false);
    let arrangement = use_state_eq(Arrangement::default);
    let selection = use_state_eq(Selection::default);
    {
        // A query that came with the address (a figure's link, a saved filter) replaces what was typed; our own does not.
        let (text, told) = (text.clone(), told.clone());
        use_effect_with(query.clone(), move |query| {
            if *told.borrow() != *query {
                told.borrow_mut().clone_from(query);
                text.set(query.clone());
            }
        });
    }
    let rested = use_rested((*text).clone(), REST_MS);
    {
        let is_searching = matches!(here.route, Route::Search(_));
        use_effect_with(rested.clone(), move |rested| {
            if is_searching && *told.borrow() != *rested {
                told.borrow_mut().clone_from(rested);
                Navigate.replace(&Route::Search(rested.clone()));
            }
        });
    }
    use_effect_with((), |()| {
        if !backend::matches_media("(pointer: coarse)") {
            backend::focus_id("search-text");
        }
    });
    let parsed = use_query(ParseQuery { text: rested });
    let parsed: Option<Rc<ParsedQuery>> = parsed.ready().cloned();
    // While the text cannot be read, the result of the last one that could stays.
    let last = use_mut_ref(Query::default);
    if let Some(good) = parsed.as_ref().filter(|parsed| parsed.error.is_none()) {
        last.borrow_mut().clone_from(&good.query);
    }
    let query: Query = last.borrow().clone();
    let on_selection = {
        let selection = selection.clone();
        use_callback((), move |chosen: Selection, ()| selection.set(chosen))
    };
    use_list_keys((*selection).clone(), on_selection.clone());
    let set_text = {
        let text = text.clone();
        Callback::from(move |typed: String| text.set(typed))
    };
    let on_query = set_text.reform(|query: Query| query.to_text());
    let open_filters = {
        let filtering = filtering.clone();
        Callback::from(move |_: MouseEvent| filtering.set(true))
    };
    let close_filters = {
        let filtering = filtering.clone();
        Callback::from(move |()| filtering.set(false))
    };
    let on_arrange = {
        let arrangement = arrangement.clone();
        Callback::from(move |chosen: Arrangement| arrangement.set(chosen))
    };
    let open = match here.route {
        Route::Expense(id) | Route::Edit(id) => Some(id),
        _ => None,
    };
    let Arrangement { sort, direction, group_by } = *arrangement;
    let listing = Listing { query: QueryText::Parsed(query.clone()), sort, direction, group_by };
    let clear = set_text.reform(|_: MouseEvent| String::new());
    let empty = if query.is_empty() {
        // Nothing was asked for: the book itself is empty.
        html! { <EmptyState icon={IconName::Utensils} title={words.t("timeline-empty")} text={AttrValue::from(words.t("timeline-empty-text"))} /> }
    } else {
        html! {
            <EmptyState icon={IconName::Search} title={words.t("search-empty")} text={AttrValue::from(words.t("search-empty-text"))}>
                if let Some((meal, query)) = meant(&query, &words) {
                    <Button kind={ButtonKind::Primary} icon={IconName::of_meal(meal)} onclick={on_query.reform(move |_: MouseEvent| query.clone())}>
                        { words.with("pages-search-meant", &[("what", words.meal(meal).into())]) }
                    </Button>
                }
                <Button onclick={clear.clone()}>{ words.t("search-clear") }</Button>
            </EmptyState>
        }
    };
    let error = parsed.as_ref().and_then(|parsed| parsed.error.clone());
    html! {
        <div class="page page-list">
            <header class="page-head page-head-search">
                <h1 class="visually-hidden">{ words.t("nav-search") }</h1>
                <div class="search-bar">
                    <div class={classes!("search-field", error.is_some().then_some("field-wrong"))}>
                        <Icon name={IconName::Search} />
                        <input id="search-text" type="search" dir="auto" autocomplete="off" spellcheck="false" enterkeyhint="search"
                            aria-label={words.t("nav-search")} placeholder={words.t("search-placeholder")} value={(*text).clone()}
                            oninput={set_text.reform(|event: InputEvent| backend::input_value(&event))}
                            aria-invalid={error.is_some().then_some("true")} aria-describedby="search-reading" />
                        if !text.is_empty() { <IconButton icon={IconName::Close} label={words.t("search-clear")} onclick={clear} /> }
                    </div>
                    <Button icon={IconName::Filter} onclick={open_filters} kind={ButtonKind::Secondary} class="filter-button">{ words.t("filters") }</Button>
                </div>
                <div id="search-reading">
                    if let Some(error) = error {
                        <p class="field-error"><Icon name={IconName::Alert} />{ words.query_error(&error) }</p>
                    } else if let Some(parsed) = &parsed {
                        <Chips parsed={(**parsed).clone()} on_query={on_query.clone()} />
                    }
                </div>
                <SavedFilters text={(*text).clone()} on_text={set_text} />
            </header>
            <Result query={query.clone()}>
                <Toolbar arrangement={*arrangement} {on_arrange} />
            </Result>
            <ExpenseList {listing} label={words.t("search-result")} selection={(*selection).clone()} on_selection={on_selection.clone()}
                {empty} {open} />
            <BulkBar selection={(*selection).clone()} {on_selection} />
            if *filtering { <FilterDialog query={query} {on_query} on_close={close_filters} /> }
        </div>
    }
}

/// The search a person may have meant: the name of a meal is no word of its expenses, so `lunch` by itself may find nothing.
fn meant(query: &Query, words: &Words) -> Option<(MealType, Query)> {
    let named = |clause: &Clause| match &clause.term {
        Term::Text(text) if !clause.negated => {
            let text = fold(text);
            MealType::ALL.iter().copied().find(|meal| fold(&words.meal(*meal)) == text)
        }
        _ => None,
    };
    let (at, meal) = query.clauses.iter().enumerate().find_map(|(at, clause)| Some((at, named(clause)?)))?;
    let mut query = query.clone();
    query.clauses[at].term = Term::Meal(vec![meal]);
    Some((meal, query))
}

/// How much the result comes to: count, totals per currency, average per person.
#[yew_autoprops::autoprops]
#[component]
fn Result(query: &Query, children: &Html) -> Html {
    let words = use_words();
    let format = use_format();
    let report = use_query(GetTotals {
        query: QueryText::Parsed(query.clone()),
        by: TotalsBy::Currency,
        ids: Vec::new(),
    });
    let totals = report.ready().map(|report| report.totals.clone());
    let total = |total: &CurrencyTotal| {
        html! {
            <span class="result-total" key={total.currency.to_string()}>
                <AmountText minor={total.total_minor} currency={total.currency} />
                if let Some(share) = total.per_person_minor().filter(|_| total.party_people > 0) {
                    <span class="hint">{ words.with("per-person", &[("amount", format.money(share, total.currency).into())]) }</span>
                }
            </span>
        }
    };
    // Before the answer there is no number to show, least of all a zero.
    let figures = totals.as_ref().map(|totals| {
        let count: u64 = totals.iter().map(|total| total.count).sum();
        let rest = totals.get(1..TOTALS_SHOWN.min(totals.len())).unwrap_or_default();
        html! {
            <>
                <span class="result-line">
                    <span class="result-count">{ words.with("meals-count", &[("n", count.into())]) }</span>
                    { for totals.first().map(total) }
                </span>
                if !rest.is_empty() {
                    <span class="result-line result-rest">
                        { for rest.iter().map(total) }
                        if totals.len() > TOTALS_SHOWN {
                            <span>{ words.with("and-more", &[("n", (totals.len() - TOTALS_SHOWN).into())]) }</span>
                        }
                    </span>
                }
            </>
        }
    });
    html! {
        <div class="result-bar">
            <p class="result-figures" aria-live="polite">{ figures.unwrap_or_default() }</p>
            { children.clone() }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant_by(typed: &str, language: &str) -> Option<String> {
        let query = domain::query::parse(typed, "2026-11-20".parse().unwrap()).unwrap();
        meant(&query, &crate::words::tests::words(language)).map(|(_, query)| query.to_text())
    }

    #[test]
    fn the_name_of_a_meal_is_offered_as_one() {
        assert_eq!(meant_by("Lunch", "en").as_deref(), Some("meal:lunch"));
        assert_eq!(meant_by("frühstück", "de").as_deref(), Some("meal:breakfast"));
        assert_eq!(meant_by("dinner tag:acme", "en").as_deref(), Some("meal:dinner tag:acme"));
        for other in ["tacos", "-lunch", "\"lunch\"", "meal:lunch", ""] {
            assert_eq!(meant_by(other, "en"), None, "{other}");
        }
    }
}
