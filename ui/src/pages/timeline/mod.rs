//! The timeline: every meal, newest first, by day.

mod toolbar;

use chrono::NaiveDate;
use domain::query::{Direction, GroupBy, SortKey};
use wire::call::{FormSource, ListDrafts, QueryText};
use yew::prelude::*;

use crate::components::{Button, ButtonKind, EmptyState, Icon, IconName};
use crate::format::use_format;
use crate::handover::use_handover;
use crate::hooks::{Layout, use_layout, use_query};
use crate::pages::list::{ExpenseList, Listing, Selection};
use crate::pages::selection::{BulkBar, use_list_keys};
use crate::route::{Link, Navigate, Route, use_here};
use crate::words::use_words;

pub use toolbar::Toolbar;

/// How many unfinished forms are offered above the list.
const DRAFTS_SHOWN: usize = 2;

/// How the timeline is arranged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arrangement {
    /// Sort key.
    pub sort: SortKey,
    /// Sort direction.
    pub direction: Direction,
    /// Grouping.
    pub group_by: GroupBy,
}

impl Default for Arrangement {
    fn default() -> Self {
        Self { sort: SortKey::Date, direction: Direction::Descending, group_by: GroupBy::Day }
    }
}

impl Arrangement {
    /// The arrangement after choosing a sort key: a grouping that would be torn apart by it is given up.
    pub fn sorted_by(self, sort: SortKey) -> Self {
        let direction = match sort {
            SortKey::Date | SortKey::Amount | SortKey::Created => Direction::Descending,
            SortKey::Place | SortKey::Category | SortKey::Meal => Direction::Ascending,
        };
        let group_by = match sort {
            SortKey::Date => GroupBy::Day,
            SortKey::Place => GroupBy::Place,
            SortKey::Amount | SortKey::Category | SortKey::Meal | SortKey::Created => GroupBy::None,
        };
        Self { sort, direction, group_by }
    }

    /// The arrangement after choosing a grouping: the list is sorted so that groups stand together.
    pub fn grouped_by(self, group_by: GroupBy) -> Self {
        match group_by {
            GroupBy::None => Self { group_by, ..self },
            GroupBy::Day | GroupBy::Month | GroupBy::Trip if self.sort == SortKey::Date => {
                Self { group_by, ..self }
            }
            GroupBy::Day | GroupBy::Month | GroupBy::Trip => Self { group_by, ..Self::default() },
            GroupBy::Place => Self { group_by, ..self.sorted_by(SortKey::Place) },
        }
    }

    /// With the other direction.
    pub fn turned(self) -> Self {
        let direction = match self.direction {
            Direction::Descending => Direction::Ascending,
            Direction::Ascending => Direction::Descending,
        };
        Self { direction, ..self }
    }
}

/// The timeline.
#[component]
pub fn TimelinePage() -> Html {
    let words = use_words();
    let layout = use_layout();
    let here = use_here();
    let arrangement = use_state_eq(Arrangement::default);
    let jump = use_state_eq(|| None::<(NaiveDate, u32)>);
    let selection = use_state_eq(Selection::default);
    let open = match here.route {
        Route::Expense(id) | Route::Edit(id) => Some(id),
        _ => None,
    };
    let on_selection = {
        let selection = selection.clone();
        use_callback((), move |chosen: Selection, ()| selection.set(chosen))
    };
    use_list_keys((*selection).clone(), on_selection.clone());
    let on_arrange = {
        let (arrangement, jump) = (arrangement.clone(), jump.clone());
        Callback::from(move |chosen: Arrangement| {
            jump.set(None);
            arrangement.set(chosen);
        })
    };
    let on_jump = {
        let (arrangement, jump) = (arrangement.clone(), jump.clone());
        Callback::from(move |day: NaiveDate| {
            if arrangement.sort != SortKey::Date {
                arrangement.set(Arrangement::default());
            }
            jump.set(Some((day, jump.map_or(0, |(_, count)| count + 1))));
        })
    };
    let Arrangement { sort, direction, group_by } = *arrangement;
    let listing = Listing { query: QueryText::default(), sort, direction, group_by };
    let empty = html! {
        <EmptyState icon={IconName::Utensils} title={words.t("timeline-empty")} text={AttrValue::from(words.t("timeline-empty-text"))}>
            <Button kind={ButtonKind::Primary} icon={IconName::Plus} onclick={Navigate.callback(Route::add())}>{ words.t("add-meal") }</Button>
            <Button icon={IconName::Import} onclick={Navigate.callback(Route::Import)}>{ words.t("nav-import") }</Button>
        </EmptyState>
    };
    html! {
        <div class="page page-list">
            <header class="page-head">
                <h1 class={classes!("page-title", (layout == Layout::Phone).then_some("visually-hidden"))}>{ words.t("nav-timeline") }</h1>
                <Toolbar arrangement={*arrangement} {on_arrange} {on_jump} />
            </header>
            <ExpenseList {listing} label={words.t("nav-timeline")} selection={(*selection).clone()} on_selection={on_selection.clone()}
                {empty} {open} jump={*jump}>
                if layout == Layout::Desktop { <QuickLine /> }
                <DraftsNote />
            </ExpenseList>
            <BulkBar selection={(*selection).clone()} {on_selection} />
        </div>
    }
}

