//! The keyboard in a list: one tab stop, keys that move, select and open, and a focus that is still there after rows were fetched
//! again, deleted, or scrolled out of memory and back.

use std::cell::Cell;
use std::rc::Rc;

use domain::ExpenseId;
use yew::prelude::*;

use super::buffer::{Buffer, PAGE_ROWS, Start};
use super::spot::{Column, GridKey, Spot, grid_key};
use super::{Loader, Selection};
use crate::backend;
use crate::route::{Navigate, Route, use_here};
use crate::shell::shortcuts::{Key, Shortcut, use_shortcuts};
use crate::words::use_words;

/// The id of the grid's element.
pub const GRID_ID: &str = "list-grid";
/// The id of the part that scrolls.
pub const REGION_ID: &str = "list-region";

/// What the grid is told.
pub struct Grid {
    /// The cell that Tab leads to; `None` when its row is not in memory, and then it is the grid itself.
    pub stop: Option<Spot>,
    /// Keys pressed inside.
    pub onkeydown: Callback<KeyboardEvent>,
    /// The focus comes in, or moves inside.
    pub onfocusin: Callback<FocusEvent>,
}

/// The row of the list that has the focus.
pub fn focused_row() -> Option<ExpenseId> {
    focused().map(|spot| spot.row)
}

fn focused() -> Option<Spot> {
    Spot::of_element(&backend::active_id()?)
}

/// An end of the list that was asked for and is not in memory yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Awaited {
    First,
    Last,
}

/// What a key needs to know and to move.
#[derive(Clone)]
struct Hand {
    shown: Rc<Buffer>,
    loader: Loader,
    /// The cell the keyboard was on last.
    last: Option<Spot>,
    /// The expense in the panel, which follows the keyboard.
    followed: Option<ExpenseId>,
    selection: Selection,
    on_selection: Callback<Selection>,
    on_toggle: Callback<(ExpenseId, bool)>,
    awaited: Rc<Cell<Option<Awaited>>>,
}

impl Hand {
    fn has(&self, row: ExpenseId) -> bool {
        self.shown.place_of(row).is_some()
    }

    /// Where keys start from: the row with the focus, else the one in the panel.
    fn current(&self) -> Option<ExpenseId> {
        focused_row().or(self.followed).filter(|row| self.has(*row))
    }

    /// The row to begin with when the keyboard is on none: where it was, else the first one to be seen.
    fn entry(&self) -> Option<ExpenseId> {
        let was = self.last.map(|spot| spot.row).filter(|row| self.has(*row));
        was.or_else(|| self.first_seen()).or_else(|| self.shown.rows.first().map(|row| row.id))
    }

    fn first_seen(&self) -> Option<ExpenseId> {
        let (id, _) = backend::first_visible(&self.loader.scroller, ".row")?;
        id.strip_prefix("row-")?.parse().ok()
    }

    fn go(&self, row: ExpenseId) {
        let column = focused().or(self.last).map(|spot| spot.column).unwrap_or_default();
        backend::focus_nearest(&Spot { row, column }.element_id());
        if self.followed.is_some() {
            Navigate.replace(&Route::Expense(row));
        }
    }

    /// Moves so many rows; says whether there was one to go to.
    fn step(&self, rows: i32) -> bool {
        let next = match self.current() {
            Some(from) => self.shown.toward(from, rows),
            None => self.entry(),
        };
        if let Some(next) = next {
            self.go(next);
        }
        next.is_some()
    }

    fn screens(&self, screens: i32) {
        let height = self.current().and_then(|row| backend::height_of(&super::row::row_id(row)));
        let rows = height.map_or(1.0, |height| backend::client_height(&self.loader.scroller) / height);
        // Groups have headers, and one row of the old screen stays in view.
        self.step(screens * (rows as i32 - 2).max(1));
    }

