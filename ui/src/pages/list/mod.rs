//! A list of expenses of any length: the timeline, the result of a search, the trash. Rows come in windows, in both directions;
//! what is on screen stays where it is when windows come and go or when something changes.

mod buffer;
mod keyboard;
mod row;
mod spot;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use chrono::NaiveDate;
use domain::ExpenseId;
use domain::query::{Direction, GroupBy, SortKey};
use domain::read::{ExpenseRow, GroupHeader, GroupKey, Toward};
use wire::Call;
use wire::call::{ListExpenses, QueryText};
use yew::prelude::*;

use crate::backend;
use crate::components::{FailedState, Skeleton, TotalsText};
use crate::format::{Format, use_format};
use crate::hooks::subscribe;
use crate::words::{Words, use_words};

pub use keyboard::focused_row;
pub use row::meal_class;

use buffer::{Buffer, BufferAction, PAGE_ROWS, Start};
use keyboard::{GRID_ID, REGION_ID, use_grid};
use row::ExpenseRowView;
use spot::Spot;

/// How near to an edge the next window is fetched, in CSS pixels: two or three screens ahead.
const AHEAD_PX: f64 = 1_800.0;

/// Which rows, in which order.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// Which.
    pub query: QueryText,
    /// Sort key.
    pub sort: SortKey,
    /// Sort direction.
    pub direction: Direction,
    /// Grouping.
    pub group_by: GroupBy,
}

/// The chosen rows.
pub type Selection = Rc<BTreeSet<ExpenseId>>;

/// Fetches windows into the buffer; one of each direction at a time, and none for a listing that is no longer shown.
#[derive(Clone)]
struct Loader {
    buffer: UseReducerDispatcher<Buffer>,
    listing: Listing,
    generation: Rc<Cell<u64>>,
    busy: Rc<Cell<bool>>,
    anchor: Rc<RefCell<Option<(String, f64)>>>,
    scroller: NodeRef,
}

impl Loader {
    fn request(&self) -> ListExpenses {
        let Listing { query, sort, direction, group_by } = self.listing.clone();
        ListExpenses { query, sort, direction, group_by, limit: PAGE_ROWS, ..ListExpenses::default() }
    }

    fn fetch(
        &self,
        request: ListExpenses,
        keep_place: bool,
        action: impl Fn(domain::read::Window) -> BufferAction + 'static,
    ) {
        let (loader, generation) = (self.clone(), self.generation.get());
        self.busy.set(true);
        backend::spawn(async move {
            let reply = backend::call(request).await;
            if loader.generation.get() != generation {
                return;
            }
            loader.busy.set(false);
            if keep_place {
                loader.anchor.replace(backend::first_visible(&loader.scroller, ".row"));
            }
            loader.buffer.dispatch(match reply {
                Ok(window) => action(window),
                Err(fault) => BufferAction::Failed(fault),
            });
        });
    }

    /// Everything anew from `start`; at the very top nothing is held in place, so that what is new is seen.
    fn load(&self, start: Start, rows: u32, keep_place: bool) {
        // What is on its way belongs to the old state of things.
        self.generation.set(self.generation.get() + 1);
        let (cursor, at_day, toward) = match &start {
            Start::Beginning => (None, None, Toward::After),
            Start::After(cursor) => (Some(cursor.clone()), None, Toward::After),
            Start::Day(day) => (None, Some(*day), Toward::After),
            Start::End => (None, None, Toward::Before),
        };
        let request = ListExpenses { cursor, at_day, toward, limit: rows, ..self.request() };
        let at_top = start == Start::Beginning && backend::scroll_top(&self.scroller) < 8.0;
        self.fetch(request, keep_place && !at_top, move |window| {
            BufferAction::Replaced(start.clone(), window)
        });
    }

    /// The window at whichever edge is near.
    fn extend(&self, buffer: &Buffer) {
        if self.busy.get() || !buffer.is_loaded || buffer.fault.is_some() {
            return;
        }
        let (first, last) = (buffer.rows.first(), buffer.rows.last());
        if let Some(last) =
            last.filter(|_| buffer.has_after && backend::scroll_rest(&self.scroller) < AHEAD_PX)
        {
            let request = ListExpenses { cursor: Some(last.cursor.clone()), ..self.request() };
            self.fetch(request, true, BufferAction::Appended);
        } else if let Some(first) =
            first.filter(|_| buffer.has_before && backend::scroll_top(&self.scroller) < AHEAD_PX)
        {
            let cursor = Some(first.cursor.clone());
            let request =
                ListExpenses { cursor, toward: Toward::Before, limit: PAGE_ROWS + 1, ..self.request() };
            self.fetch(request, true, BufferAction::Prepended);
        }
    }
}

