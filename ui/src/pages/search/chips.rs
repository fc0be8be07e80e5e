//! One chip a condition, to read what was understood and to take it away.

use domain::query::{Clause, Query, Term};
use wire::call::ParsedQuery;
use yew::prelude::*;

use crate::components::{Chip, IconName};
use crate::words::use_words;

/// The conditions of a query.
#[yew_autoprops::autoprops]
#[component]
pub fn Chips(parsed: &ParsedQuery, on_query: &Callback<Query>) -> Html {
    let words = use_words();
    if parsed.query.is_empty() {
        return Html::default();
    }
    let chip = |(at, clause): (usize, &Clause)| {
        let text = parsed.chips.get(at).cloned().unwrap_or_else(|| domain::query::clause_text(clause));
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
    fn taking_a_chip_away_leaves_the_others() {
        let query = Query::of(Term::Meal(vec![MealType::Lunch])).and(Term::Text("tacos".into()));
        assert_eq!(without(&query, 0), Query::of(Term::Text("tacos".into())));
        assert_eq!(without(&query, 9), query);
    }
}
