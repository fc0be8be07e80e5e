//! Each term of a query as a condition over the expense `e`.

use domain::WorkspaceId;
use domain::fold::{match_expression, phrase_expression};
use domain::query::{Has, IntRange, Is, Name, Term};
use domain::read::CatalogueKind;
use domain::schema::Value;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::{Compiled, amount, resolve};
use crate::Result;
use crate::read::fragment::Fragment;

/// Compiles a term; `None` when it asks for nothing (a text without a letter).
pub(super) async fn compile(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    term: &Term,
) -> Result<Option<Compiled>> {
    let plain = |condition| Ok(Some(Compiled { condition, driver: None }));
    match term {
        Term::Text(text) => Ok(match_expression(text).map(matching)),
        Term::Phrase(text) => Ok(phrase_expression(text).map(matching)),
        Term::Meal(meals) => plain(Fragment::text_in("e.meal_type", meals.iter().map(|meal| meal.as_str()))),
        Term::Order(orders) => {
            plain(Fragment::text_in("e.order_type", orders.iter().map(|order| order.as_str())))
        }
        Term::Kind(kinds) => plain(Fragment::text_in("e.kind", kinds.iter().map(|kind| kind.as_str()))),
        Term::Status(all) => plain(Fragment::text_in("e.status", all.iter().map(|status| status.as_str()))),
        Term::Currency(codes) => {
            plain(Fragment::text_in("e.currency", codes.iter().map(|code| code.as_str())))
        }
        Term::PaymentKind(kinds) => {
            let mut condition = Fragment::of(PAID_BY_KIND);
            condition.append(&Fragment::text_in("m.kind", kinds.iter().map(|kind| kind.as_str()))).push(")");
            plain(condition)
        }
        Term::Category(names) => named(connection, workspace, CatalogueKind::Category, names).await.map(Some),
        Term::Tag(names) => named(connection, workspace, CatalogueKind::Tag, names).await.map(Some),
        Term::Place(names) => named(connection, workspace, CatalogueKind::Place, names).await.map(Some),
        Term::Merchant(names) => named(connection, workspace, CatalogueKind::Merchant, names).await.map(Some),
        Term::Person(names) => named(connection, workspace, CatalogueKind::Person, names).await.map(Some),
        Term::Trip(names) => named(connection, workspace, CatalogueKind::Trip, names).await.map(Some),
        Term::Payment(names) => {
            named(connection, workspace, CatalogueKind::PaymentMethod, names).await.map(Some)
        }
        Term::Amount(range) => plain(amount::within(*range)),
        Term::TipPercent(range) => plain(between(TIP_BASIS_POINTS, *range)),
        Term::Party(range) => plain(between("e.party_size", *range)),
        Term::Dates { from, to } => Ok(Some(dates(workspace, *from, *to))),
        Term::Has(has) => Ok(Some(having(*has))),
        Term::Is(is) => plain(being(*is)),
    }
}

fn matching(expression: String) -> Compiled {
    let select = "select rowid from expense_search where expense_search match ?";
    Compiled {
        condition: Fragment::with(format!("e.local_id in ({select})"), [Value::from(expression.clone())]),
        driver: Some(Fragment::with(select.replace("rowid", "rowid as local_id"), [Value::from(expression)])),
    }
}

/// The tip as basis points of what it was a tip on; without a stated base, of the bill before tax.
const TIP_BASIS_POINTS: &str = "(select (e.tip_minor * 10000 + t.base / 2) / t.base from (select case e.tip_base \
     when 'post_tax' then e.total_minor - e.tip_minor \
     else coalesce(e.subtotal_minor, e.total_minor - e.tip_minor - ifnull(e.tax_minor, 0)) end as base) as t \
     where t.base > 0)";

const PAID_BY_KIND: &str = "exists (select 1 from expense_payment as x join payment_method as m \
     on m.id = x.payment_method_id where x.expense_id = e.id and x.deleted_at is null and ";

fn between(expression: &str, range: IntRange) -> Fragment {
    let bounds: Vec<Fragment> = [(" >= ?", range.from), (" <= ?", range.to)]
        .into_iter()
        .filter_map(|(compare, bound)| {
            Some(Fragment::with(format!("{expression}{compare}"), [Value::Int(bound?)]))
        })
        .collect();
    if bounds.is_empty() {
        return Fragment::of(format!("{expression} is not null"));
    }
    Fragment::join(&bounds, "", " and ", "")
}

fn dates(workspace: WorkspaceId, from: Option<chrono::NaiveDate>, to: Option<chrono::NaiveDate>) -> Compiled {
    let bounds = |prefix: &str| {
        let bounds: Vec<Fragment> = [(">=", from), ("<", to)]
            .into_iter()
            .filter_map(|(compare, day)| {
                Some(Fragment::with(format!("{prefix}occurred_on {compare} ?"), [Value::from(day?)]))
            })
            .collect();
        if bounds.is_empty() { Fragment::of("1") } else { Fragment::join(&bounds, "", " and ", "") }
    };
    let mut driver = Fragment::of("select local_id from expense where workspace_id = ");
    driver.bind(workspace.0).push(" and deleted_at is null and ").append(&bounds(""));
    Compiled { condition: bounds("e."), driver: Some(driver) }
}

