//! What the whole file says about the order of its dates, its decimal mark and its signs (E-131, E-132).

use domain::CurrencyCode;

use crate::import::amounts::{self, Mark, Sign};
use crate::import::cells::Cells;
use crate::import::dates::{self, Order, ShortYear};
use crate::import::header::Field;
use crate::import::{Choice, Format, Options, SignConvention};

/// Counts over all rows.
#[derive(Default)]
pub(crate) struct Evidence {
    pub(crate) rows: u64,
    /// Dates of three figures of two digits that may begin with the year, and those that cannot.
    year_first: u64,
    year_last: u64,
    /// Whether one of them would be long ago if it did not begin with the year.
    old_years: bool,
    day_first: u64,
    month_first: u64,
    either_order: Option<Choice>,
    point: u64,
    comma: u64,
    either_mark: Option<String>,
    plain: u64,
    plus: u64,
    minus: u64,
}

impl Evidence {
    pub(crate) fn add(&mut self, cells: &Cells<'_>, default: CurrencyCode) {
        self.rows += 1;
        for field in [Field::Date, Field::Cleared] {
            self.add_date(cells.get(field));
        }
        let written = cells.get(Field::Currency);
        for field in [Field::Amount, Field::Debit, Field::Credit, Field::Tip, Field::Tax] {
            if let Some(cell) = amounts::cell(cells.get(field)) {
                let text = if written.is_empty() { cell.currency } else { written };
                let currency = if text.is_empty() {
                    default
                } else {
                    amounts::currency(text, default).unwrap_or(default)
                };
                self.add_mark(cell.digits, currency);
                if field == Field::Amount {
                    self.add_sign(cell.sign);
                }
            }
        }
    }

    fn add_date(&mut self, text: &str) {
        match dates::short_year(text) {
            Some(ShortYear::First { is_old_otherwise }) => {
                self.year_first += 1;
                self.old_years |= is_old_otherwise;
            }
            Some(ShortYear::Last) => self.year_last += 1,
            None => {}
        }
        match dates::order(text) {
            Order::Any => {}
            Order::DayFirst => self.day_first += 1,
            Order::MonthFirst => self.month_first += 1,
            Order::Either(day_first, month_first) => {
                self.either_order.get_or_insert_with(|| Choice::DayFirst {
                    example: text.to_owned(),
                    day_first,
                    month_first,
                });
            }
        }
    }

    fn add_mark(&mut self, digits: &str, currency: CurrencyCode) {
        match amounts::mark(digits, currency.exponent()) {
            Mark::Any => {}
            Mark::Point => self.point += 1,
            Mark::Comma => self.comma += 1,
            Mark::Either => {
                self.either_mark.get_or_insert_with(|| digits.to_owned());
            }
        }
    }

    fn add_sign(&mut self, sign: Sign) {
        match sign {
            Sign::None => self.plain += 1,
            Sign::Plus => self.plus += 1,
            Sign::Minus | Sign::Parentheses => self.minus += 1,
            Sign::Debit | Sign::Credit => {}
        }
    }

    /// Whether dates of two digits each begin with the year: all of them can, and read otherwise some would be long ago.
    pub(crate) fn is_year_first(&self) -> bool {
        self.year_first > 0 && self.year_last == 0 && self.old_years
    }

    /// Whether days come first; `None` when no date depends on it. `Err` is the question to ask.
    pub(crate) fn day_first(&self, options: &Options) -> Result<Option<bool>, Choice> {
        if options.day_first.is_some() {
            return Ok(options.day_first);
        }
        if self.is_year_first() {
            return Ok(None);
        }
        match (self.day_first > 0, self.month_first > 0, &self.either_order) {
            (true, true, Some(choice)) | (false, false, Some(choice)) => Err(choice.clone()),
            (true, false, _) => Ok(Some(true)),
            (false, true, _) => Ok(Some(false)),
            // Both orders, but every date fits only one: the rarer ones are reported row by row.
            (true, true, None) => Ok(Some(self.day_first >= self.month_first)),
            (false, false, None) => Ok(None),
        }
    }

    /// Whether the decimal mark is a comma. `Err` is the question to ask.
    pub(crate) fn decimal_comma(&self, options: &Options, format: Format) -> Result<bool, Choice> {
        match (options.decimal_comma, &self.either_mark) {
            (Some(comma), _) => Ok(comma),
            // JSON numbers have points.
            (None, _) if format.is_json() => Ok(false),
            (None, Some(example)) if (self.point > 0) == (self.comma > 0) => {
                Err(Choice::DecimalComma { example: example.clone() })
            }
            (None, _) => Ok(self.comma > self.point),
        }
    }

    /// What signs mean: as the program that wrote the file does it, otherwise what most rows say, since most rows are spending.
    pub(crate) fn sign(&self, options: &Options, format: Format) -> SignConvention {
        match (options.sign, format) {
            (Some(sign), _) => sign,
            (None, Format::SimplifiCsv) => SignConvention::SpendingNegative,
            (None, Format::OriginalCsv | Format::OriginalJson) => SignConvention::PlusIsReturn,
            (None, Format::GenericCsv | Format::GenericJson) if self.minus > self.plain + self.plus => {
                SignConvention::SpendingNegative
            }
            (None, Format::GenericCsv | Format::GenericJson)
                if self.plus > 0 && self.minus > 0 && self.plain == 0 =>
            {
                SignConvention::SpendingNegative
            }
            (None, Format::GenericCsv | Format::GenericJson) if self.plus > 0 && self.plus < self.plain => {
                SignConvention::PlusIsReturn
            }
            (None, Format::GenericCsv | Format::GenericJson) => SignConvention::SpendingPositive,
        }
    }
}
