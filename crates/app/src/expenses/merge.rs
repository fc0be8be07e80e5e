//! Two people, or one person in two windows, changed the same expense: what each changed is kept, and where both changed one field
//! the one who saves now wins; the other value stays in the history.

use domain::expense::{ExpenseInput, LineInput, Named};

/// `mine` with every change that `theirs` made to `base` and `mine` did not touch.
pub(crate) fn merge(base: &ExpenseInput, theirs: &ExpenseInput, mine: ExpenseInput) -> ExpenseInput {
    let mut merged = mine;
    macro_rules! keep_theirs {
        ($($field:ident),* $(,)?) => {$(
            if merged.$field == base.$field {
                merged.$field.clone_from(&theirs.$field);
            }
        )*};
    }
    keep_theirs!(
        kind,
        status,
        amount_is_estimate,
        meal_type,
        order_type,
        party_size,
        purpose,
        notes,
        place,
        merchant,
        category,
        trip,
        payment_method,
        is_business,
        reimbursable,
        cleared_on,
        dish_rating,
        refund_of,
    );
    merge_when(base, theirs, &mut merged);
    merge_money(base, theirs, &mut merged);
    merged.tags = merge_names(&base.tags, &theirs.tags, merged.tags);
    merged.people = merge_names(&base.people, &theirs.people, merged.people);
    merged.lines = merge_lines(&base.lines, &theirs.lines, merged.lines);
    merged
}

/// Day, time and zone are one statement: half of one and half of another would be a moment nobody meant.
fn merge_when(base: &ExpenseInput, theirs: &ExpenseInput, mine: &mut ExpenseInput) {
    let when = |e: &ExpenseInput| (e.occurred_on, e.occurred_time, e.tz.clone(), e.utc_offset_min);
    if when(mine) == when(base) {
        (mine.occurred_on, mine.occurred_time, mine.tz, mine.utc_offset_min) = when(theirs);
    }
}

/// So are the amounts and their currency.
fn merge_money(base: &ExpenseInput, theirs: &ExpenseInput, mine: &mut ExpenseInput) {
    let money = |e: &ExpenseInput| {
        (e.currency, e.total_minor, e.subtotal_minor, e.tax_minor, e.tip_minor, e.tip_base)
    };
    if money(mine) == money(base) {
        (
            mine.currency,
            mine.total_minor,
            mine.subtotal_minor,
            mine.tax_minor,
            mine.tip_minor,
            mine.tip_base,
        ) = money(theirs);
    }
}

fn merge_names<Id: Copy + PartialEq>(
    base: &[Named<Id>],
    theirs: &[Named<Id>],
    mine: Vec<Named<Id>>,
) -> Vec<Named<Id>> {
    let has = |list: &[Named<Id>], named: &Named<Id>| {
        named.id.is_some() && list.iter().any(|other| other.id == named.id)
    };
    let mut merged: Vec<_> =
        mine.into_iter().filter(|named| !has(base, named) || has(theirs, named)).collect();
    for named in theirs {
        if !has(base, named) && !has(&merged, named) {
            merged.push(named.clone());
        }
    }
    merged
}

fn merge_lines(base: &[LineInput], theirs: &[LineInput], mine: Vec<LineInput>) -> Vec<LineInput> {
    if mine == base {
        return theirs.to_vec();
    }
    let find = |list: &[LineInput], line: &LineInput| {
        line.id.and_then(|id| list.iter().find(|other| other.id == Some(id)).cloned())
    };
    let mut merged = Vec::with_capacity(mine.len());
    for line in mine {
        match (find(base, &line), find(theirs, &line)) {
            // Removed there and untouched here.
            (Some(before), None) if before == line => {}
            (Some(before), Some(other)) if before == line => merged.push(other),
            _ => merged.push(line),
        }
    }
    let added = theirs.iter().filter(|line| find(base, line).is_none() && find(&merged, line).is_none());
    let added: Vec<_> = added.cloned().collect();
    merged.extend(added);
    merged
}

#[cfg(test)]
mod tests {
    use domain::{CurrencyCode, MealType, TagId};
    use uuid::Uuid;

    use super::*;

    fn base() -> ExpenseInput {
        let mut input = ExpenseInput::blank("2026-11-20".parse().unwrap(), CurrencyCode::of(*b"EUR"));
        input.total_minor = 1200;
        input.tags = vec![tag(1), tag(2)];
        input
    }

    fn tag(number: u128) -> Named<TagId> {
        Named { id: Some(TagId(Uuid::from_u128(number))), name: format!("tag {number}") }
    }

    #[test]
    fn each_side_keeps_what_it_changed() {
        let theirs = ExpenseInput { notes: "with wine".into(), total_minor: 1400, ..base() };
        let mine = ExpenseInput { meal_type: Some(MealType::Dinner), ..base() };
        let merged = merge(&base(), &theirs, mine);
        assert_eq!(
            (merged.total_minor, merged.notes.as_str(), merged.meal_type),
            (1400, "with wine", Some(MealType::Dinner))
        );
    }

    #[test]
    fn money_is_one_statement_and_the_one_who_saves_wins_it() {
        let theirs = ExpenseInput { currency: CurrencyCode::of(*b"USD"), ..base() };
        let mine = ExpenseInput { total_minor: 1350, ..base() };
        let merged = merge(&base(), &theirs, mine);
        assert_eq!((merged.currency.as_str(), merged.total_minor), ("EUR", 1350));
    }

    #[test]
    fn tags_added_and_removed_on_both_sides_meet() {
        let theirs = ExpenseInput { tags: vec![tag(1), tag(3)], ..base() };
        let mine = ExpenseInput { tags: vec![tag(2), tag(4), tag(1)], ..base() };
        assert_eq!(merge(&base(), &theirs, mine).tags, [tag(4), tag(1), tag(3)]);
    }
}
