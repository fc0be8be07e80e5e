//! Each term of a query as a condition over the expense `e`.

use chrono::NaiveDate;
use domain::query::{Has, IntRange, Is, Name, Term};
use uuid::Uuid;

use super::{amount, any_text};
use crate::rest::sql::{Bind, Sql};

/// How a catalogue row hangs on an expense.
enum Hung {
    /// A column of the expense.
    Column(&'static str),
    /// A row of its own: table and column.
    Linked(&'static str, &'static str),
    /// The brand of the expense, or else of its place.
    Brand,
}

/// Whether a term asks about columns that a person who sees the amount alone does not see.
pub(super) fn is_hidden(term: &Term) -> bool {
    match term {
        Term::Meal(_)
        | Term::Kind(_)
        | Term::Status(_)
        | Term::Category(_)
        | Term::Currency(_)
        | Term::Amount(_)
        | Term::Dates { .. } => false,
        Term::Has(has) => !matches!(has, Has::Category),
        Term::Is(is) => !matches!(is, Is::Deleted | Is::Void | Is::Free),
        Term::Text(_)
        | Term::Phrase(_)
        | Term::Order(_)
        | Term::Tag(_)
        | Term::Place(_)
        | Term::Merchant(_)
        | Term::Person(_)
        | Term::Trip(_)
        | Term::Payment(_)
        | Term::PaymentKind(_)
        | Term::TipPercent(_)
        | Term::Party(_) => true,
    }
}

/// The condition of a term. Free text has none: it is compared row by row.
pub(super) fn condition(workspace: Uuid, term: &Term) -> Sql {
    match term {
        Term::Text(_) | Term::Phrase(_) => Sql::of("true"),
        Term::Meal(meals) => any_text("e.meal_type", meals.iter().map(|meal| meal.as_str())),
        Term::Order(orders) => any_text("e.order_type", orders.iter().map(|order| order.as_str())),
        Term::Kind(kinds) => any_text("e.kind", kinds.iter().map(|kind| kind.as_str())),
        Term::Status(all) => any_text("e.status", all.iter().map(|status| status.as_str())),
        Term::Currency(codes) => any_text("e.currency", codes.iter().map(|code| code.as_str())),
        Term::PaymentKind(kinds) => {
            let mut sql = Sql::of(PAID_BY_KIND);
            sql.append(&any_text("m.kind", kinds.iter().map(|kind| kind.as_str()))).push(")");
            sql
        }
        Term::Category(names) => named(workspace, "category", &Hung::Column("category_id"), names),
        Term::Place(names) => named(workspace, "place", &Hung::Column("place_id"), names),
        Term::Trip(names) => named(workspace, "trip", &Hung::Column("trip_id"), names),
        Term::Merchant(names) => named(workspace, "merchant", &Hung::Brand, names),
        Term::Tag(names) => named(workspace, "tag", &Hung::Linked("expense_tag", "tag_id"), names),
        Term::Person(names) => {
            named(workspace, "person", &Hung::Linked("expense_attendee", "person_id"), names)
        }
        Term::Payment(names) => {
            let hung = Hung::Linked("expense_payment", "payment_method_id");
            named(workspace, "payment_method", &hung, names)
        }
        Term::Amount(range) => amount::within(*range),
        Term::TipPercent(range) => between(TIP_BASIS_POINTS, *range),
        Term::Party(range) => between("e.party_size", *range),
        Term::Dates { from, to } => dates(*from, *to),
        Term::Has(has) => Sql::of(having(*has)),
        Term::Is(is) => Sql::of(being(*is)),
    }
}

/// The tip as basis points of what it was a tip on; without a stated base, of the bill before tax.
const TIP_BASIS_POINTS: &str = "(select (e.tip_minor::numeric * 10000 + div(t.base, 2)) / t.base from (select case e.tip_base \
     when 'post_tax' then e.total_minor - e.tip_minor \
     else coalesce(e.subtotal_minor, e.total_minor - e.tip_minor - coalesce(e.tax_minor, 0)) end::numeric as base) as t \
     where t.base > 0)";

const PAID_BY_KIND: &str = "exists (select 1 from expense_payment as x join payment_method as m \
     on m.workspace_id = e.workspace_id and m.id = x.payment_method_id \
     where x.workspace_id = e.workspace_id and x.expense_id = e.id and x.deleted_at is null and ";

fn between(expression: &str, range: IntRange) -> Sql {
    let bound = |compare: &str, bound: Option<i64>| {
        Some(Sql::with(format!("trunc({expression}) {compare} "), Bind::Int(bound?), ""))
    };
    let bounds: Vec<Sql> = bound(">=", range.from).into_iter().chain(bound("<=", range.to)).collect();
    if bounds.is_empty() {
        return Sql::of(format!("{expression} is not null"));
    }
    Sql::join(&bounds, "", " and ", "")
}

fn dates(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Sql {
    let bound = |compare: &str, day: Option<NaiveDate>| {
        Some(Sql::with(format!("e.occurred_on {compare} "), Bind::Date(day?), ""))
    };
    let bounds: Vec<Sql> = bound(">=", from).into_iter().chain(bound("<", to)).collect();
    if bounds.is_empty() { Sql::of("true") } else { Sql::join(&bounds, "", " and ", "") }
}

/// Rows filed under, tagged with, shared with … one of several names.
fn named(workspace: Uuid, kind: &str, hung: &Hung, names: &[Name]) -> Sql {
    let mut any = vec![holding(hung, &rows(workspace, kind, names))];
    if names.contains(&Name::None) {
        any.push(Sql::of(lacking(hung)));
    }
    Sql::join(&any, "(", " or ", ")")
}

/// A select of the ids meant: by id, or every live row of that folded name; of categories everything below, too.
fn rows(workspace: Uuid, kind: &str, names: &[Name]) -> Sql {
    let ids = names.iter().filter_map(|name| if let Name::Id(id) = name { Some(*id) } else { None });
    let folds =
        names.iter().filter_map(|name| if let Name::Folded(fold) = name { Some(fold.clone()) } else { None });
    let mut sql =
        Sql::with(format!("select r.id from {kind} as r where r.workspace_id = "), Bind::Id(workspace), "");
    sql.push(" and (r.id = any(").bind(Bind::Ids(ids.collect())).push(")");
    sql.push(" or (r.deleted_at is null and r.name_fold = any(")
        .bind(Bind::Texts(folds.collect()))
        .push(")))");
    if kind != "category" {
        return sql;
    }
    let mut tree = Sql::of("with recursive below (id) as (");
    tree.append(&sql).push(
        " union select c.id from below join category as c on c.parent_id = below.id and c.workspace_id = ",
    );
    tree.bind(Bind::Id(workspace)).push(") select below.id from below");
    tree
}

fn holding(hung: &Hung, rows: &Sql) -> Sql {
    let mut sql;
    match hung {
        Hung::Column(column) => {
            sql = Sql::of(format!("e.{column} in ("));
            sql.append(rows).push(")");
        }
        Hung::Linked(table, column) => {
            sql = Sql::of(format!("exists (select 1 from {table} as x where {LINKED} and x.{column} in ("));
            sql.append(rows).push("))");
        }
        Hung::Brand => {
            sql = Sql::of(
                "coalesce(e.merchant_id, (select p.merchant_id from place as p \
                 where p.workspace_id = e.workspace_id and p.id = e.place_id)) in (",
            );
            sql.append(rows).push(")");
        }
    }
    sql
}

const LINKED: &str = "x.workspace_id = e.workspace_id and x.expense_id = e.id and x.deleted_at is null";

fn lacking(hung: &Hung) -> String {
    match hung {
        Hung::Column(column) => format!("e.{column} is null"),
        Hung::Linked(table, _) => format!("not exists (select 1 from {table} as x where {LINKED})"),
        Hung::Brand => "coalesce(e.merchant_id, (select p.merchant_id from place as p \
             where p.workspace_id = e.workspace_id and p.id = e.place_id)) is null"
            .to_owned(),
    }
}

fn having(has: Has) -> String {
    let linked =
        |table: &str, more: &str| format!("exists (select 1 from {table} as x where {LINKED}{more})");
    match has {
        Has::Photo => linked("attachment", ""),
        Has::Receipt => linked("attachment", " and x.kind = 'receipt'"),
        Has::Tag => linked("expense_tag", ""),
        Has::Person => linked("expense_attendee", ""),
        Has::Lines => linked("expense_line", ""),
        Has::Note => "e.notes <> ''".to_owned(),
        Has::Tip => "e.tip_minor > 0".to_owned(),
        Has::Place => "e.place_id is not null".to_owned(),
        Has::Category => "e.category_id is not null".to_owned(),
    }
}

fn being(is: Is) -> &'static str {
    match is {
        Is::Deleted => "e.deleted_at is not null",
        Is::Void => "e.voided_at is not null",
        Is::Business => "e.is_business",
        Is::Free => "e.total_minor = 0",
        Is::Estimate => "e.amount_is_estimate",
    }
}
