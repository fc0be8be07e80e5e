//! Places, merchants, categories, tags, people, payment methods, trips: rows with their figures, and short forms for pickers.

pub(super) mod details;

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::WorkspaceId;
use domain::read::{AliasRow, CatalogueEntry, CatalogueKind, CatalogueRef, CurrencyTotal};
use domain::schema::Table;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::fragment::Fragment;
use super::rows::parse;
use super::sums::{SUMS, ranked, total};
use crate::sql::{self, Params};
use crate::write::{StoredRow, all_columns, stored_row};
use crate::{Result, Store};

/// Which rows of a catalogue are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Those in use: neither archived nor merged away.
    Active,
    /// Archived ones too.
    WithArchived,
}

impl Store {
    /// The rows of a catalogue with their figures, by name.
    pub async fn catalogue(
        &self,
        workspace: WorkspaceId,
        kind: CatalogueKind,
        shown: Shown,
    ) -> Result<Vec<CatalogueEntry>> {
        let mut reader = self.reader().await?;
        let archived = if shown == Shown::Active { " and archived_at is null" } else { "" };
        let condition = format!("deleted_at is null and merged_into_id is null{archived}");
        entries(&mut reader, workspace, kind, &Fragment::of(condition), None).await
    }

    /// One row with its figures, archived or merged as it may be; `None` when there is none or it was deleted.
    pub async fn catalogue_entry(
        &self,
        workspace: WorkspaceId,
        kind: CatalogueKind,
        id: Uuid,
    ) -> Result<Option<CatalogueEntry>> {
        let mut reader = self.reader().await?;
        let condition = Fragment::with("deleted_at is null and id = ?", [id.into()]);
        Ok(entries(&mut reader, workspace, kind, &condition, Some(id)).await?.pop())
    }

    /// The rows of a catalogue that a picker offers, by name.
    pub async fn catalogue_refs(
        &self,
        workspace: WorkspaceId,
        kind: CatalogueKind,
    ) -> Result<Vec<CatalogueRef>> {
        let mut reader = self.reader().await?;
        let (name, detail, color, icon, parent) = match kind {
            CatalogueKind::Place => ("c.name", "ifnull(c.branch_name, c.locality)", "null", "null", "null"),
            CatalogueKind::Category => {
                ("c.name", "p.name", "ifnull(c.color, p.color)", "c.icon", "c.parent_id")
            }
            CatalogueKind::Tag => ("c.name", "null", "c.color", "null", "null"),
            CatalogueKind::Person => ("c.display_name", "c.company", "null", "null", "null"),
            CatalogueKind::PaymentMethod => ("c.name", "c.last4", "null", "c.kind", "null"),
            CatalogueKind::Merchant | CatalogueKind::Trip => ("c.name", "null", "null", "null", "null"),
        };
        let parents = match kind {
            CatalogueKind::Category => {
                " left join category as p on p.id = c.parent_id and p.deleted_at is null"
            }
            _ => "",
        };
        let select = format!(
            "select c.id, {name}, {detail}, {color}, {icon}, {parent} from {} as c{parents} \
             where c.workspace_id = ?1 and c.deleted_at is null and c.archived_at is null \
             and c.merged_into_id is null order by c.name_fold, c.local_id",
            kind.table()
        );
        let rows =
            sqlx::query_with(&select, Params::new().id(workspace.0).take()).fetch_all(&mut *reader).await?;
        rows.iter()
            .map(|row| {
                Ok(CatalogueRef {
                    id: sql::id(row, 0)?,
                    name: row.try_get(1)?,
                    detail: row.try_get(2)?,
                    color: row.try_get(3)?,
                    icon: row.try_get(4)?,
                    parent: sql::opt_id(row, 5)?,
                })
            })
            .collect()
    }
}

/// What a catalogue row is used for.
#[derive(Default)]
struct Use {
    uses: u64,
    last_used_on: Option<NaiveDate>,
    totals: Vec<CurrencyTotal>,
}

async fn entries(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    kind: CatalogueKind,
    condition: &Fragment,
    only: Option<Uuid>,
) -> Result<Vec<CatalogueEntry>> {
    let table = Table::named(kind.table());
    let mut select =
        Fragment::of(format!("select {} from {} where workspace_id = ", all_columns(table), table.name));
    select.bind(workspace.0).push(" and ").append(condition).push(" order by name_fold, local_id");
    let rows = select.fetch(connection).await?;
    let rows = rows.iter().map(|row| stored_row(table, row)).collect::<Result<Vec<_>>>()?;
    let mut used = uses(connection, workspace, kind, only).await?;
    let names = parent_names(connection, workspace, kind).await?;
    let mut aliases = match kind {
        CatalogueKind::Merchant => aliases(connection, workspace).await?,
        _ => HashMap::new(),
    };
    rows.iter()
        .map(|row| {
            let usage = used.remove(&row.id).unwrap_or_default();
            let aliases = aliases.remove(&row.id).unwrap_or_default();
            entry(row, kind, usage, aliases, &names)
        })
        .collect()
}

