//! One row: cells into an expense.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use domain::amount::NumberFormat;
use domain::expense::{LINKS_MAX, NAME_CHARS_MAX, PARTY_MAX};
use domain::fold::fold;
use domain::quick::meal_named;
use domain::{CurrencyCode, ExpenseKind, MealType, OrderType};

use crate::error::{Reason, RowProblem};
use crate::import::amounts::{self, Sign};
use crate::import::cells::Cells;
use crate::import::dates::{self, DateRules};
use crate::import::header::Field;
use crate::import::json::{self};
use crate::import::{Category, FIELD_CHARS_MAX, Format, ImportRow, Profile, SignConvention};

/// How the cells of a file are read.
pub(crate) struct Rules {
    dates: DateRules,
    zone: Option<Tz>,
    numbers: NumberFormat,
    sign: SignConvention,
    currency: CurrencyCode,
    /// Whether `Parent:Child` is two categories: the original project's names are whole.
    splits_categories: bool,
}

impl Rules {
    pub(crate) fn of(profile: &Profile) -> Self {
        let comma = profile.decimal_comma;
        Self {
            dates: DateRules {
                day_first: profile.day_first.unwrap_or(false),
                year_first: profile.year_first,
                dates_1904: profile.options.dates_1904,
            },
            zone: profile.options.zone.as_deref().and_then(|zone| zone.parse().ok()),
            numbers: if comma {
                NumberFormat::new(',', Some('.'))
            } else {
                NumberFormat::new('.', Some(','))
            },
            sign: profile.sign,
            currency: profile.options.currency,
            splits_categories: !matches!(profile.format, Format::OriginalCsv | Format::OriginalJson),
        }
    }
}

/// Reads a row. Without a day, an amount or its currency there is no expense; other cells that cannot be read are warnings.
pub(crate) fn build(cells: &Cells<'_>, line: u64, rules: &Rules) -> Result<ImportRow, RowProblem> {
    let mut warnings = Warnings { line, list: Vec::new() };
    let (occurred_on, occurred_time) = when(cells, rules, &mut warnings)?;
    let money = money(cells, line, rules)?;
    let notes = cells.get(Field::Notes);
    if notes.len() > FIELD_CHARS_MAX && notes.chars().count() > FIELD_CHARS_MAX {
        return Err(RowProblem::new(line, Field::Notes, Reason::TooLong, notes));
    }
    let (kind, kind_is_category) = kind(cells, money.sign, rules.sign);
    let extra = |field: Field, warnings: &mut Warnings| extra(cells, field, money.currency, rules, warnings);
    Ok(ImportRow {
        line,
        occurred_on,
        occurred_time,
        kind: if money.minor == 0 && kind != ExpenseKind::Fee { ExpenseKind::Purchase } else { kind },
        currency: money.currency,
        currency_written: money.currency_written,
        total_minor: money.minor,
        tip_minor: extra(Field::Tip, &mut warnings),
        tax_minor: extra(Field::Tax, &mut warnings),
        place_name: warnings.name(Field::Place, cells.get(Field::Place)),
        merchant_name: warnings.name(Field::Merchant, cells.get(Field::Merchant)),
        category: category(cells, kind_is_category, rules, &mut warnings),
        meal_type: meal(cells.get(Field::Meal)),
        order_type: order(cells.get(Field::Order)),
        party_size: party(cells.get(Field::Party), &mut warnings),
        tags: tags(cells.get(Field::Tags), &mut warnings),
        notes: notes.to_owned(),
        cleared_on: cleared(cells.get(Field::Cleared), rules, &mut warnings),
        fingerprint: String::new(),
        warnings: warnings.list,
    })
}

/// Cells that are left out.
struct Warnings {
    line: u64,
    list: Vec<RowProblem>,
}

impl Warnings {
    fn add(&mut self, field: Field, reason: Reason, text: &str) {
        self.list.push(RowProblem::new(self.line, field, reason, text));
    }

