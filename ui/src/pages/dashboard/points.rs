//! Figures of the core as points of a chart: named, written and linked.

use domain::CurrencyCode;
use domain::ExpenseKind;
use domain::MealType;
use domain::read::{MonthPoint, Slice, SliceKey};
use yew::{AttrValue, Callback};

use crate::charts::Point;
use crate::format::Format;
use crate::pages::drill::Drill;
use crate::pages::parts::expenses_count;
use crate::words::Words;

/// Writes points in the words and formats of the screen.
#[derive(Clone, PartialEq)]
pub struct Writer {
    /// Words of the screen.
    pub words: Words,
    /// Formats of the screen.
    pub format: Format,
    /// Currency of the figures.
    pub currency: CurrencyCode,
}

impl Writer {
    /// A slice; `within` is the selection it is a part of.
    pub fn slice(&self, slice: &Slice, within: &Drill) -> Point {
        let label = self.name(slice);
        let own = within.clone().slice(&slice.key);
        let class = match &slice.key {
            SliceKey::Meal(meal) => Some(meal_class(*meal)),
            SliceKey::Currency(_)
            | SliceKey::Category(_)
            | SliceKey::Place(_)
            | SliceKey::Tag(_)
            | SliceKey::Month(_) => None,
        };
        Point {
            short: label.clone(),
            narrow: label.clone(),
            color: slice.color.clone().map(AttrValue::from),
            class,
            ..self.point(label, slice.total.total_minor, slice.total.count, &own)
        }
    }

    /// A month of the trend.
    pub fn month(&self, point: &MonthPoint) -> Point {
        let short = self.format.month_short(point.month);
        let narrow: String = short.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let drill = Drill::currency(self.currency).month(point.month);
        let label = self.format.month(point.month).into();
        let drawn = self.point(label, point.total.total_minor, point.total.count, &drill);
        Point { short: short.into(), narrow: narrow.into(), ..drawn }
    }

    /// Writes whole per cents as the locale does.
    pub fn percent(&self) -> Callback<u32, AttrValue> {
        let format = self.format.clone();
        Callback::from(move |share: u32| format.percent(i64::from(share) * 100).into())
    }

    fn point(&self, label: AttrValue, minor: i64, count: u64, drill: &Drill) -> Point {
        Point {
            short: label.clone(),
            narrow: label.clone(),
            label,
            value: minor,
            text: self.format.money(minor, self.currency).into(),
            spoken: self.format.money_spoken(ExpenseKind::Purchase, minor, self.currency).into(),
            detail: expenses_count(&self.words, count).into(),
            href: drill.href().into(),
            color: None,
            class: None,
        }
    }

    fn name(&self, slice: &Slice) -> AttrValue {
        let none = |key: &str| slice.name.clone().unwrap_or_else(|| self.words.t(key));
        let name = match &slice.key {
            SliceKey::Meal(Some(meal)) => self.words.meal(*meal),
            SliceKey::Meal(None) => self.words.t("slice-no-meal"),
            SliceKey::Category(_) => none("slice-no-category"),
            SliceKey::Place(_) => none("slice-no-place"),
            SliceKey::Tag(_) => none("slice-no-tag"),
            SliceKey::Month(month) => self.format.month(*month),
            SliceKey::Currency(currency) => currency.to_string(),
        };
        name.into()
    }
}

/// The style class that gives a meal its colour.
pub fn meal_class(meal: Option<MealType>) -> AttrValue {
    match meal {
        Some(MealType::Unknown(_)) | None => "meal-none".into(),
        Some(meal) => format!("meal-{}", meal.as_str().replace('_', "-")).into(),
    }
}
