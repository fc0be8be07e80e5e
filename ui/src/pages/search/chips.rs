//! One chip a condition, to read what was understood and to take it away.

use domain::query::{Clause, Is, Query, Term};
use wire::call::ParsedQuery;
use yew::prelude::*;

use crate::components::{Chip, IconName};
use crate::format::{Format, use_format};
use crate::words::{Words, use_words};

/// The conditions of a query.
#[yew_autoprops::autoprops]
#[component]
pub fn Chips(parsed: &ParsedQuery, on_query: &Callback<Query>) -> Html {
    let words = use_words();
    let format = use_format();
    if parsed.query.is_empty() {
        return Html::default();
    }
    let chip = |(at, clause): (usize, &Clause)| {
        let typed = parsed.chips.get(at).cloned().unwrap_or_else(|| domain::query::clause_text(clause));
        let text = said(clause, &typed, &words, &format);
        let remove = {
            let (query, on_query) = (parsed.query.clone(), on_query.clone());
            Callback::from(move |_: MouseEvent| on_query.emit(without(&query, at)))
        };
        html! {
            <Chip key={at} icon={icon_of(&clause.term)} class={classes!(clause.negated.then_some("chip-negated"))} on_remove={Some(remove)}
                remove_label={words.with("remove-named", &[("name", text.as_str().into())])}><bdi>{ text }</bdi></Chip>
        }
    };
    html! { <div class="chips">{ for parsed.query.clauses.iter().enumerate().map(chip) }</div> }
}

/// A condition in words; names of rows are the core's.
fn said(clause: &Clause, typed: &str, words: &Words, format: &Format) -> String {
    let list = |names: Vec<String>| names.join(", ");
    let text = match &clause.term {
        Term::Meal(meals) => list(meals.iter().map(|meal| words.meal(*meal)).collect()),
        Term::Order(orders) => list(orders.iter().map(|order| words.order(*order)).collect()),
        Term::Kind(kinds) => list(kinds.iter().map(|kind| words.kind(*kind)).collect()),
        Term::Status(statuses) => list(statuses.iter().map(|status| words.status(*status)).collect()),
        Term::PaymentKind(kinds) => list(kinds.iter().map(|kind| words.payment_kind(*kind)).collect()),
        Term::Dates { from, to } => match (*from, to.and_then(|day| day.pred_opt())) {
            (Some(from), Some(last)) if from == last => format.date_short(from),
            (Some(from), Some(last)) => format!("{} – {}", format.date_short(from), format.date_short(last)),
            (Some(from), None) => words.with("span-from", &[("day", format.date_short(from).into())]),
            (None, Some(last)) => words.with("span-until", &[("day", format.date_short(last).into())]),
            (None, None) => typed.to_owned(),
        },
        Term::Has(has) => words.with("has-prefix", &[("what", super::filters::has_name(words, *has).into())]),
        Term::Is(Is::Deleted) => words.t("nav-trash"),
        Term::Is(is) => super::filters::is_name(words, *is),
        Term::Place(_)
        | Term::Category(_)
        | Term::Tag(_)
        | Term::Person(_)
        | Term::Trip(_)
        | Term::Payment(_)
        | Term::Merchant(_) => value_of(typed),
        Term::Text(_)
        | Term::Phrase(_)
        | Term::Currency(_)
        | Term::Amount(_)
        | Term::TipPercent(_)
        | Term::Party(_) => {
            return typed.to_owned();
        }
    };
    if clause.negated { words.with("not-prefix", &[("what", text.into())]) } else { text }
}

/// `place:"Casa Lola"` without field and quotes.
fn value_of(typed: &str) -> String {
    let value = typed.split_once(':').map_or(typed, |(_, value)| value);
    value.replace('"', "").replace(',', ", ")
}

/// The query without one condition.
fn without(query: &Query, at: usize) -> Query {
    let mut query = query.clone();
    if at < query.clauses.len() {
        query.clauses.remove(at);
    }
    query
}

fn icon_of(term: &Term) -> IconName {
    match term {
        Term::Text(_) | Term::Phrase(_) => IconName::Search,
        Term::Meal(_) => IconName::Utensils,
        Term::Order(_) | Term::Kind(_) | Term::Status(_) => IconName::Receipt,
        Term::Category(_) => IconName::Folder,
        Term::Tag(_) => IconName::Tag,
        Term::Place(_) => IconName::Store,
        Term::Merchant(_) => IconName::Building,
        Term::Person(_) | Term::Party(_) => IconName::People,
        Term::Trip(_) => IconName::Suitcase,
        Term::Payment(_) | Term::PaymentKind(_) | Term::Currency(_) | Term::Amount(_) => IconName::Card,
        Term::TipPercent(_) => IconName::Percent,
        Term::Dates { .. } => IconName::Calendar,
        Term::Has(_) => IconName::Image,
        Term::Is(_) => IconName::Check,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::MealType;

    #[test]
    fn names_stand_without_their_field() {
        assert_eq!(value_of("place:\"Casa Lola\""), "Casa Lola");
        assert_eq!(value_of("tag:acme,team"), "acme, team");
    }

    #[test]
    fn taking_a_chip_away_leaves_the_others() {
        let query = Query::of(Term::Meal(vec![MealType::Lunch])).and(Term::Text("tacos".into()));
        assert_eq!(without(&query, 0), Query::of(Term::Text("tacos".into())));
        assert_eq!(without(&query, 9), query);
    }
}