    /// A name of at most `NAME_CHARS_MAX` characters; a longer one is cut.
    fn name(&mut self, field: Field, text: &str) -> Option<String> {
        if text.len() > NAME_CHARS_MAX && text.chars().count() > NAME_CHARS_MAX {
            self.add(field, Reason::TooLong, text);
            return Some(text.chars().take(NAME_CHARS_MAX).collect());
        }
        (!text.is_empty()).then(|| text.to_owned())
    }
}

fn when(
    cells: &Cells<'_>,
    rules: &Rules,
    warnings: &mut Warnings,
) -> Result<(NaiveDate, Option<NaiveTime>), RowProblem> {
    let line = warnings.line;
    let instant = cells.get(Field::InstantUtc);
    let written = cells.get(Field::Date);
    // The original writes the day and the instant in UTC: only a known zone tells the day at the table.
    if !instant.is_empty() && (rules.zone.is_some() || written.is_empty()) {
        match dates::stamp(instant, rules.dates) {
            Ok(stamp) if stamp.time.is_some() || written.is_empty() => {
                let local = dates::local(dates::Stamp { utc: true, ..stamp }, rules.zone);
                return Ok((local.day, local.time.filter(|_| rules.zone.is_some())));
            }
            Ok(_) => {}
            Err(reason) if written.is_empty() => {
                return Err(RowProblem::new(line, Field::Date, reason, instant));
            }
            Err(reason) => warnings.add(Field::InstantUtc, reason, instant),
        }
    }
    if written.is_empty() {
        return Err(RowProblem::new(line, Field::Date, Reason::Missing, ""));
    }
    let stamp = dates::stamp(written, rules.dates)
        .map_err(|reason| RowProblem::new(line, Field::Date, reason, written))?;
    let stamp = dates::local(stamp, rules.zone);
    let time_text = cells.get(Field::Time);
    if stamp.time.is_some() || time_text.is_empty() {
        return Ok((stamp.day, stamp.time));
    }
    let time = dates::time(time_text);
    if time.is_none() {
        warnings.add(Field::Time, Reason::NotATime, time_text);
    }
    Ok((stamp.day, time.filter(|time| *time != NaiveTime::MIN)))
}

/// The amount as it was written.
struct MoneyCell {
    minor: i64,
    currency: CurrencyCode,
    currency_written: bool,
    sign: MoneySign,
}

/// Which way the money went, as far as the amount itself says.
#[derive(Clone, Copy)]
enum MoneySign {
    Written(Sign),
    Debit,
    Credit,
}

fn money(cells: &Cells<'_>, line: u64, rules: &Rules) -> Result<MoneyCell, RowProblem> {
    let mut empty = true;
    for field in [Field::Amount, Field::Debit, Field::Credit] {
        let text = cells.get(field);
        if text.is_empty() {
            continue;
        }
        empty = false;
        let problem = |reason| RowProblem::new(line, field, reason, text);
        let cell = amounts::cell(text).ok_or_else(|| problem(Reason::NotAnAmount))?;
        let written = cells.get(Field::Currency);
        let named = if written.is_empty() { cell.currency } else { written };
        let currency = match (written, cell.currency) {
            ("", "") => Ok(rules.currency),
            (only, "") | ("", only) => amounts::currency(only, rules.currency),
            (column, beside) => amounts::agreed(column, beside, rules.currency),
        };
        let currency = currency.map_err(|reason| RowProblem::new(line, Field::Currency, reason, named))?;
        let minor = amounts::minor(cell.digits, currency.exponent(), rules.numbers).map_err(problem)?;
        let other_side = field == Field::Debit && !cells.get(Field::Credit).is_empty();
        if minor == 0 && other_side {
            continue;
        }
        let sign = match field {
            _ if cell.sign == Sign::Debit => MoneySign::Debit,
            _ if cell.sign == Sign::Credit => MoneySign::Credit,
            Field::Debit if cell.sign != Sign::Parentheses => MoneySign::Debit,
            Field::Credit => MoneySign::Credit,
            _ => MoneySign::Written(cell.sign),
        };
        return Ok(MoneyCell { minor, currency, currency_written: !named.is_empty(), sign });
    }
    Err(RowProblem::new(line, Field::Amount, if empty { Reason::Missing } else { Reason::NotAnAmount }, ""))
}