/// Rows filed under, tagged with, shared with … one of several names.
async fn named(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    kind: CatalogueKind,
    names: &[Name],
) -> Result<Compiled> {
    let ids = resolve::ids(connection, workspace, kind, names).await?;
    let mut any = vec![holding(kind, &ids)];
    let none = names.contains(&Name::None);
    if none {
        any.push(Fragment::of(lacking(kind)));
    }
    let driver = if none { None } else { Some(driver(workspace, kind, &ids)) };
    Ok(Compiled { condition: Fragment::join(&any, "(", " or ", ")"), driver })
}

fn holding(kind: CatalogueKind, ids: &[Uuid]) -> Fragment {
    let linked = |table: &str, column: &str| {
        let mut sql = Fragment::of(format!(
            "exists (select 1 from {table} as x where x.expense_id = e.id and x.deleted_at is null and "
        ));
        sql.append(&Fragment::id_in(&format!("x.{column}"), ids)).push(")");
        sql
    };
    match kind {
        CatalogueKind::Place => Fragment::id_in("e.place_id", ids),
        CatalogueKind::Category => Fragment::id_in("e.category_id", ids),
        CatalogueKind::Trip => Fragment::id_in("e.trip_id", ids),
        CatalogueKind::Merchant => {
            // A brand of its own overrides that of the place.
            let of_places = Fragment::id_in(
                "(e.merchant_id is null and e.place_id in (select id from place where merchant_id",
                ids,
            );
            let mut sql =
                Fragment::join(&[Fragment::id_in("e.merchant_id", ids), of_places], "(", " or ", "");
            sql.push(")))");
            sql
        }
        CatalogueKind::Tag => linked("expense_tag", "tag_id"),
        CatalogueKind::Person => linked("expense_attendee", "person_id"),
        CatalogueKind::PaymentMethod => linked("expense_payment", "payment_method_id"),
    }
}

fn lacking(kind: CatalogueKind) -> &'static str {
    match kind {
        CatalogueKind::Place => "e.place_id is null",
        CatalogueKind::Category => "e.category_id is null",
        CatalogueKind::Trip => "e.trip_id is null",
        CatalogueKind::Merchant => {
            "(e.merchant_id is null and not exists (select 1 from place as x where x.id = e.place_id \
             and x.merchant_id is not null))"
        }
        CatalogueKind::Tag => {
            "not exists (select 1 from expense_tag as x where x.expense_id = e.id and x.deleted_at is null)"
        }
        CatalogueKind::Person => {
            "not exists (select 1 from expense_attendee as x where x.expense_id = e.id and x.deleted_at is null)"
        }
        CatalogueKind::PaymentMethod => {
            "not exists (select 1 from expense_payment as x where x.expense_id = e.id and x.deleted_at is null)"
        }
    }
}

/// The rows of `holding`, reached through its own index.
fn driver(workspace: WorkspaceId, kind: CatalogueKind, ids: &[Uuid]) -> Fragment {
    let direct = |column: &str| {
        let mut sql = Fragment::of("select local_id from expense where ");
        sql.append(&Fragment::id_in(column, ids));
        sql
    };
    let linked = |table: &str, column: &str| {
        let mut sql = Fragment::of(format!(
            "select distinct o.local_id from {table} as x cross join expense as o on o.id = x.expense_id \
             where x.deleted_at is null and "
        ));
        sql.append(&Fragment::id_in(&format!("x.{column}"), ids));
        sql
    };
    match kind {
        CatalogueKind::Place => direct("place_id"),
        CatalogueKind::Category => direct("category_id"),
        CatalogueKind::Trip => {
            let mut sql = Fragment::of("select local_id from expense where workspace_id = ");
            sql.bind(workspace.0).push(" and deleted_at is null and ");
            sql.append(&Fragment::id_in("ifnull(trip_id, x'')", ids));
            sql
        }
        CatalogueKind::Merchant => {
            let mut sql = direct("merchant_id");
            sql.push(" union select local_id from expense where merchant_id is null and place_id in (select id from place where ");
            sql.append(&Fragment::id_in("merchant_id", ids)).push(")");
            sql
        }
        CatalogueKind::Tag => linked("expense_tag", "tag_id"),
        CatalogueKind::Person => linked("expense_attendee", "person_id"),
        CatalogueKind::PaymentMethod => linked("expense_payment", "payment_method_id"),
    }
}

fn having(has: Has) -> Compiled {
    let linked = |table: &str, more: &str| {
        let condition = format!(
            "exists (select 1 from {table} as x where x.expense_id = e.id and x.deleted_at is null{more})"
        );
        let driver = format!(
            "select distinct o.local_id from {table} as x cross join expense as o on o.id = x.expense_id \
             where x.deleted_at is null{more}"
        );
        Compiled { condition: Fragment::of(condition), driver: Some(Fragment::of(driver)) }
    };
    let plain = |text: &str| Compiled { condition: Fragment::of(text), driver: None };
    match has {
        Has::Photo => linked("attachment", ""),
        Has::Receipt => linked("attachment", " and x.kind = 'receipt'"),
        Has::Tag => linked("expense_tag", ""),
        Has::Person => linked("expense_attendee", ""),
        Has::Lines => linked("expense_line", ""),
        Has::Note => plain("e.notes <> ''"),
        Has::Tip => plain("e.tip_minor > 0"),
        Has::Place => plain("e.place_id is not null"),
        Has::Category => plain("e.category_id is not null"),
    }
}

fn being(is: Is) -> Fragment {
    Fragment::of(match is {
        Is::Deleted => "e.deleted_at is not null",
        Is::Void => "e.voided_at is not null",
        Is::Business => "e.is_business = 1",
        Is::Free => "e.total_minor = 0",
        Is::Estimate => "e.amount_is_estimate = 1",
    })
}
