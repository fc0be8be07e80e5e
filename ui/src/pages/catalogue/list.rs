//! The rows of a catalogue: name, what tells two of one name apart, uses, spending and the last day. Categories stand as a tree and
//! can be moved with Alt and the arrow keys.

use crate::fold::fold;
use domain::read::{CatalogueDetails, CatalogueEntry, CatalogueKind};
use uuid::Uuid;
use wire::call::ArrangeCategories;
use yew::prelude::*;

use super::icons::CategoryIcon;
use super::tree::{Branch, Move, branches, plan_move, with_below};
use crate::backend;
use crate::components::{AmountText, Button, Icon, IconButton, IconName, Tint, TotalsText};
use crate::format::{Format, use_format};
use crate::hooks::use_command;
use crate::route::Route;
use crate::words::{Words, use_words};

/// How many rows are drawn at first; the rest come on demand.
const ROWS_SHOWN: usize = 300;

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By name.
    Name,
    /// Most used first.
    Uses,
    /// Last used first.
    Recent,
}

impl Order {
    const ALL: [Self; 3] = [Self::Name, Self::Uses, Self::Recent];

    /// The order a catalogue opens in.
    pub fn of_kind(kind: CatalogueKind) -> Self {
        match kind {
            CatalogueKind::Place | CatalogueKind::Merchant | CatalogueKind::Person => Self::Uses,
            CatalogueKind::Category | CatalogueKind::Tag | CatalogueKind::PaymentMethod => Self::Name,
            CatalogueKind::Trip => Self::Recent,
        }
    }

    /// Its name in controls.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Uses => "uses",
            Self::Recent => "recent",
        }
    }

    /// The order of a name; by name for any other text.
    pub fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.name() == name).unwrap_or(Self::Name)
    }

    /// Values and texts for a select.
    pub fn choices(words: &Words) -> Vec<(AttrValue, AttrValue)> {
        let text = |order: Self| words.t(&format!("catalogue-order-{}", order.name()));
        Self::ALL.map(|order| (order.name().into(), text(order).into())).to_vec()
    }

    fn sort(self, entries: &mut [CatalogueEntry]) {
        entries.sort_by_cached_key(|entry| (fold(&entry.input.name), entry.id));
        match self {
            Self::Name => {}
            Self::Uses => entries.sort_by_key(|entry| std::cmp::Reverse(entry.uses)),
            Self::Recent => entries.sort_by_key(|entry| std::cmp::Reverse(entry.last_used_on)),
        }
    }
}

/// Properties of `EntryList`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which catalogue.
    pub kind: CatalogueKind,
    /// Its rows.
    pub entries: Vec<CatalogueEntry>,
    /// Their order.
    pub order: Order,
    /// The chosen row.
    pub chosen: Option<Uuid>,
    /// Whether categories may be moved: not while the list is narrowed, when neighbours are not neighbours.
    pub can_move: bool,
}

/// The rows.
#[component]
pub fn EntryList(props: &Props) -> Html {
    let words = use_words();
    let format = use_format();
    let shown = use_state_eq(|| ROWS_SHOWN);
    let moving = use_mut_ref(|| None::<Uuid>);
    let on_move = use_mover(&props.entries, &moving);
    {
        // A moved row is a new place in the page: the focus is brought after it.
        let moving = moving.clone();
        use_effect_with(props.entries.clone(), move |_| {
            if let Some(id) = moving.borrow_mut().take() {
                backend::focus_id(&row_id(id));
            }
        });
    }
    let is_tree = props.kind == CatalogueKind::Category;
    let rows: Vec<Html> = if is_tree {
        let movable = props.can_move;
        branches(&props.entries)
            .iter()
            .map(|branch| tree_row(props, branch, movable, &on_move, &words, &format))
            .collect()
    } else {
        let mut entries = props.entries.clone();
        props.order.sort(&mut entries);
        entries
            .iter()
            .take(*shown)
            .map(|entry| row(props, entry, &words, &format, Place::default()))
            .collect()
    };
    let rest = if is_tree { 0 } else { props.entries.len().saturating_sub(*shown) };
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + ROWS_SHOWN))
    };
    html! {
        <>
            <ul class={classes!("entry-list", is_tree.then_some("is-tree"))}>{ for rows }</ul>
            if rest > 0 {
                <Button onclick={more}>{ words.with("pages-and-more", &[("n", (rest as u64).into())]) }</Button>
            }
        </>
    }
}