/// A sentence typed above the list; Enter opens the form with it.
#[component]
pub fn QuickLine() -> Html {
    let words = use_words();
    let handover = use_handover();
    let text = use_state_eq(String::new);
    let onsubmit = {
        let text = text.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !text.trim().is_empty() {
                handover.give_sentence(text.trim().to_owned());
            }
            text.set(String::new());
            Navigate.to(&Route::add());
        })
    };
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| text.set(crate::backend::input_value(&event)))
    };
    html! {
        <form class="quick-line" {onsubmit}>
            <Icon name={IconName::Sparkle} />
            <label class="visually-hidden" for="quick-line">{ words.t("sentence-label") }</label>
            <input id="quick-line" type="text" autocomplete="off" dir="auto" placeholder={words.t("sentence-placeholder")}
                value={(*text).clone()} {oninput} enterkeyhint="go" />
            <Button kind={ButtonKind::Quiet} submit=true>{ words.t("add") }</Button>
        </form>
    }
}

/// Forms that were not finished, each a link back into it.
#[component]
fn DraftsNote() -> Html {
    let words = use_words();
    let format = use_format();
    let here = use_here();
    let drafts = use_query(ListDrafts {});
    let shown = |id| match &here.route {
        Route::Add(FormSource::Draft(open)) | Route::Edit(open) => *open != id,
        _ => true,
    };
    let drafts: Vec<_> = drafts.ready().map(|drafts| (**drafts).clone()).unwrap_or_default();
    let drafts: Vec<_> = drafts.into_iter().filter(|draft| shown(draft.id)).take(DRAFTS_SHOWN).collect();
    if drafts.is_empty() || matches!(here.route, Route::Add(_)) {
        return Html::default();
    }
    html! {
        <section class="drafts" aria-label={words.t("drafts")}>
            { for drafts.iter().map(|draft| {
                let name = draft.input.place.as_ref().map_or_else(|| words.t("draft-unnamed"), |place| place.name.clone());
                let route = if draft.is_edit { Route::Edit(draft.id) } else { Route::Add(FormSource::Draft(draft.id)) };
                html! {
                    <Link key={draft.id.to_string()} to={route} class="draft">
                        <Icon name={IconName::Edit} />
                        <span class="draft-name">{ words.with("draft-named", &[("name", name.into())]) }</span>
                        if draft.input.total_minor > 0 { <span class="amount">{ format.money(draft.input.total_minor, draft.input.currency) }</span> }
                        <span class="hint">{ format.relative(draft.updated_at) }</span>
                    </Link>
                }
            }) }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_never_torn_apart_by_the_order() {
        let by_amount = Arrangement::default().sorted_by(SortKey::Amount);
        assert_eq!(by_amount.group_by, GroupBy::None);
        let by_month = by_amount.grouped_by(GroupBy::Month);
        assert_eq!((by_month.sort, by_month.group_by), (SortKey::Date, GroupBy::Month));
        let by_place = by_month.grouped_by(GroupBy::Place);
        assert_eq!((by_place.sort, by_place.direction), (SortKey::Place, Direction::Ascending));
    }

    #[test]
    fn turning_twice_changes_nothing() {
        assert_eq!(Arrangement::default().turned().turned(), Arrangement::default());
    }
}
