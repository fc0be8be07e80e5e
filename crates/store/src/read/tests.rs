//! Lists, filters and figures against a plain reading of the same data.

mod model;

use std::collections::HashSet;

use domain::query::{Direction, GroupBy, Query, SortKey, parse};
use domain::read::{Cursor, ExpenseRow, GroupKey, TotalsBy, Toward, Window};
use proptest::prelude::*;
use uuid::Uuid;

use crate::ListRequest;
use crate::testing::{Book, table};
use model::{Meal, Model};

const SORTS: [SortKey; 6] =
    [SortKey::Date, SortKey::Amount, SortKey::Place, SortKey::Category, SortKey::Meal, SortKey::Created];
const GROUPS: [GroupBy; 5] = [GroupBy::None, GroupBy::Day, GroupBy::Month, GroupBy::Place, GroupBy::Trip];

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

#[derive(Debug, Clone, Copy)]
struct View {
    sort: SortKey,
    direction: Direction,
    group_by: GroupBy,
}

fn view() -> impl Strategy<Value = View> {
    (0..SORTS.len(), 0..GROUPS.len(), any::<bool>()).prop_map(|(sort, group, ascending)| View {
        sort: SORTS[sort],
        direction: if ascending { Direction::Ascending } else { Direction::Descending },
        group_by: GROUPS[group],
    })
}

async fn window(
    book: &Book,
    query: &Query,
    view: View,
    cursor: Option<&Cursor>,
    toward: Toward,
    limit: u32,
) -> Window {
    let View { sort, direction, group_by } = view;
    let request =
        ListRequest { workspace: book.workspace, query, sort, direction, group_by, cursor, toward, limit };
    book.store.list(&request).await.unwrap()
}

/// All rows, page after page.
async fn pages(book: &Book, query: &Query, view: View, toward: Toward, limit: u32) -> Vec<ExpenseRow> {
    let mut rows: Vec<ExpenseRow> = Vec::new();
    let mut cursor: Option<Cursor> = None;
    loop {
        let page = window(book, query, view, cursor.as_ref(), toward, limit).await;
        let (more, back) = match toward {
            Toward::After => (page.has_after, page.has_before),
            Toward::Before => (page.has_before, page.has_after),
        };
        assert_eq!(back, cursor.is_some() && !rows.is_empty(), "{view:?} {toward:?}");
        match toward {
            Toward::After => rows.extend(page.rows),
            Toward::Before => rows.splice(0..0, page.rows).for_each(drop),
        }
        let edge = if toward == Toward::After { rows.last() } else { rows.first() };
        cursor = edge.map(|row| row.cursor.clone());
        if !more {
            return rows;
        }
    }
}

