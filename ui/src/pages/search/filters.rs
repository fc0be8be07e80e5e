//! Filters by clicking. They read and write the same query as the typed language, so both can be mixed.

use chrono::{Datelike, Days, NaiveDate};
use domain::civil::{month_start, next_month_start};
use domain::query::{Clause, DecimalBound, DecimalRange, Has, Is, Name, Query, Term};
use domain::read::CatalogueKind;
use domain::{CurrencyCode, MealType, OrderType};
use yew::prelude::*;

use crate::components::{Button, ButtonKind, Chip, DateField, PickOption, Select, Sheet, TextField};
use crate::format::use_format;
use crate::hooks::use_session;
use crate::pages::drill::entry_term;
use crate::pages::pickers::CataloguePicker;
use crate::words::{Words, use_words};

/// What can be had.
const HAS: &[Has] = &[
    Has::Photo,
    Has::Receipt,
    Has::Note,
    Has::Tip,
    Has::Place,
    Has::Category,
    Has::Tag,
    Has::Person,
    Has::Lines,
];
/// What an expense can be.
const IS: &[Is] = &[Is::Business, Is::Free, Is::Estimate, Is::Void];
/// Catalogues one can filter by.
const KINDS: &[CatalogueKind] = &[
    CatalogueKind::Place,
    CatalogueKind::Category,
    CatalogueKind::Tag,
    CatalogueKind::Person,
    CatalogueKind::Trip,
    CatalogueKind::PaymentMethod,
];

/// The query with conditions of one sort replaced by another; text and everything else stays.
fn replaced(query: &Query, is_sort: impl Fn(&Term) -> bool, term: Option<Term>) -> Query {
    let mut clauses: Vec<Clause> =
        query.clauses.iter().filter(|clause| clause.negated || !is_sort(&clause.term)).cloned().collect();
    clauses.extend(term.map(|term| Clause { negated: false, term }));
    Query { clauses }
}

/// The list with a value added, or taken away when it is there.
fn toggled<T: Copy + PartialEq>(list: &[T], value: T) -> Vec<T> {
    let mut list = list.to_vec();
    match list.iter().position(|known| *known == value) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(value),
    }
    list
}

fn plain<'a, T>(query: &'a Query, find: impl Fn(&'a Term) -> Option<T>) -> Option<T> {
    query.clauses.iter().filter(|clause| !clause.negated).find_map(|clause| find(&clause.term))
}

/// A typed amount as a bound; `None` when it is not a number.
fn bound(text: &str, numbers: domain::amount::NumberFormat) -> Option<DecimalBound> {
    let mantissa = domain::amount::parse_decimal(text.trim(), 4, numbers).ok()?;
    Some(DecimalBound { mantissa, scale: 4, inclusive: true })
}

fn bound_text(bound: Option<DecimalBound>, numbers: domain::amount::NumberFormat) -> String {
    bound
        .map(|bound| domain::amount::format_minor_short(bound.mantissa, bound.scale, numbers))
        .unwrap_or_default()
}

/// Spans of days that are often asked for, ending on `today`.
fn spans(today: NaiveDate, words: &Words) -> Vec<(String, NaiveDate, NaiveDate)> {
    let month = month_start(today);
    let last_month = month_start(month.pred_opt().unwrap_or(month));
    let year = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(month);
    let after = |day: NaiveDate| day.succ_opt().unwrap_or(day);
    vec![
        (words.t("span-week"), today.checked_sub_days(Days::new(6)).unwrap_or(today), after(today)),
        (words.t("span-month"), month, next_month_start(month)),
        (words.t("span-last-month"), last_month, month),
        (words.t("span-year"), year, NaiveDate::from_ymd_opt(today.year() + 1, 1, 1).unwrap_or(today)),
    ]
}

/// What can be had, in words.
pub fn has_name(words: &Words, has: Has) -> String {
    match has {
        Has::Photo => words.t("has-photo"),
        Has::Receipt => words.t("has-receipt"),
        Has::Note => words.t("has-note"),
        Has::Tip => words.t("has-tip"),
        Has::Place => words.t("has-place"),
        Has::Category => words.t("has-category"),
        Has::Tag => words.t("has-tag"),
        Has::Person => words.t("has-person"),
        Has::Lines => words.t("has-lines"),
    }
}

/// What an expense can be, in words.
pub fn is_name(words: &Words, is: Is) -> String {
    match is {
        Is::Deleted => words.t("nav-trash"),
        Is::Void => words.t("void"),
        Is::Business => words.t("is-business"),
        Is::Free => words.t("is-free"),
        Is::Estimate => words.t("estimate"),
    }
}

