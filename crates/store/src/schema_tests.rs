//! The migrations against the description of the tables, and every statement of this crate against the migrated database.

use std::path::{Path, PathBuf};

use domain::schema::{BOOKKEEPING, ColumnKind, TABLES};
use sqlx::{Executor, Row};

use crate::testing::Book;

/// Columns of synced tables that only this file has.
const LOCAL_COLUMNS: &[(&str, &str)] = &[("expense", "place_fold"), ("expense", "category_fold")];

fn sqlite_type(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Int | ColumnKind::Bool | ColumnKind::Instant => "INTEGER",
        ColumnKind::Ref(_) | ColumnKind::Id => "BLOB",
        ColumnKind::Text | ColumnKind::Date | ColumnKind::Time | ColumnKind::Json => "TEXT",
    }
}

#[tokio::test]
async fn the_database_has_the_described_tables_and_no_other_columns() {
    let book = Book::new().await;
    for table in TABLES {
        let rows = sqlx::query(&format!("pragma table_info({})", table.name))
            .fetch_all(&book.store.readers)
            .await
            .unwrap();
        let found: Vec<(String, String, bool)> =
            rows.iter().map(|row| (row.get(1), row.get(2), row.get::<i64, _>(3) == 1)).collect();
        let mut expected: Vec<&str> = BOOKKEEPING.to_vec();
        expected.extend(table.columns.iter().map(|column| column.name));
        expected
            .extend(LOCAL_COLUMNS.iter().filter(|(name, _)| *name == table.name).map(|(_, column)| *column));
        assert_eq!(
            found.iter().map(|(name, _, _)| name.as_str()).collect::<Vec<_>>(),
            expected,
            "{}",
            table.name
        );
        for column in table.columns {
            let (_, kind, not_null) = found.iter().find(|(name, _, _)| name == column.name).unwrap();
            assert_eq!(kind, sqlite_type(column.kind), "{}.{}", table.name, column.name);
            assert_eq!(*not_null, !column.nullable, "{}.{}", table.name, column.name);
        }
    }
}

#[tokio::test]
async fn references_are_foreign_keys() {
    let book = Book::new().await;
    for table in TABLES {
        let sql = format!("pragma foreign_key_list({})", table.name);
        let rows = sqlx::query(&sql).fetch_all(&book.store.readers).await.unwrap();
        for column in table.columns {
            let ColumnKind::Ref(target) = column.kind else { continue };
            let has = rows
                .iter()
                .any(|row| row.get::<&str, _>(3) == column.name && row.get::<&str, _>(2) == target);
            assert!(has, "{}.{} does not reference {target}", table.name, column.name);
        }
    }
}

#[tokio::test]
async fn every_sql_file_can_be_prepared() {
    let book = Book::new().await;
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 30, "only {} .sql files were found", files.len());
    for file in files {
        let sql = std::fs::read_to_string(&file).unwrap();
        assert!(sql.starts_with("-- "), "{} does not say what it is for", file.display());
        let prepared = book.store.readers.prepare(&sql).await;
        assert!(prepared.is_ok(), "{}: {}", file.display(), prepared.err().unwrap());
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            files.push(path);
        }
    }
}