fn ids(rows: &[ExpenseRow]) -> Vec<Uuid> {
    rows.iter().map(|row| row.id.0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn pages_make_the_whole_list_both_ways(meals in model::meals(1..60), view in view(), limit in 1u32..9) {
        run(async {
            let model = Model::new(meals).await;
            let all = Query::default();
            let whole = window(&model.book, &all, view, None, Toward::After, 500).await;
            prop_assert_eq!(whole.rows.len(), model.live().len());
            prop_assert!(!whole.has_before && !whole.has_after);
            prop_assert_eq!(ids(&whole.rows), model.sorted(view.sort, view.direction, view.group_by));
            let forward = pages(&model.book, &all, view, Toward::After, limit).await;
            let backward = pages(&model.book, &all, view, Toward::Before, limit).await;
            prop_assert_eq!(ids(&forward), ids(&whole.rows));
            prop_assert_eq!(ids(&backward), ids(&whole.rows));
            Ok(())
        })?;
    }

    #[test]
    fn rows_that_come_while_paging_neither_hide_nor_repeat_others(
        meals in model::meals(8..40), late in model::meals(1..20), view in view(), limit in 1u32..6,
    ) {
        run(async {
            let mut model = Model::new(meals).await;
            let all = Query::default();
            let before = ids(&window(&model.book, &all, view, None, Toward::After, 500).await.rows);
            let mut late = late.into_iter();
            let mut seen: Vec<Uuid> = Vec::new();
            let mut cursor: Option<Cursor> = None;
            loop {
                let page = window(&model.book, &all, view, cursor.as_ref(), Toward::After, limit).await;
                seen.extend(page.rows.iter().map(|row| row.id.0));
                cursor = page.rows.last().map(|row| row.cursor.clone());
                if !page.has_after {
                    break;
                }
                if let Some(meal) = late.next() {
                    model.add(vec![meal]).await;
                }
            }
            let unique: HashSet<Uuid> = seen.iter().copied().collect();
            prop_assert_eq!(unique.len(), seen.len(), "a row was shown twice");
            let old: HashSet<Uuid> = before.iter().copied().collect();
            seen.retain(|id| old.contains(id));
            prop_assert_eq!(seen, before);
            Ok(())
        })?;
    }

    #[test]
    fn every_term_means_what_it_says(meals in model::meals(10..50), picks in proptest::collection::vec((any::<u16>(), any::<bool>()), 1..4)) {
        run(async {
            let model = Model::new(meals).await;
            let query = model.query(&picks);
            let expected: HashSet<Uuid> = model.matching(&query).into_iter().collect();
            for view in [
                View { sort: SortKey::Date, direction: Direction::Descending, group_by: GroupBy::Day },
                View { sort: SortKey::Amount, direction: Direction::Ascending, group_by: GroupBy::None },
            ] {
                let found = window(&model.book, &query, view, None, Toward::After, 500).await;
                let found: HashSet<Uuid> = ids(&found.rows).into_iter().collect();
                prop_assert_eq!(&found, &expected, "{:?}", query);
            }
            Ok(())
        })?;
    }

    #[test]
    fn totals_are_the_sums_of_the_rows(meals in model::meals(1..60), picks in proptest::collection::vec((any::<u16>(), any::<bool>()), 0..3)) {
        run(async {
            let model = Model::new(meals).await;
            let query = model.query(&picks);
            let expected = model.totals(&model.matching(&query));
            for by in [TotalsBy::Currency, TotalsBy::Category, TotalsBy::Meal, TotalsBy::Place, TotalsBy::Month] {
                let report = model.book.store.totals(model.book.workspace, &query, by).await.unwrap();
                prop_assert_eq!(model::by_currency(&report.totals), expected.clone());
                let slices: Vec<_> = report.slices.iter().map(|slice| slice.total).collect();
                prop_assert_eq!(model::by_currency(&slices), expected.clone(), "{:?}", by);
            }
            for group_by in GROUPS {
                let view = View { sort: SortKey::Date, direction: Direction::Descending, group_by };
                // A small window: headers are of whole groups all the same.
                let page = window(&model.book, &query, view, None, Toward::After, 7).await;
                for header in &page.groups {
                    let rows: Vec<Uuid> = model.matching(&query).into_iter()
                        .filter(|id| model.group_of(*id, group_by) == Some(header.key)).collect();
                    prop_assert_eq!(header.count, rows.len() as u64);
                    prop_assert_eq!(model::by_currency(&header.totals), model.totals(&rows));
                }
                let keys: HashSet<GroupKey> = page.groups.iter().map(|header| header.key).collect();
                prop_assert_eq!(keys.len(), page.groups.len(), "a group has two headers");
            }
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn the_list_can_be_entered_at_a_day() {
    let model =
        Model::new(vec![Meal::on("2026-11-01"), Meal::on("2026-11-05"), Meal::on("2026-11-09")]).await;
    for (direction, expected) in [(Direction::Descending, "2026-11-05"), (Direction::Ascending, "2026-11-09")]
    {
        let day = "2026-11-07".parse().unwrap();
        let cursor = model.book.store.cursor_at(SortKey::Date, direction, GroupBy::Day, day).unwrap();
        let view = View { sort: SortKey::Date, direction, group_by: GroupBy::Day };
        let page = window(&model.book, &Query::default(), view, Some(&cursor), Toward::After, 10).await;
        assert_eq!(page.rows[0].occurred_on.to_string(), expected);
        assert!(page.has_before);
    }
    assert_eq!(
        model.book.store.cursor_at(
            SortKey::Amount,
            Direction::Descending,
            GroupBy::None,
            "2026-11-07".parse().unwrap()
        ),
        None
    );
}

#[tokio::test]
async fn the_trash_is_searched_by_days() {
    let model = Model::new(vec![Meal::on("2026-11-05"), Meal::on("2026-11-05").deleted()]).await;
    let query = parse("is:deleted after:2026-11-01", "2026-11-20".parse().unwrap()).unwrap();
    let view = View { sort: SortKey::Date, direction: Direction::Descending, group_by: GroupBy::Day };
    let page = window(&model.book, &query, view, None, Toward::After, 10).await;
    assert_eq!(page.rows.len(), 1);
}

#[tokio::test]
async fn a_cursor_of_another_order_is_refused() {
    let model = Model::new(vec![Meal::on("2026-11-01")]).await;
    let query = Query::default();
    for text in [
        "",
        "[]",
        "[\"x\",1]",
        "[\"Date.Descending.Day\",1,2,3]",
        "[\"Date.Descending.Day\",\"2026-11-01\",0,\"x\"]",
    ] {
        let cursor = Cursor(text.to_owned());
        let request = ListRequest {
            workspace: model.book.workspace,
            query: &query,
            sort: SortKey::Date,
            direction: Direction::Descending,
            group_by: GroupBy::Day,
            cursor: Some(&cursor),
            toward: Toward::After,
            limit: 5,
        };
        assert!(matches!(model.book.store.list(&request).await, Err(crate::Error::Malformed(_))), "{text}");
    }
}

#[tokio::test]
async fn e034_sums_of_many_cents_are_exact_and_e056_an_overflow_is_said() {
    let book = Book::new().await;
    let cents = (0..1_000).map(|_| (Uuid::now_v7(), crate::testing::expense("2026-11-20", 10))).collect();
    let mut tx = book.write("import").await;
    tx.insert_many(table("expense"), cents).await.unwrap();
    tx.commit().await.unwrap();
    let total = |book: &Book| {
        let (store, workspace) = (book.store.clone(), book.workspace);
        async move { store.totals(workspace, &Query::default(), TotalsBy::Currency).await }
    };
    assert_eq!(total(&book).await.unwrap().totals[0].total_minor, 10_000);
    let most =
        (0..9_300).map(|_| (Uuid::now_v7(), crate::testing::expense("2026-11-20", domain::AMOUNT_MINOR_MAX)));
    let mut tx = book.write("import").await;
    tx.insert_many(table("expense"), most.collect()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(total(&book).await, Err(crate::Error::SumTooLarge)));
}
