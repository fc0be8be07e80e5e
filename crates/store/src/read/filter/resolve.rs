//! Names of a query to ids: every live row of that folded name, and for categories everything below.

use domain::WorkspaceId;
use domain::query::Name;
use domain::read::CatalogueKind;
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::Result;
use crate::read::fragment::Fragment;

pub(super) async fn ids(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    kind: CatalogueKind,
    names: &[Name],
) -> Result<Vec<Uuid>> {
    let mut ids: Vec<Uuid> =
        names.iter().filter_map(|name| if let Name::Id(id) = name { Some(*id) } else { None }).collect();
    let folds: Vec<&str> = names
        .iter()
        .filter_map(|name| if let Name::Folded(fold) = name { Some(fold.as_str()) } else { None })
        .collect();
    if !folds.is_empty() {
        let mut sql = Fragment::of(format!("select id from {} where workspace_id = ", kind.table()));
        sql.bind(workspace.0).push(" and deleted_at is null and ");
        sql.append(&Fragment::text_in("name_fold", folds));
        ids.extend(fetch(connection, &sql).await?);
    }
    if kind == CatalogueKind::Category && !ids.is_empty() {
        // Two levels are shown, but a merge or another device may make deeper ones.
        let mut sql = Fragment::of("with recursive below (id) as (select id from category where ");
        sql.append(&Fragment::id_in("id", &ids));
        sql.push(" union select c.id from below join category as c on c.parent_id = below.id) select id from below");
        ids.extend(fetch(connection, &sql).await?);
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

async fn fetch(connection: &mut SqliteConnection, sql: &Fragment) -> Result<Vec<Uuid>> {
    sql.fetch(connection).await?.iter().map(|row| crate::sql::id(row, 0)).collect()
}