/// The list.
#[yew_autoprops::autoprops]
#[component]
pub fn ExpenseList(
    listing: &Listing,
    label: &AttrValue,
    selection: &Selection,
    on_selection: &Callback<Selection>,
    empty: &Html,
    #[prop_or_default] open: &Option<ExpenseId>,
    /// Jumps to a day whenever the counter beside it changes.
    #[prop_or_default]
    jump: &Option<(NaiveDate, u32)>,
    #[prop_or_default] children: &Html,
) -> Html {
    let words = use_words();
    let format = use_format();
    let buffer = use_reducer_eq(Buffer::default);
    let scroller = use_node_ref();
    let (generation, busy) =
        (use_memo((), |()| Rc::new(Cell::new(0))), use_memo((), |()| Rc::new(Cell::new(false))));
    let anchor = use_memo((), |()| Rc::new(RefCell::new(None)));
    let loader = Loader {
        buffer: buffer.dispatcher(),
        listing: listing.clone(),
        generation: (*generation).clone(),
        busy: (*busy).clone(),
        anchor: (*anchor).clone(),
        scroller: scroller.clone(),
    };
    let newest = use_mut_ref(|| None::<(Loader, Rc<Buffer>)>);
    let shown: Rc<Buffer> = Rc::new((*buffer).clone());
    *newest.borrow_mut() = Some((loader.clone(), shown.clone()));
    {
        let (loader, scroller) = (loader.clone(), scroller.clone());
        use_effect_with(listing.clone(), move |_| {
            backend::set_scroll_top(&scroller, 0.0);
            loader.load(Start::Beginning, PAGE_ROWS, false);
        });
    }
    {
        let (loader, scroller) = (loader.clone(), scroller.clone());
        use_effect_with(*jump, move |jump| {
            if let Some((day, _)) = jump {
                backend::set_scroll_top(&scroller, 0.0);
                loader.load(Start::Day(*day), PAGE_ROWS, false);
            }
        });
    }
    {
        let newest = newest.clone();
        use_effect_with((), move |()| {
            let again = Callback::from(move |()| {
                if let Some((loader, buffer)) = &*newest.borrow() {
                    loader.load(buffer.start.clone(), buffer.refresh_rows(), true);
                }
            });
            let subscription = subscribe(ListExpenses::READS, again);
            move || drop(subscription)
        });
    }
    {
        let (loader, shown) = (loader.clone(), shown.clone());
        use_effect_with(shown.version, move |_| {
            if let Some((id, before)) = loader.anchor.take()
                && let Some(now) = backend::top_within(&loader.scroller, &id)
            {
                backend::set_scroll_top(
                    &loader.scroller,
                    backend::scroll_top(&loader.scroller) + now - before,
                );
            }
            loader.extend(&shown);
        });
    }
    let onscroll = {
        let newest = newest.clone();
        use_callback((), move |_: Event, ()| {
            if let Some((loader, buffer)) = &*newest.borrow() {
                loader.extend(buffer);
            }
        })
    };
    let on_toggle = {
        let last = use_mut_ref(|| None::<ExpenseId>);
        let state = use_mut_ref(|| selection.clone());
        state.borrow_mut().clone_from(selection);
        use_callback(on_selection.clone(), move |(id, range): (ExpenseId, bool), on_selection| {
            let mut chosen = (**state.borrow()).clone();
            let from = last.replace(Some(id));
            let buffer = newest.borrow().as_ref().map(|(_, buffer)| buffer.clone());
            match (from, buffer) {
                (Some(from), Some(buffer)) if range => chosen.extend(buffer.between(from, id)),
                _ if chosen.contains(&id) => {
                    chosen.remove(&id);
                }
                _ => {
                    chosen.insert(id);
                }
            }
            on_selection.emit(Rc::new(chosen));
        })
    };
    let grid = use_grid(&shown, &loader, *open, selection, on_selection, &on_toggle);
    let retry = Callback::from(move |()| loader.load(Start::Beginning, PAGE_ROWS, false));
    let body = match (&shown.fault, shown.is_loaded, shown.rows.is_empty()) {
        (Some(fault), false, _) => html! { <FailedState fault={fault.clone()} on_retry={retry} /> },
        (None, false, _) => html! { <Skeleton rows=8 /> },
        (_, true, true) => empty.clone(),
        (fault, true, false) => html! {
            <>
                <div class="list" id={GRID_ID} role="grid" tabindex={if grid.stop.is_some() { "-1" } else { "0" }} aria-label={label.clone()}
                    aria-rowcount="-1" aria-multiselectable="true" aria-describedby="list-keys" onkeydown={grid.onkeydown} onfocusin={grid.onfocusin}>
                    { for sections(&shown, listing.group_by, &Drawing { words: &words, format: &format, open: *open, stop: grid.stop, selection, on_toggle: &on_toggle }) }
                </div>
                <p id="list-keys" hidden=true>{ words.t("list-keys") }</p>
                if let Some(fault) = fault { <FailedState fault={fault.clone()} on_retry={retry} /> }
                else if !shown.has_after { <p class="list-end">{ words.t("list-end") }</p> }
            </>
        },
    };
    html! {
        <div class="list-scroll" id={REGION_ID} ref={scroller} {onscroll} role="region" aria-label={label.clone()} tabindex="-1">
            { children.clone() }
            { body }
        </div>
    }
}