/// Moves a category and remembers which, for the focus.
#[hook]
fn use_mover(
    entries: &[CatalogueEntry],
    moving: &std::rc::Rc<std::cell::RefCell<Option<Uuid>>>,
) -> Callback<(Uuid, Move)> {
    let command = use_command();
    let (entries, moving) = (entries.to_vec(), moving.clone());
    Callback::from(move |(id, way): (Uuid, Move)| {
        let positions = plan_move(&entries, id, way);
        command.run(ArrangeCategories { positions }, Callback::noop());
        *moving.borrow_mut() = Some(id);
    })
}

fn row_id(id: Uuid) -> String {
    format!("entry-{id}")
}

fn tree_row(
    props: &Props,
    branch: &Branch<'_>,
    movable: bool,
    on_move: &Callback<(Uuid, Move)>,
    words: &Words,
    format: &Format,
) -> Html {
    let id = branch.entry.id;
    let name = &branch.entry.input.name;
    let button = |way: Move, icon: IconName, key: &str, possible: bool| {
        let on_move = on_move.clone();
        let label = words.with(key, &[("name", name.clone().into())]);
        html! {
            <IconButton {icon} {label} disabled={!possible} class="entry-move"
                onclick={Callback::from(move |_: MouseEvent| on_move.emit((id, way)))} />
        }
    };
    let onkeydown = {
        let (on_move, can_rise, can_sink) = (on_move.clone(), branch.can_rise, branch.can_sink);
        Callback::from(move |event: KeyboardEvent| {
            let way = match event.key().as_str() {
                "ArrowUp" if can_rise => Move::Up,
                "ArrowDown" if can_sink => Move::Down,
                _ => return,
            };
            if event.alt_key() && movable {
                event.prevent_default();
                on_move.emit((id, way));
            }
        })
    };
    let aside = if movable {
        html! {
            <span class="entry-moves">
                { button(Move::Up, IconName::ChevronUp, "catalogue-up", branch.can_rise) }
                { button(Move::Down, IconName::ChevronDown, "catalogue-down", branch.can_sink) }
            </span>
        }
    } else {
        Html::default()
    };
    let place = Place { depth: branch.depth, aside, onkeydown: Some(onkeydown) };
    row(props, &with_below(&props.entries, branch.entry), words, format, place)
}

/// Where a row stands and what stands beside it.
#[derive(Default)]
struct Place {
    depth: u8,
    aside: Html,
    onkeydown: Option<Callback<KeyboardEvent>>,
}

fn row(props: &Props, entry: &CatalogueEntry, words: &Words, format: &Format, place: Place) -> Html {
    let is_chosen = props.chosen == Some(entry.id);
    let class = classes!(
        "entry-row",
        is_chosen.then_some("is-chosen"),
        entry.is_archived.then_some("is-archived"),
        (place.depth > 0).then_some("depth-1")
    );
    let last = entry.last_used_on.map(|day| format.date_short(day));
    let detail = subtitle(entry, words);
    html! {
        <li key={entry.id.to_string()} {class} onkeydown={place.onkeydown}>
            <a id={row_id(entry.id)} class="entry-link" href={format!("#{}", Route::CatalogueEntry(props.kind, entry.id).to_hash())}
                aria-current={is_chosen.then_some("true")}>
                { mark(entry) }
                <span class="entry-text">
                    <span class="entry-name"><bdi>{ &entry.input.name }</bdi>
                        if entry.is_archived { <span class="badge">{ words.t("catalogue-archived") }</span> }
                    </span>
                    if !detail.is_empty() { <span class="entry-detail"><bdi>{ detail }</bdi></span> }
                </span>
                <span class="entry-uses entry-detail">
                    { words.with("catalogue-uses", &[("n", entry.uses.into())]) }
                    if let Some(last) = last { { format!(" · {last}") } }
                </span>
                <span class="entry-sums">
                    if let Some((first, rest)) = entry.totals.split_first() {
                        <AmountText minor={first.total_minor} currency={first.currency} class="entry-total" />
                        if !rest.is_empty() { <TotalsText totals={rest.to_vec()} class="entry-rest" /> }
                    }
                </span>
            </a>
            { place.aside }
        </li>
    }
}

