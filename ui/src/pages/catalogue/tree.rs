//! The two levels of categories: who stands below whom, and what moving one up or down changes.

use crate::fold::fold;
use domain::read::{CatalogueDetails, CatalogueEntry, CurrencyTotal};
use uuid::Uuid;

/// Distance between neighbours after a renumbering, so that later moves change one row only.
const GAP: i64 = 1024;

/// A category and how deep it stands: 0 or 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch<'a> {
    /// The category.
    pub entry: &'a CatalogueEntry,
    /// 0 for the upper level, 1 below.
    pub depth: u8,
    /// Whether it can move up among its siblings.
    pub can_rise: bool,
    /// Whether it can move down.
    pub can_sink: bool,
}

/// Which way a category is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Towards the first.
    Up,
    /// Towards the last.
    Down,
}

/// Categories in display order, each parent before its children. A child whose parent is not in the list (it was filtered out or
/// archived) stands on the upper level, so that no row is ever lost.
pub fn branches(entries: &[CatalogueEntry]) -> Vec<Branch<'_>> {
    let mut found = Vec::with_capacity(entries.len());
    for root in siblings(entries, None) {
        found.push(root);
        found.extend(siblings(entries, Some(root.id)));
    }
    let is_root = |entry: &CatalogueEntry| parent_in(entries, entry).is_none();
    let same_level = |a: &CatalogueEntry, b: &CatalogueEntry| parent_in(entries, a) == parent_in(entries, b);
    found
        .iter()
        .enumerate()
        .map(|(at, entry)| Branch {
            entry,
            depth: u8::from(!is_root(entry)),
            can_rise: found[..at].iter().any(|other| same_level(entry, other)),
            can_sink: found[at + 1..].iter().any(|other| same_level(entry, other)),
        })
        .collect()
}

/// A category with the figures of everything below it: what a person means by "eating out".
pub fn with_below(entries: &[CatalogueEntry], entry: &CatalogueEntry) -> CatalogueEntry {
    let mut whole = entry.clone();
    for below in entries.iter().filter(|other| parent_in(entries, other) == Some(entry.id)) {
        whole.uses += below.uses;
        whole.last_used_on = whole.last_used_on.max(below.last_used_on);
        for total in &below.totals {
            match whole.totals.iter_mut().find(|known| known.currency == total.currency) {
                Some(known) => add(known, total),
                None => whole.totals.push(*total),
            }
        }
    }
    whole.totals.sort_by_key(|total| std::cmp::Reverse(total.count));
    whole
}

fn add(total: &mut CurrencyTotal, more: &CurrencyTotal) {
    total.total_minor = total.total_minor.saturating_add(more.total_minor);
    total.tip_minor = total.tip_minor.saturating_add(more.tip_minor);
    total.party_total_minor = total.party_total_minor.saturating_add(more.party_total_minor);
    total.party_people += more.party_people;
    total.count += more.count;
}

/// The new positions that move a category one place among its siblings: mostly one row, at worst all siblings once.
pub fn plan_move(entries: &[CatalogueEntry], id: Uuid, way: Move) -> Vec<(Uuid, i64)> {
    let Some(moved) = entries.iter().find(|entry| entry.id == id) else { return Vec::new() };
    let mut order = siblings(entries, parent_in(entries, moved));
    let Some(at) = order.iter().position(|entry| entry.id == id) else { return Vec::new() };
    let to = match way {
        Move::Up => at.checked_sub(1),
        Move::Down => Some(at + 1).filter(|to| *to < order.len()),
    };
    let Some(to) = to else { return Vec::new() };
    let moved = order.remove(at);
    order.insert(to, moved);
    let before = to.checked_sub(1).map(|at| position(order[at]));
    let after = order.get(to + 1).map(|entry| position(entry));
    match between(before, after) {
        Some(free) => vec![(id, free)],
        None => renumbered(&order),
    }
}

fn between(before: Option<i64>, after: Option<i64>) -> Option<i64> {
    match (before, after) {
        (None, None) => None,
        (None, Some(after)) => after.checked_sub(GAP),
        (Some(before), None) => before.checked_add(GAP),
        (Some(before), Some(after)) if after.checked_sub(before)? >= 2 => Some(before + (after - before) / 2),
        (Some(_), Some(_)) => None,
    }
}

fn renumbered(order: &[&CatalogueEntry]) -> Vec<(Uuid, i64)> {
    let numbered = (1..).map(|at| at * GAP).zip(order);
    numbered.filter(|(new, entry)| position(entry) != *new).map(|(new, entry)| (entry.id, new)).collect()
}

fn siblings(entries: &[CatalogueEntry], parent: Option<Uuid>) -> Vec<&CatalogueEntry> {
    let mut found: Vec<_> = entries.iter().filter(|entry| parent_in(entries, entry) == parent).collect();
    found.sort_by_cached_key(|entry| (position(entry), fold(&entry.input.name), entry.id));
    found
}

fn parent_in(entries: &[CatalogueEntry], entry: &CatalogueEntry) -> Option<Uuid> {
    let CatalogueDetails::Category(details) = &entry.input.details else { return None };
    let parent = details.parent?.0;
    entries.iter().any(|other| other.id == parent).then_some(parent)
}

