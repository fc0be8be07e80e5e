//! Spending per currency: the one place that says how expenses are added up (`domain::read::figures`).

use domain::read::CurrencyTotal;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::rows::parse;
use crate::Result;

/// Whether an amount is spending (1), came back (-1) or does not count (0): `ExpenseKind::spending_sign`, and nothing that is void,
/// planned or in the trash. Not a generated column, because SQLite does not read those from an index alone.
macro_rules! sign {
    () => {
        "case when e.deleted_at is not null or e.voided_at is not null or e.status = 'planned' then 0 \
         when e.kind = 'refund' then -1 when e.kind = 'reimbursement_in' then 0 else 1 end"
    };
}

/// Six columns, read by `total` from the first of them; to be grouped by currency at least.
pub(crate) const SUMS: &str = concat!(
    "e.currency, sum((",
    sign!(),
    ") * e.total_minor), ",
    "sum((",
    sign!(),
    ") <> 0), ",
    "sum((",
    sign!(),
    ") * ifnull(e.tip_minor, 0)), ",
    "sum(case when e.party_size is null then 0 else (",
    sign!(),
    ") * e.total_minor end), ",
    "sum(case when (",
    sign!(),
    ") > 0 then ifnull(e.party_size, 0) else 0 end)"
);

/// The net spending alone.
pub(crate) const NET: &str = concat!("sum((", sign!(), ") * e.total_minor)");

/// How many columns `SUMS` has.
pub(crate) const SUMS_COLUMNS: usize = 6;

/// The total whose columns begin at `at`.
pub(crate) fn total(row: &SqliteRow, at: usize) -> Result<CurrencyTotal> {
    let count = |at: usize| -> Result<u64> { Ok(u64::try_from(row.try_get::<i64, _>(at)?).unwrap_or(0)) };
    Ok(CurrencyTotal {
        currency: parse(row.try_get(at)?, "a currency")?,
        total_minor: row.try_get(at + 1)?,
        count: count(at + 2)?,
        tip_minor: row.try_get(at + 3)?,
        party_total_minor: row.try_get(at + 4)?,
        party_people: count(at + 5)?,
    })
}

/// The currency with most expenses first; those without counted ones are left out.
pub(crate) fn ranked(mut totals: Vec<CurrencyTotal>) -> Vec<CurrencyTotal> {
    totals.retain(|total| total.count > 0);
    totals.sort_by(|a, b| b.count.cmp(&a.count).then(a.currency.cmp(&b.currency)));
    totals
}