/// The filters, as a dialog; every change is the query at once, so the result behind it follows.
#[yew_autoprops::autoprops]
#[component]
pub fn FilterDialog(query: &Query, on_query: &Callback<Query>, on_close: &Callback<()>) -> Html {
    // The dialog's own copy: the page's comes back only after the text was read, and two quick choices must both count.
    let chosen = use_state_eq(|| query.clone());
    let on_query = {
        let (chosen, on_query) = (chosen.clone(), on_query.clone());
        Callback::from(move |query: Query| {
            chosen.set(query.clone());
            on_query.emit(query);
        })
    };
    let (query, on_query) = (&*chosen, &on_query);
    let words = use_words();
    let format = use_format();
    let session = use_session();
    let amounts = use_state_eq(|| {
        let range = plain(query, |term| if let Term::Amount(range) = term { Some(*range) } else { None })
            .unwrap_or_default();
        (bound_text(range.from, format.numbers), bound_text(range.to, format.numbers))
    });
    let (from, to) =
        plain(query, |term| if let Term::Dates { from, to } = term { Some((*from, *to)) } else { None })
            .unwrap_or_default();
    let is_dates = |term: &Term| matches!(term, Term::Dates { .. });
    let set = |next: Query| {
        let on_query = on_query.clone();
        Callback::from(move |_: MouseEvent| on_query.emit(next.clone()))
    };
    let dates = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
        replaced(query, is_dates, (from.is_some() || to.is_some()).then_some(Term::Dates { from, to }))
    };
    let on_from = {
        let (query, on_query) = (query.clone(), on_query.clone());
        Callback::from(move |from: Option<NaiveDate>| {
            on_query.emit(replaced(
                &query,
                is_dates,
                (from.is_some() || to.is_some()).then_some(Term::Dates { from, to }),
            ));
        })
    };
    let on_to = {
        let (query, on_query) = (query.clone(), on_query.clone());
        Callback::from(move |last: Option<NaiveDate>| {
            let to = last.and_then(|day| day.succ_opt());
            on_query.emit(replaced(
                &query,
                is_dates,
                (from.is_some() || to.is_some()).then_some(Term::Dates { from, to }),
            ));
        })
    };
    let meals = plain(query, |term| if let Term::Meal(meals) = term { Some(meals.clone()) } else { None })
        .unwrap_or_default();
    let meal_chip = |meal: &MealType| {
        let list = toggled(&meals, *meal);
        let next = replaced(
            query,
            |term| matches!(term, Term::Meal(_)),
            (!list.is_empty()).then_some(Term::Meal(list)),
        );
        html! { <Chip key={meal.as_str()} selected={meals.contains(meal)} on_press={Some(set(next))}>{ words.meal(*meal) }</Chip> }
    };
    let orders =
        plain(query, |term| if let Term::Order(orders) = term { Some(orders.clone()) } else { None })
            .unwrap_or_default();
    let order_chip = |order: &OrderType| {
        let list = toggled(&orders, *order);
        let next = replaced(
            query,
            |term| matches!(term, Term::Order(_)),
            (!list.is_empty()).then_some(Term::Order(list)),
        );
        html! { <Chip key={order.as_str()} selected={orders.contains(order)} on_press={Some(set(next))}>{ words.order(*order) }</Chip> }
    };
    let holds = |term: &Term| query.clauses.iter().any(|clause| !clause.negated && clause.term == *term);
    let flag_chip = |(term, name): (Term, String)| {
        let on = holds(&term);
        let wanted = term.clone();
        let next = replaced(query, move |known| *known == wanted, (!on).then_some(term));
        html! { <Chip key={name.clone()} selected={on} on_press={Some(set(next))}>{ &name }</Chip> }
    };
    let on_amounts = {
        let (query, on_query, amounts, numbers) =
            (query.clone(), on_query.clone(), amounts.clone(), format.numbers);
        move |least: bool| {
            let (query, on_query, amounts) = (query.clone(), on_query.clone(), amounts.clone());
            Callback::from(move |text: String| {
                let (from, to) = if least { (text, amounts.1.clone()) } else { (amounts.0.clone(), text) };
                let range = DecimalRange { from: bound(&from, numbers), to: bound(&to, numbers) };
                let term = (range.from.is_some() || range.to.is_some()).then_some(Term::Amount(range));
                amounts.set((from, to));
                on_query.emit(replaced(&query, |term| matches!(term, Term::Amount(_)), term));
            })
        }
    };
    let currency =
        plain(query, |term| if let Term::Currency(codes) = term { codes.first().copied() } else { None });
    let mut currencies = vec![(AttrValue::Static(""), AttrValue::from(words.t("any")))];
    currencies.extend(
        session.start.currencies.iter().filter(|c| c.in_use).map(|c| {
            (AttrValue::from(c.code.to_string()), AttrValue::from(format!("{} · {}", c.code, c.name)))
        }),
    );
    let on_currency = {
        let (query, on_query) = (query.clone(), on_query.clone());
        Callback::from(move |code: String| {
            let term = code.parse::<CurrencyCode>().ok().map(|code| Term::Currency(vec![code]));
            on_query.emit(replaced(&query, |term| matches!(term, Term::Currency(_)), term));
        })
    };
    let picker = |kind: &CatalogueKind| {
        let on_pick = {
            let (query, on_query, kind) = (query.clone(), on_query.clone(), *kind);
            Callback::from(move |option: PickOption| {
                on_query.emit(query.clone().and(entry_term(kind, Name::Id(option.id))))
            })
        };
        html! { <CataloguePicker key={kind.table()} id={format!("filter-{}", kind.table())} kind={*kind} label={words.catalogue_one(*kind)} value="" {on_pick} /> }
    };
    let actions = html! {
        <>
            <Button onclick={set(Query::default())}>{ words.t("filters-clear") }</Button>
            <Button kind={ButtonKind::Primary} onclick={on_close.reform(|_: MouseEvent| ())}>{ words.t("filters-show") }</Button>
        </>
    };
    let flags = HAS
        .iter()
        .map(|has| (Term::Has(*has), has_name(&words, *has)))
        .chain(IS.iter().map(|is| (Term::Is(*is), is_name(&words, *is))));
    html! {
        <Sheet title={words.t("filters")} on_close={on_close.clone()} {actions}>
            <div class="filters">
                <fieldset><legend>{ words.t("filter-when") }</legend>
                    <div class="chips">{ for spans(session.today(), &words).into_iter().map(|(name, first, end)| {
                        let on = (from, to) == (Some(first), Some(end));
                        let next = if on { dates(None, None) } else { dates(Some(first), Some(end)) };
                        html! { <Chip key={name.clone()} selected={on} on_press={Some(set(next))}>{ &name }</Chip> }
                    }) }</div>
                    <div class="field-pair">
                        <DateField id="filter-from" label={words.t("filter-from")} value={from} on_change={on_from} />
                        <DateField id="filter-to" label={words.t("filter-to")} value={to.and_then(|day| day.pred_opt())} on_change={on_to} />
                    </div>
                </fieldset>
                <fieldset><legend>{ words.t("meal") }</legend><div class="chips">{ for MealType::ALL.iter().map(meal_chip) }</div></fieldset>
                <fieldset><legend>{ words.t("filter-amount") }</legend>
                    <div class="field-triple">
                        <TextField id="filter-least" label={words.t("filter-least")} value={amounts.0.clone()} on_input={on_amounts(true)} inputmode={AttrValue::Static("decimal")} />
                        <TextField id="filter-most" label={words.t("filter-most")} value={amounts.1.clone()} on_input={on_amounts(false)} inputmode={AttrValue::Static("decimal")} />
                        <Select id="filter-currency" label={words.t("currency")} options={currencies} value={AttrValue::from(currency.map(|code| code.to_string()).unwrap_or_default())} on_change={on_currency} />
                    </div>
                </fieldset>
                <fieldset><legend>{ words.t("filter-filed") }</legend><div class="filter-pickers">{ for KINDS.iter().map(picker) }</div></fieldset>
                <fieldset><legend>{ words.t("order") }</legend><div class="chips">{ for OrderType::ALL.iter().map(order_chip) }</div></fieldset>
                <fieldset><legend>{ words.t("filter-has") }</legend><div class="chips">{ for flags.map(flag_chip) }</div></fieldset>
            </div>
        </Sheet>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_replaces_its_own_sort_and_leaves_the_rest() {
        let query = Query::of(Term::Text("tacos".into())).and(Term::Meal(vec![MealType::Lunch]));
        let next =
            replaced(&query, |term| matches!(term, Term::Meal(_)), Some(Term::Meal(vec![MealType::Dinner])));
        assert_eq!(next.to_text(), "tacos meal:dinner");
        assert_eq!(replaced(&next, |term| matches!(term, Term::Meal(_)), None).to_text(), "tacos");
    }

    #[test]
    fn what_was_typed_as_not_stays_not() {
        let mut query = Query::default();
        query.clauses.push(Clause { negated: true, term: Term::Meal(vec![MealType::Lunch]) });
        assert_eq!(replaced(&query, |term| matches!(term, Term::Meal(_)), None), query);
    }

    #[test]
    fn values_come_and_go() {
        assert_eq!(toggled(&[1, 2], 2), [1]);
        assert_eq!(toggled(&[1], 2), [1, 2]);
    }

    #[test]
    fn bounds_are_exact_in_the_writing_of_the_locale() {
        let german = domain::amount::NumberFormat::for_locale("de-DE");
        let typed = bound("12,50", german).unwrap();
        assert_eq!((typed.mantissa, typed.scale), (125_000, 4));
        assert_eq!(bound("zwölf", german), None);
    }
}
