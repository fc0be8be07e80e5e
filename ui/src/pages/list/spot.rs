//! Where the keyboard is in a list, and what its keys do there. The list is a grid with one tab stop: arrows move between rows and
//! between the two cells of a row, Tab leaves. Pure, so that it can be tested without a browser.

use domain::ExpenseId;

use crate::shell::shortcuts::Key;

/// The cells of a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Column {
    /// The box that selects it.
    Check,
    /// The link that opens it.
    #[default]
    Open,
}

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Its row.
    pub row: ExpenseId,
    /// Which of the row's cells.
    pub column: Column,
}

impl Spot {
    /// The id of the element in the cell that takes the focus.
    pub fn element_id(self) -> String {
        match self.column {
            Column::Check => format!("check-{}", self.row),
            Column::Open => format!("open-{}", self.row),
        }
    }

    /// The cell whose element has this id.
    pub fn of_element(id: &str) -> Option<Self> {
        let (column, row) = match id.split_once('-')? {
            ("check", row) => (Column::Check, row),
            ("open", row) => (Column::Open, row),
            _ => return None,
        };
        Some(Self { row: row.parse().ok()?, column })
    }
}

/// What a key does in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridKey {
    /// So many rows on; with Shift they are selected on the way.
    Rows(i32, bool),
    /// So many screens on.
    Screens(i32),
    /// To the first row of all.
    First,
    /// To the last row of all.
    Last,
    /// To the other cell of the row.
    To(Column),
    /// Selects the row or no longer does; with Shift everything since the last one.
    Toggle(bool),
    /// Opens the row.
    Open,
}

/// What a key does on a cell of the list, if anything. The box itself knows what to do with Space, and the link with Enter.
pub fn grid_key(key: &Key, column: Column, is_rtl: bool) -> Option<GridKey> {
    if key.alt {
        return None;
    }
    let name = key.key.as_str();
    match (key.control, name) {
        (_, "Home") => return Some(GridKey::First),
        (_, "End") => return Some(GridKey::Last),
        (true, _) => return None,
        (false, _) => {}
    }
    match (name, column) {
        ("ArrowDown", _) => Some(GridKey::Rows(1, key.shift)),
        ("ArrowUp", _) => Some(GridKey::Rows(-1, key.shift)),
        ("PageDown", _) => Some(GridKey::Screens(1)),
        ("PageUp", _) => Some(GridKey::Screens(-1)),
        // The box stands at the start of the row: on the left, unless the page runs from right to left.
        ("ArrowLeft", _) => Some(GridKey::To(if is_rtl { Column::Open } else { Column::Check })),
        ("ArrowRight", _) => Some(GridKey::To(if is_rtl { Column::Check } else { Column::Open })),
        (" ", Column::Open) => Some(GridKey::Toggle(key.shift)),
        ("Enter", Column::Check) => Some(GridKey::Open),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key { key: name.into(), ..Key::default() }
    }

    #[test]
    fn a_cell_is_found_again_by_the_id_of_its_element() {
        let row = ExpenseId(uuid::Uuid::from_u128(7));
        for column in [Column::Check, Column::Open] {
            let spot = Spot { row, column };
            assert_eq!(Spot::of_element(&spot.element_id()), Some(spot));
        }
        for other in ["", "open-", "open-x", "row-00000000-0000-0000-0000-000000000007", "panel"] {
            assert_eq!(Spot::of_element(other), None, "{other}");
        }
    }

    #[test]
    fn keys_move_by_rows_screens_and_ends() {
        for (name, wanted) in [
            ("ArrowDown", GridKey::Rows(1, false)),
            ("ArrowUp", GridKey::Rows(-1, false)),
            ("PageDown", GridKey::Screens(1)),
            ("PageUp", GridKey::Screens(-1)),
            ("Home", GridKey::First),
            ("End", GridKey::Last),
        ] {
            assert_eq!(grid_key(&key(name), Column::Open, false), Some(wanted), "{name}");
        }
        let shift = Key { shift: true, ..key("ArrowDown") };
        assert_eq!(grid_key(&shift, Column::Open, false), Some(GridKey::Rows(1, true)));
    }

    #[test]
    fn the_box_is_on_the_other_side_when_the_page_runs_from_right_to_left() {
        assert_eq!(grid_key(&key("ArrowLeft"), Column::Open, false), Some(GridKey::To(Column::Check)));
        assert_eq!(grid_key(&key("ArrowRight"), Column::Open, true), Some(GridKey::To(Column::Check)));
    }

    #[test]
    fn space_and_enter_are_left_to_the_cell_that_knows_them() {
        assert_eq!(grid_key(&key(" "), Column::Open, false), Some(GridKey::Toggle(false)));
        assert_eq!(grid_key(&key(" "), Column::Check, false), None);
        assert_eq!(grid_key(&key("Enter"), Column::Check, false), Some(GridKey::Open));
        assert_eq!(grid_key(&key("Enter"), Column::Open, false), None);
    }

    #[test]
    fn keys_of_the_browser_are_left_alone() {
        for foreign in [
            key("Tab"),
            key("a"),
            Key { alt: true, ..key("ArrowLeft") },
            Key { control: true, ..key("ArrowDown") },
        ] {
            assert_eq!(grid_key(&foreign, Column::Open, false), None, "{foreign:?}");
        }
    }
}