/// Which way the money went; and whether the cell for it was something else, which is then the category.
fn kind(cells: &Cells<'_>, sign: MoneySign, convention: SignConvention) -> (ExpenseKind, bool) {
    let written = cells.get(Field::Kind);
    if !written.is_empty()
        && let Some(kind) = kind_named(written)
    {
        return (kind, false);
    }
    let came_back = || if mentions_refund(cells) { ExpenseKind::Refund } else { ExpenseKind::Reimbursement };
    let kind = match (convention, sign) {
        (_, MoneySign::Debit | MoneySign::Written(Sign::Debit)) => ExpenseKind::Purchase,
        (_, MoneySign::Credit | MoneySign::Written(Sign::Credit)) => came_back(),
        (SignConvention::SpendingNegative, MoneySign::Written(Sign::Minus | Sign::Parentheses)) => {
            ExpenseKind::Purchase
        }
        (SignConvention::SpendingNegative, MoneySign::Written(Sign::None | Sign::Plus)) => came_back(),
        (SignConvention::SpendingPositive, MoneySign::Written(Sign::None | Sign::Plus)) => {
            ExpenseKind::Purchase
        }
        (SignConvention::SpendingPositive, MoneySign::Written(Sign::Minus | Sign::Parentheses)) => {
            ExpenseKind::Refund
        }
        (SignConvention::PlusIsReturn, MoneySign::Written(Sign::None | Sign::Parentheses)) => {
            ExpenseKind::Purchase
        }
        (SignConvention::PlusIsReturn, MoneySign::Written(Sign::Plus)) => came_back(),
        (SignConvention::PlusIsReturn, MoneySign::Written(Sign::Minus)) => ExpenseKind::Refund,
    };
    (kind, !written.is_empty())
}

fn kind_named(text: &str) -> Option<ExpenseKind> {
    Some(match fold(text).as_str() {
        "purchase" | "expense" | "debit" | "sale" | "payment" | "spending" | "gasto" | "compra" | "cargo"
        | "ausgabe" | "kauf" | "lastschrift" => ExpenseKind::Purchase,
        "refund" | "return" | "reembolso" | "devolucion" | "erstattung" | "ruckerstattung" => {
            ExpenseKind::Refund
        }
        "reimbursement" | "reimbursement_in" | "income" | "credit" | "deposit" | "ingreso" | "abono"
        | "einnahme" | "gutschrift" => ExpenseKind::Reimbursement,
        "fee" | "comision" | "gebuhr" => ExpenseKind::Fee,
        "adjustment" | "ajuste" | "korrektur" => ExpenseKind::Adjustment,
        _ => return None,
    })
}

fn mentions_refund(cells: &Cells<'_>) -> bool {
    const WORDS: &[&str] = &["refund", "reembolso", "devolucion", "erstattung"];
    [Field::Category, Field::Merchant, Field::Place, Field::Notes].iter().any(|field| {
        let folded = fold(cells.get(*field));
        // "Reimbursement" is told first: a refund of one's own money is no reimbursement.
        WORDS.iter().any(|word| folded.contains(word)) && !folded.contains("reimburse")
    })
}

/// A tip or a tax, never negative.
fn extra(
    cells: &Cells<'_>,
    field: Field,
    currency: CurrencyCode,
    rules: &Rules,
    warnings: &mut Warnings,
) -> Option<i64> {
    let text = cells.get(field);
    if text.is_empty() {
        return None;
    }
    let read = amounts::cell(text)
        .ok_or(Reason::NotAnAmount)
        .and_then(|cell| amounts::minor(cell.digits, currency.exponent(), rules.numbers));
    read.inspect_err(|reason| warnings.add(field, *reason, text)).ok()
}