fn position(entry: &CatalogueEntry) -> i64 {
    match &entry.input.details {
        CatalogueDetails::Category(details) => details.position,
        CatalogueDetails::Place(_)
        | CatalogueDetails::Merchant(_)
        | CatalogueDetails::Tag(_)
        | CatalogueDetails::Person(_)
        | CatalogueDetails::PaymentMethod(_)
        | CatalogueDetails::Trip(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use domain::CategoryId;
    use domain::read::{CatalogueInput, CategoryDetails};

    use super::*;

    fn category(id: u128, name: &str, parent: Option<u128>, position: i64) -> CatalogueEntry {
        let parent = parent.map(|parent| CategoryId(Uuid::from_u128(parent)));
        let details =
            CatalogueDetails::Category(CategoryDetails { parent, position, ..CategoryDetails::default() });
        CatalogueEntry {
            id: Uuid::from_u128(id),
            input: CatalogueInput { name: name.into(), details },
            is_archived: false,
            merged_into: None,
            uses: 0,
            totals: Vec::new(),
            last_used_on: None,
            parent_name: None,
            aliases: Vec::new(),
        }
    }

    fn names(entries: &[CatalogueEntry]) -> Vec<(String, u8)> {
        branches(entries).iter().map(|branch| (branch.entry.input.name.clone(), branch.depth)).collect()
    }

    fn after(mut entries: Vec<CatalogueEntry>, id: u128, way: Move) -> Vec<String> {
        for (id, new) in plan_move(&entries, Uuid::from_u128(id), way) {
            let entry = entries.iter_mut().find(|entry| entry.id == id).unwrap();
            let CatalogueDetails::Category(details) = &mut entry.input.details else { panic!("a category") };
            details.position = new;
        }
        branches(&entries).iter().map(|branch| branch.entry.input.name.clone()).collect()
    }

    #[test]
    fn children_stand_below_their_parent() {
        let entries =
            [category(2, "Coffee", Some(1), 0), category(3, "Work", None, 2), category(1, "Out", None, 1)];
        assert_eq!(names(&entries), [("Out".into(), 0), ("Coffee".into(), 1), ("Work".into(), 0)]);
    }

    #[test]
    fn a_parent_has_the_figures_of_its_children() {
        let total = |currency: &str, total_minor| CurrencyTotal {
            currency: currency.parse().unwrap(),
            total_minor,
            count: 1,
            tip_minor: 0,
            party_total_minor: 0,
            party_people: 0,
        };
        let mut entries = vec![
            category(1, "Out", None, 0),
            category(2, "Coffee", Some(1), 0),
            category(3, "Work", None, 0),
        ];
        entries[0].totals = vec![total("EUR", 100)];
        entries[1].totals = vec![total("EUR", 30), total("USD", 7)];
        entries[1].uses = 2;
        entries[2].uses = 9;
        let whole = with_below(&entries, &entries[0]);
        assert_eq!((whole.uses, whole.totals.len()), (2, 2));
        assert_eq!((whole.totals[0].total_minor, whole.totals[0].count), (130, 2));
        assert_eq!(with_below(&entries, &entries[1]).uses, 2);
    }

    #[test]
    fn a_child_without_its_parent_is_not_lost() {
        assert_eq!(names(&[category(2, "Coffee", Some(99), 0)]), [("Coffee".into(), 0)]);
    }

    #[test]
    fn moving_changes_one_row_when_there_is_room() {
        let entries =
            vec![category(1, "A", None, 0), category(2, "B", None, 1024), category(3, "C", None, 2048)];
        assert_eq!(plan_move(&entries, Uuid::from_u128(3), Move::Up), [(Uuid::from_u128(3), 512)]);
        assert_eq!(after(entries.clone(), 3, Move::Up), ["A", "C", "B"]);
        assert_eq!(after(entries.clone(), 2, Move::Up), ["B", "A", "C"]);
        assert_eq!(after(entries.clone(), 2, Move::Down), ["A", "C", "B"]);
        assert_eq!(after(entries, 1, Move::Up), ["A", "B", "C"]);
    }

    #[test]
    fn moving_works_when_all_positions_are_equal() {
        let entries = vec![category(1, "A", None, 0), category(2, "B", None, 0), category(3, "C", None, 0)];
        assert_eq!(after(entries.clone(), 3, Move::Up), ["A", "C", "B"]);
        assert_eq!(after(entries.clone(), 1, Move::Down), ["B", "A", "C"]);
        assert_eq!(after(entries, 2, Move::Up), ["B", "A", "C"]);
    }

    #[test]
    fn a_category_moves_among_its_siblings_only() {
        let entries = vec![
            category(1, "Out", None, 0),
            category(2, "Coffee", Some(1), 0),
            category(3, "Lunch", Some(1), 5),
            category(4, "Work", None, 9),
        ];
        assert_eq!(after(entries.clone(), 3, Move::Up), ["Out", "Lunch", "Coffee", "Work"]);
        assert_eq!(after(entries.clone(), 4, Move::Up), ["Work", "Out", "Coffee", "Lunch"]);
        let last = &branches(&entries)[3];
        assert!(last.can_rise && !last.can_sink);
    }
}
