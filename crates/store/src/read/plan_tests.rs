//! The plans of the list: along an index, without sorting everything.

use domain::query::{Direction, GroupBy, Query, SortKey};
use domain::read::Toward;
use sqlx::Row;
use uuid::Uuid;

use super::filter::Filter;
use super::fragment::Fragment;
use super::list::{self, statement};
use super::order::{Order, Range};
use crate::testing::{Book, catalogue, expense, table};

async fn plan(book: &Book, sql: &Fragment) -> Vec<String> {
    let mut explained = Fragment::of("explain query plan ");
    explained.append(sql);
    let rows = explained.fetch(&mut book.store.reader().await.unwrap()).await.unwrap();
    rows.iter().map(|row| row.get::<String, _>(3)).collect()
}

async fn book() -> Book {
    let book = Book::new().await;
    let place = book.named("place", "Tacos").await;
    let rows = (0..2_000).map(|n| {
        let day = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + chrono::Days::new(n % 500);
        (Uuid::now_v7(), expense(&day.to_string(), n as i64).set("place_id", (n % 3 == 0).then_some(place)))
    });
    let mut tx = book.write("import").await;
    tx.insert_many(table("expense"), rows.collect()).await.unwrap();
    tx.insert(table("tag"), Uuid::now_v7(), catalogue("tag", "acme")).await.unwrap();
    tx.commit().await.unwrap();
    book
}

#[tokio::test]
async fn every_page_of_every_order_walks_its_index() {
    let book = book().await;
    for is_analysed in [false, true] {
        if is_analysed {
            book.store.optimize().await.unwrap();
        }
        for sort in [
            SortKey::Date,
            SortKey::Amount,
            SortKey::Place,
            SortKey::Category,
            SortKey::Meal,
            SortKey::Created,
        ] {
            for group in [GroupBy::None, GroupBy::Day, GroupBy::Place, GroupBy::Trip] {
                for direction in [Direction::Ascending, Direction::Descending] {
                    for toward in [Toward::After, Toward::Before] {
                        let may_sort_a_group = group != GroupBy::None && sort != SortKey::Date;
                        check(&book, Order::of(sort, direction, group), toward, may_sort_a_group).await;
                    }
                }
            }
        }
    }
}

async fn check(book: &Book, order: Order, toward: Toward, may_sort_a_group: bool) {
    let query = Query::default();
    let mut reader = book.store.reader().await.unwrap();
    let filter = Filter::compile(&mut reader, book.workspace, &query).await.unwrap();
    let first = list::page(&mut reader, &filter, &order, None, toward, 20).await.unwrap();
    let cursor = order.position(&first[19].cursor).unwrap();
    drop(reader);
    let mut ranges = order.beyond(&cursor, toward);
    ranges.push(Range::whole());
    for range in ranges {
        let sql = statement(&filter, &order, &range, toward, 50);
        let plan = plan(book, &sql).await;
        let search = format!("INDEX {} (workspace_id=?", order.index);
        assert!(plan[0].contains(&search) && plan[0].starts_with("SEARCH e"), "{plan:?}\n{}", sql.text);
        // The rows of one group may be sorted by something else than the date.
        let is_one_group = may_sort_a_group && range.is_one_group();
        let sorts_all = !is_one_group && plan.iter().any(|step| step == "USE TEMP B-TREE FOR ORDER BY");
        assert!(!sorts_all, "{plan:?}\n{}", sql.text);
        // From a cursor on, the index is entered at the cursor and not at its beginning.
        assert!(range.is_whole() || !plan[0].ends_with("(workspace_id=?)"), "{plan:?}\n{}", sql.text);
    }
}

#[tokio::test]
async fn figures_are_added_up_from_the_index_alone() {
    let book = book().await;
    let mut reader = book.store.reader().await.unwrap();
    let filter = Filter::compile(&mut reader, book.workspace, &Query::default()).await.unwrap();
    drop(reader);
    let mut sql = Fragment::of(format!("select {}", super::sums::SUMS));
    sql.append(&filter.from(Some("expense_by_date")))
        .append(&filter.conditions())
        .push(" group by e.currency");
    let plan = plan(&book, &sql).await;
    assert!(plan[0].contains("USING COVERING INDEX expense_by_date"), "{plan:?}");
}