fn entry(
    row: &StoredRow,
    kind: CatalogueKind,
    usage: Use,
    aliases: Vec<AliasRow>,
    names: &HashMap<Uuid, String>,
) -> Result<CatalogueEntry> {
    let parent = details::id(row, if kind == CatalogueKind::Place { "merchant_id" } else { "parent_id" });
    let exact = aliases.iter().filter(|alias| alias.matching == "exact").map(|alias| alias.pattern.clone());
    Ok(CatalogueEntry {
        id: row.id,
        input: details::input(row, kind, exact.collect()),
        is_archived: details::int(row, "archived_at").is_some(),
        merged_into: details::id(row, "merged_into_id"),
        uses: usage.uses,
        totals: ranked(usage.totals),
        last_used_on: usage.last_used_on,
        parent_name: parent.and_then(|parent| names.get(&parent).cloned()),
        aliases,
    })
}

async fn uses(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    kind: CatalogueKind,
    only: Option<Uuid>,
) -> Result<HashMap<Uuid, Use>> {
    let linked = |table: &str| {
        format!("{table} as x cross join expense as e on e.id = x.expense_id and x.deleted_at is null")
    };
    // All rows are added up along the index that has every column; one row's expenses are found by their own.
    let all = if only.is_none() { "expense as e indexed by expense_by_date" } else { "expense as e" };
    let (key, from) = match kind {
        CatalogueKind::Place => ("e.place_id", all.to_owned()),
        CatalogueKind::Merchant => (
            "ifnull(e.merchant_id, p.merchant_id)",
            format!("{all} left join place as p on p.id = e.place_id"),
        ),
        CatalogueKind::Category => ("e.category_id", all.to_owned()),
        CatalogueKind::Trip => ("e.trip_id", all.to_owned()),
        CatalogueKind::Tag => ("x.tag_id", linked("expense_tag")),
        CatalogueKind::Person => ("x.person_id", linked("expense_attendee")),
        CatalogueKind::PaymentMethod => ("x.payment_method_id", linked("expense_payment")),
    };
    let mut select = Fragment::of(format!("select {key}, count(*), max(e.occurred_on), {SUMS} from {from}"));
    select.push(" where e.workspace_id = ").bind(workspace.0);
    select.push(&format!(" and e.deleted_at is null and {key} "));
    match only {
        Some(id) => select.push("= ").bind(id),
        None => select.push("is not null"),
    };
    select.push(" group by 1, e.currency");
    let mut uses: HashMap<Uuid, Use> = HashMap::new();
    for row in select.fetch(connection).await? {
        let usage = uses.entry(sql::id(&row, 0)?).or_default();
        usage.uses += u64::try_from(row.try_get::<i64, _>(1)?).unwrap_or(0);
        let last: NaiveDate = parse(row.try_get(2)?, "a date")?;
        usage.last_used_on = usage.last_used_on.max(Some(last));
        usage.totals.push(total(&row, 3)?);
    }
    Ok(uses)
}

async fn parent_names(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    kind: CatalogueKind,
) -> Result<HashMap<Uuid, String>> {
    let table = match kind {
        CatalogueKind::Place => "merchant",
        CatalogueKind::Category => "category",
        _ => return Ok(HashMap::new()),
    };
    let select = format!("select id, name from {table} where workspace_id = ?1 and deleted_at is null");
    let rows = sqlx::query_with(&select, Params::new().id(workspace.0).take()).fetch_all(connection).await?;
    rows.iter().map(|row| Ok((sql::id(row, 0)?, row.try_get(1)?))).collect()
}

async fn aliases(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
) -> Result<HashMap<Uuid, Vec<AliasRow>>> {
    let rows = sqlx::query_with(include_str!("catalogue/aliases.sql"), Params::new().id(workspace.0).take())
        .fetch_all(connection)
        .await?;
    let mut aliases: HashMap<Uuid, Vec<AliasRow>> = HashMap::new();
    for row in &rows {
        let alias = AliasRow { pattern: row.try_get(1)?, matching: row.try_get(2)? };
        aliases.entry(sql::id(row, 0)?).or_default().push(alias);
    }
    Ok(aliases)
}