    fn end(&self, end: Awaited) {
        let (is_here, start, row) = match end {
            Awaited::First => (!self.shown.has_before, Start::Beginning, self.shown.rows.first()),
            Awaited::Last => (!self.shown.has_after, Start::End, self.shown.rows.last()),
        };
        match row {
            Some(row) if is_here => self.go(row.id),
            _ => {
                self.awaited.set(Some(end));
                self.loader.load(start, PAGE_ROWS, false);
            }
        }
    }

    fn toggle(&self, range: bool) -> bool {
        let row = focused_row().or(self.followed);
        if let Some(row) = row {
            self.on_toggle.emit((row, range));
        }
        row.is_some()
    }

    /// Selects this row and the one so many rows on, and goes there.
    fn select_on(&self, rows: i32) {
        let Some(from) = self.current() else { return };
        let next = self.shown.toward(from, rows).unwrap_or(from);
        let mut chosen = (*self.selection).clone();
        chosen.extend([from, next]);
        self.on_selection.emit(Rc::new(chosen));
        self.go(next);
    }

    fn press(&self, key: GridKey, spot: Spot) {
        match key {
            GridKey::Rows(rows, true) => self.select_on(rows),
            GridKey::Rows(rows, false) => drop(self.step(rows)),
            GridKey::Screens(screens) => self.screens(screens),
            GridKey::First => self.end(Awaited::First),
            GridKey::Last => self.end(Awaited::Last),
            GridKey::To(column) => drop(backend::focus_nearest(&Spot { column, ..spot }.element_id())),
            GridKey::Toggle(range) => drop(self.toggle(range)),
            GridKey::Open => Navigate.to(&Route::Expense(spot.row)),
        }
    }

    /// Puts the focus where the keyboard was before rows were exchanged under it. `old` is what was shown then.
    fn keep(&self, held: Spot, old: &Buffer) {
        if backend::active_id().is_some_and(|id| id == held.element_id()) || !backend::focus_is_lost(GRID_ID)
        {
            return;
        }
        let heir = if self.shown.is_extended { None } else { self.shown.heir(old, held.row) };
        if self.has(held.row) {
            backend::focus_quietly(&held.element_id());
        } else if let Some(row) = heir {
            backend::focus_nearest(&Spot { row, ..held }.element_id());
        } else if !backend::focus_quietly(GRID_ID) {
            backend::focus_quietly(REGION_ID);
        }
    }

    /// Goes to the end that was waited for, now that it is here.
    fn arrive(&self, end: Awaited) {
        let row = match end {
            Awaited::First => self.shown.rows.first(),
            Awaited::Last => self.shown.rows.last(),
        };
        if let Some(row) = row {
            self.go(row.id);
        }
    }
}

/// The keyboard of the list that `shown` is of.
#[hook]
pub fn use_grid(
    shown: &Rc<Buffer>,
    loader: &Loader,
    open: Option<ExpenseId>,
    selection: &Selection,
    on_selection: &Callback<Selection>,
    on_toggle: &Callback<(ExpenseId, bool)>,
) -> Grid {
    let here = use_here();
    let is_rtl = use_words().is_rtl();
    let last = use_state_eq(|| None::<Spot>);
    let awaited = use_memo((), |()| Rc::new(Cell::new(None)));
    let hand = Hand {
        shown: shown.clone(),
        loader: loader.clone(),
        last: *last,
        followed: open.filter(|_| matches!(here.route, Route::Expense(_))),
        selection: selection.clone(),
        on_selection: on_selection.clone(),
        on_toggle: on_toggle.clone(),
        awaited: (*awaited).clone(),
    };
    use_held_focus(&hand);
    use_returning_focus(&hand, open);
    use_row_shortcuts(hand.clone(), open.is_some());
    let onkeydown = {
        let hand = hand.clone();
        Callback::from(move |event: KeyboardEvent| {
            let spot = focused();
            let column = spot.map(|spot| spot.column).unwrap_or_default();
            let Some(key) = grid_key(&Key::of(&event), column, is_rtl) else { return };
            event.prevent_default();
            if let Some(spot) = spot.or_else(|| hand.entry().map(|row| Spot { row, column })) {
                hand.press(key, spot);
            }
        })
    };
    let onfocusin = {
        let (hand, last) = (hand.clone(), last.clone());
        Callback::from(move |event: FocusEvent| match focused() {
            Some(spot) => last.set(Some(spot)),
            // Tab came to a grid whose row is out of memory: what can be seen takes its place.
            None if event.related_target().is_some() => {
                if let Some(row) = hand.first_seen() {
                    backend::focus_quietly(&Spot { row, column: Column::Open }.element_id());
                }
            }
            None => {}
        })
    };
    let stop = match *last {
        Some(spot) => Some(spot).filter(|spot| hand.has(spot.row)),
        None => open
            .filter(|row| hand.has(*row))
            .or_else(|| shown.rows.first().map(|row| row.id))
            .map(|row| Spot { row, column: Column::Open }),
    };
    Grid { stop, onkeydown, onfocusin }
}