fn category(
    cells: &Cells<'_>,
    kind_is_category: bool,
    rules: &Rules,
    warnings: &mut Warnings,
) -> Option<Category> {
    let mut written = cells.get(Field::Category);
    let below = cells.get(Field::Subcategory);
    if written.is_empty() && kind_is_category {
        written = cells.get(Field::Kind);
    }
    let (parent, name) = match (written, below) {
        ("", "") => return None,
        ("", only) => ("", only),
        (whole, "") if rules.splits_categories => split_category(whole),
        (whole, "") => ("", whole),
        (parent, child) => (parent, child),
    };
    let parent = warnings.name(Field::Category, parent);
    let name = warnings.name(Field::Category, name)?;
    let written = match &parent {
        Some(parent) if !below.is_empty() => format!("{parent}:{name}"),
        Some(_) => written.to_owned(),
        None => name.clone(),
    };
    Some(Category { parent, name, written })
}

/// `Parent:Child` and `Parent > Child`; a colon with nothing on one side belongs to the name (E-144).
fn split_category(whole: &str) -> (&str, &str) {
    let parts = whole.split_once(" > ").or_else(|| whole.split_once(':'));
    match parts.map(|(parent, child)| (parent.trim(), child.trim())) {
        Some((parent, child)) if !parent.is_empty() && !child.is_empty() => (parent, child),
        _ => ("", whole),
    }
}

fn meal(text: &str) -> Option<MealType> {
    if text.is_empty() {
        return None;
    }
    let exact = MealType::ALL.iter().copied().find(|meal| meal.as_str().eq_ignore_ascii_case(text));
    Some(exact.or_else(|| meal_named(text)).unwrap_or(MealType::Other))
}

fn order(text: &str) -> Option<OrderType> {
    if text.is_empty() {
        return None;
    }
    let exact = OrderType::ALL.iter().copied().find(|order| order.as_str().eq_ignore_ascii_case(text));
    let named = || match fold(text).as_str() {
        "takeaway" | "take away" | "take-away" | "take out" | "to go" | "pickup" | "pick up" | "carryout"
        | "para llevar" | "zum mitnehmen" | "abholung" => OrderType::Takeout,
        "restaurant" | "eat in" | "here" | "en el local" | "en mesa" | "vor ort" | "im restaurant" => {
            OrderType::DineIn
        }
        "a domicilio" | "domicilio" | "lieferung" | "delivered" | "lieferdienst" => OrderType::Delivery,
        "drive-through" | "drive through" | "drive in" => OrderType::DriveThru,
        _ => OrderType::known(text).unwrap_or(OrderType::Other),
    };
    Some(exact.unwrap_or_else(named))
}

fn party(text: &str, warnings: &mut Warnings) -> Option<u16> {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    match digits.parse::<u16>() {
        Ok(0) => None,
        Ok(people) if people <= PARTY_MAX => Some(people),
        _ if text.is_empty() => None,
        _ => {
            warnings.add(Field::Party, Reason::NotACount, text);
            None
        }
    }
}

/// `a, b; c`, or a JSON list; each tag once, without `#`.
fn tags(text: &str, warnings: &mut Warnings) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let listed = if text.starts_with('[') {
        serde_json::from_str::<Vec<&serde_json::value::RawValue>>(text).ok()
    } else {
        None
    };
    let names: Vec<String> = match listed {
        Some(values) => values.into_iter().map(json::text_of).collect(),
        None => text.split([',', ';', '|']).map(str::to_owned).collect(),
    };
    let mut tags: Vec<String> = Vec::new();
    for name in names {
        let name = name.trim().trim_start_matches('#').trim();
        let Some(name) = warnings.name(Field::Tags, name) else { continue };
        if tags.is_empty() || !tags.iter().any(|tag| fold(tag) == fold(&name)) {
            tags.push(name);
        }
    }
    if tags.len() > LINKS_MAX {
        warnings.add(Field::Tags, Reason::TooLong, text);
        tags.truncate(LINKS_MAX);
    }
    tags
}

fn cleared(text: &str, rules: &Rules, warnings: &mut Warnings) -> Option<NaiveDate> {
    if text.is_empty() {
        return None;
    }
    dates::stamp(text, rules.dates)
        .inspect_err(|reason| warnings.add(Field::Cleared, *reason, text))
        .ok()
        .map(|stamp| stamp.day)
}