struct Drawing<'a> {
    words: &'a Words,
    format: &'a Format,
    open: Option<ExpenseId>,
    stop: Option<Spot>,
    selection: &'a Selection,
    on_toggle: &'a Callback<(ExpenseId, bool)>,
}

fn sections(buffer: &Buffer, group_by: GroupBy, drawing: &Drawing<'_>) -> Vec<Html> {
    let mut seen: Vec<(Option<GroupKey>, u32)> = Vec::new();
    let runs = buffer.runs(group_by);
    let section = |(key, rows): (Option<GroupKey>, &[Rc<ExpenseRow>])| {
        // A group may come in several runs when the list is sorted by something else.
        let nth = match seen.iter_mut().find(|(known, _)| *known == key) {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                seen.push((key, 0));
                0
            }
        };
        let header = key.map(|key| group_header(key, buffer.header(key), drawing));
        html! {
            <div class="group" role="rowgroup" key={format!("{key:?}-{nth}")}>
                { for header }
                <div class="rows" role="presentation">{ for rows.iter().map(|row| row_view(row, drawing)) }</div>
            </div>
        }
    };
    runs.into_iter().map(section).collect()
}

fn row_view(row: &Rc<ExpenseRow>, drawing: &Drawing<'_>) -> Html {
    html! {
        <ExpenseRowView key={row.id.to_string()} row={row.clone()} open={drawing.open == Some(row.id)}
            stop={drawing.stop.filter(|stop| stop.row == row.id).map(|stop| stop.column)}
            checked={drawing.selection.contains(&row.id)} selecting={!drawing.selection.is_empty()} on_toggle={drawing.on_toggle.clone()} />
    }
}

fn group_header(key: GroupKey, header: Option<&GroupHeader>, drawing: &Drawing<'_>) -> Html {
    let named =
        |key: &str| header.and_then(|header| header.name.clone()).unwrap_or_else(|| drawing.words.t(key));
    let name = match key {
        GroupKey::Day(day) => drawing.format.day_header(day),
        GroupKey::Month(month) => drawing.format.month(month),
        GroupKey::Place(_) => named("no-place"),
        GroupKey::Trip(_) => named("no-trip"),
    };
    html! {
        <div class="group-head" role="row">
            <div class="group-cell" role="gridcell" aria-colspan="2">
                <h2 class="group-name">{ name }</h2>
                if let Some(header) = header {
                    if header.count > 1 { <span class="group-count">{ drawing.words.with("meals-count", &[("n", header.count.into())]) }</span> }
                    <TotalsText class="group-total" totals={header.totals.clone()} />
                }
            </div>
        </div>
    }
}