/// What stands before the name: a category's picture, a tag's colour, the picture of the catalogue, or a person's initial.
pub fn mark(entry: &CatalogueEntry) -> Html {
    let kind = entry.input.details.kind();
    let plain = || html! { <span class="entry-mark"><Icon name={IconName::of_catalogue(kind)} /></span> };
    match &entry.input.details {
        CatalogueDetails::Category(details) => {
            let icon = html! { <CategoryIcon name={details.icon.clone().unwrap_or_default()} /> };
            match &details.color {
                Some(color) => html! { <Tint color={color.clone()} class="entry-mark">{ icon }</Tint> },
                None => html! { <span class="entry-mark">{ icon }</span> },
            }
        }
        CatalogueDetails::Tag(details) => match &details.color {
            Some(color) => {
                html! { <Tint color={color.clone()} class="entry-mark"><Icon name={IconName::of_catalogue(kind)} /></Tint> }
            }
            None => plain(),
        },
        CatalogueDetails::Person(_) => {
            let initial: String = entry.input.name.chars().take(1).flat_map(char::to_uppercase).collect();
            let class = classes!("entry-mark", "is-person", tone(&entry.input.name));
            html! { <span {class} aria-hidden="true">{ initial }</span> }
        }
        CatalogueDetails::Place(_)
        | CatalogueDetails::Merchant(_)
        | CatalogueDetails::PaymentMethod(_)
        | CatalogueDetails::Trip(_) => plain(),
    }
}

/// The class of a person's colour: always the same for a name, so that a face is found by it.
fn tone(name: &str) -> &'static str {
    const TONES: [&str; 6] = ["tone-0", "tone-1", "tone-2", "tone-3", "tone-4", "tone-5"];
    let sum = name.bytes().fold(0usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
    TONES[sum % TONES.len()]
}

/// What tells two rows of one name apart.
pub fn subtitle(entry: &CatalogueEntry, words: &Words) -> String {
    let joined = |parts: &[&str]| {
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
    };
    match &entry.input.details {
        CatalogueDetails::Place(place) => joined(&[&place.branch_name, &place.locality, &place.cuisine]),
        CatalogueDetails::Merchant(merchant) => joined(&[&merchant.cuisine, &merchant.menu_focus]),
        CatalogueDetails::Category(category) => category.description.clone(),
        CatalogueDetails::Tag(tag) => tag.description.clone(),
        CatalogueDetails::Person(person) => {
            let kind = person.kind.map(|kind| words.person_kind(kind)).unwrap_or_default();
            joined(&[&kind, &person.company])
        }
        CatalogueDetails::PaymentMethod(method) => {
            let digits = method.last4.as_ref().map(|digits| format!("•••• {digits}")).unwrap_or_default();
            joined(&[&words.payment_kind(method.kind), &digits])
        }
        CatalogueDetails::Trip(trip) => trip.purpose.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::tone;

    #[test]
    fn a_name_keeps_its_colour_and_names_differ() {
        let tones: std::collections::BTreeSet<&str> = ["Ana", "Bo", "Leo", "Mum", "王"].map(tone).into();
        assert!(tones.len() > 2, "{tones:?}");
        assert_eq!(tone("Ana"), tone("Ana"));
        assert_eq!(tone(""), "tone-0");
    }
}