/// Holds on to the row that has the focus while rows come and go.
#[hook]
fn use_held_focus(hand: &Hand) {
    let held = use_mut_ref(|| None::<Spot>);
    let old = use_mut_ref(|| hand.shown.clone());
    // Asked before the page is changed; a grid that has the focus keeps it for a row that may come back.
    match backend::active_id() {
        Some(id) if id == GRID_ID => {}
        id => *held.borrow_mut() = id.and_then(|id| Spot::of_element(&id)),
    }
    let hand = hand.clone();
    use_effect(move || {
        let old = old.replace(hand.shown.clone());
        let is_new = old.version != hand.shown.version;
        if let Some(end) = hand.awaited.get().filter(|_| is_new) {
            hand.awaited.set(None);
            if !hand.shown.is_extended {
                hand.arrive(end);
                return;
            }
        }
        if let Some(held) = *held.borrow() {
            hand.keep(held, &old);
        }
    });
}

/// Brings the focus back to the list when what had it is gone: the panel of an expense, or the bar of a selection.
#[hook]
fn use_returning_focus(hand: &Hand, open: Option<ExpenseId>) {
    let was = use_mut_ref(|| (None::<ExpenseId>, false));
    let selects = !hand.selection.is_empty();
    let hand = hand.clone();
    use_effect_with((open, selects), move |_| {
        let (was_open, selected) = was.replace((open, selects));
        let closed = was_open.filter(|_| open.is_none());
        let is_cleared = selected && !selects;
        if !(closed.is_some() || is_cleared) || !backend::focus_is_lost(GRID_ID) {
            return;
        }
        let back = closed.filter(|row| hand.has(*row)).map(|row| Spot { row, column: Column::Open });
        if let Some(spot) = back.or(hand.last) {
            backend::focus_quietly(&spot.element_id());
        }
    });
}

/// Letters that work wherever the focus is: J, K, X; the arrows enter the list when nothing else has the focus.
#[hook]
fn use_row_shortcuts(hand: Hand, is_open: bool) {
    use_shortcuts(move |shortcut| match shortcut {
        Shortcut::Next => hand.step(1),
        Shortcut::Previous => hand.step(-1),
        Shortcut::Down | Shortcut::Up if backend::focus_is_lost(REGION_ID) => {
            hand.step(if shortcut == Shortcut::Down { 1 } else { -1 })
        }
        Shortcut::Select => hand.toggle(false),
        Shortcut::Close if !hand.selection.is_empty() && !is_open => {
            hand.on_selection.emit(Selection::default());
            true
        }
        Shortcut::NewMeal
        | Shortcut::Search
        | Shortcut::Palette
        | Shortcut::Undo
        | Shortcut::Redo
        | Shortcut::Settings
        | Shortcut::Help
        | Shortcut::Edit
        | Shortcut::Delete
        | Shortcut::Down
        | Shortcut::Up
        | Shortcut::Close => false,
    });
}
