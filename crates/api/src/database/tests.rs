//! The tables against `domain::schema`.

use std::collections::BTreeMap;

use domain::schema::{ColumnKind, TABLES};
use sqlx::Row as _;

use crate::push::{SERVER_COLUMNS, sent_columns};
use crate::testing::TestDatabase;

fn sql_type(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text | ColumnKind::Json => "text",
        ColumnKind::Int | ColumnKind::Instant => "bigint",
        ColumnKind::Bool => "boolean",
        ColumnKind::Date => "date",
        ColumnKind::Time => "time without time zone",
        ColumnKind::Ref(_) | ColumnKind::Id => "uuid",
    }
}

/// Columns only the membership has.
const MEMBERSHIP: &[&str] = &["scope", "scope_rev", "state"];

#[tokio::test]
async fn the_tables_are_those_of_the_schema() {
    let database = TestDatabase::new().await.unwrap();
    for table in TABLES {
        let found = sqlx::query(
            "select column_name, data_type, is_nullable = 'YES' as nullable from information_schema.columns
             where table_schema = 'public' and table_name = $1",
        )
        .bind(table.name)
        .fetch_all(&database.owner)
        .await
        .unwrap();
        let mut columns: BTreeMap<String, (String, bool)> = found
            .iter()
            .map(|row| (row.get("column_name"), (row.get("data_type"), row.get("nullable"))))
            .collect();
        for column in sent_columns(table) {
            let is = columns.remove(column.name).unwrap_or_else(|| panic!("{}.{}", table.name, column.name));
            assert_eq!(
                is,
                (sql_type(column.kind).to_owned(), column.nullable),
                "{}.{}",
                table.name,
                column.name
            );
        }
        for name in SERVER_COLUMNS {
            let is_there = columns.remove(*name).is_some();
            assert!(is_there || table.name == "expense" && *name == "visibility", "{}.{name}", table.name);
        }
        if table.name == "member" {
            columns.retain(|name, _| !MEMBERSHIP.contains(&name.as_str()));
        }
        assert!(columns.is_empty(), "{}: {columns:?}", table.name);
    }
}

#[tokio::test]
async fn every_table_of_a_workspace_has_the_second_wall() {
    let database = TestDatabase::new().await.unwrap();
    let mut open: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class join pg_attribute on attrelid = pg_class.oid
         where attname = 'workspace_id' and relkind in ('r', 'p') and not relispartition
         and relnamespace = 'public'::regnamespace and not (relrowsecurity and relforcerowsecurity) order by 1",
    )
    .fetch_all(&database.owner)
    .await
    .unwrap();
    // The clock says nothing but numbers; codes, tokens and uploads are looked up before anybody knows whose they are.
    open.retain(|name| {
        !["workspace_clock", "access_token", "invitation", "rest_answer"].contains(&name.as_str())
    });
    open.retain(|name| !name.starts_with("blob_"));
    assert_eq!(open, Vec::<String>::new(), "no row-level security");
}

#[tokio::test]
async fn a_connection_that_worked_for_somebody_works_for_nobody_afterwards() {
    let database = TestDatabase::new().await.unwrap();
    let pool = database.another_pool(1, std::time::Duration::from_secs(5));
    let mut tx = super::begin_read(&pool, uuid::Uuid::nil(), uuid::Uuid::nil()).await.unwrap();
    sqlx::query("select id from expense").fetch_all(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let seen = sqlx::query("select id from expense").fetch_all(&pool).await.unwrap();
    assert!(seen.is_empty());
}
