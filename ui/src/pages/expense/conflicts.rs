//! The open conflict cards of an expense, above its figures.

use domain::ExpenseId;
use wire::call::ListConflicts;
use yew::prelude::*;

use crate::hooks::use_query;
use crate::pages::conflicts::ConflictCardView;

/// The cards.
#[yew_autoprops::autoprops]
#[component]
pub fn Conflicts(id: &ExpenseId) -> Html {
    let cards = use_query(ListConflicts { expense: Some(*id), resolved: false });
    let Some(cards) = cards.ready() else { return Html::default() };
    html! { <>{ for cards.iter().map(|card| html! { <ConflictCardView key={card.id.to_string()} card={card.clone()} /> }) }</> }
}
