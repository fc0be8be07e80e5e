//! What was usual at a place: defaults for the next expense there.

use std::collections::HashMap;
use std::hash::Hash;

use domain::{
    CategoryId, CurrencyCode, ExpenseId, MealType, OrderType, PaymentMethodId, PlaceId, WorkspaceId,
};
use sqlx::Row;

use super::rows::parse;
use crate::sql::{self, Params};
use crate::{Result, Store};

/// How many of the last expenses at a place are looked at.
const EXPENSES_LOOKED_AT: i64 = 30;

/// What was usual at a place lately.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceHabits {
    /// The category most expenses there had.
    pub category: Option<CategoryId>,
    /// The currency paid there.
    pub currency: Option<CurrencyCode>,
    /// What was paid with.
    pub payment_method: Option<PaymentMethodId>,
    /// The meal eaten there.
    pub meal_type: Option<MealType>,
    /// How it was ordered.
    pub order_type: Option<OrderType>,
    /// The middle of the tips given, in basis points of the bill before the tip; `None` when none was.
    pub tip_bp: Option<i64>,
    /// The last expense there.
    pub last_expense: Option<ExpenseId>,
    /// How many expenses this was read from.
    pub expenses: u64,
}

impl Store {
    /// What was usual at a place, from its last expenses that count.
    pub async fn place_habits(&self, workspace: WorkspaceId, place: PlaceId) -> Result<PlaceHabits> {
        let mut reader = self.reader().await?;
        let args = Params::new().id(workspace.0).id(place.0).int(EXPENSES_LOOKED_AT).take();
        let rows = sqlx::query_with(include_str!("habits.sql"), args).fetch_all(&mut *reader).await?;
        let (mut categories, mut currencies, mut payments) = (Votes::new(), Votes::new(), Votes::new());
        let (mut meals, mut orders, mut tips) = (Votes::new(), Votes::new(), Vec::new());
        for row in &rows {
            categories.vote(sql::opt_id(row, 1)?.map(CategoryId));
            currencies.vote(Some(parse(row.try_get(2)?, "a currency")?));
            payments.vote(sql::opt_id(row, 3)?.map(PaymentMethodId));
            meals.vote(row.try_get::<Option<&str>, _>(4)?.map(MealType::of));
            orders.vote(row.try_get::<Option<&str>, _>(5)?.map(OrderType::of));
            tips.extend(row.try_get::<Option<i64>, _>(6)?.filter(|tip| *tip > 0));
        }
        tips.sort_unstable();
        Ok(PlaceHabits {
            category: categories.winner(),
            currency: currencies.winner(),
            payment_method: payments.winner(),
            meal_type: meals.winner(),
            order_type: orders.winner(),
            tip_bp: tips.get(tips.len() / 2).copied(),
            last_expense: rows.first().map(|row| sql::id(row, 0)).transpose()?.map(ExpenseId),
            expenses: rows.len() as u64,
        })
    }

    /// The last expense at a place that was not voided: what "same as last time" copies.
    pub async fn last_expense_at(&self, workspace: WorkspaceId, place: PlaceId) -> Result<Option<ExpenseId>> {
        let mut reader = self.reader().await?;
        let args = Params::new().id(workspace.0).id(place.0).int(1).take();
        let row = sqlx::query_with(include_str!("habits.sql"), args).fetch_optional(&mut *reader).await?;
        Ok(row.map(|row| sql::id(&row, 0)).transpose()?.map(ExpenseId))
    }
}

/// Counts values; among equals the one met first, which is the most recent, wins.
struct Votes<T>(HashMap<T, (usize, usize)>, usize);

impl<T: Eq + Hash + Copy> Votes<T> {
    fn new() -> Self {
        Self(HashMap::new(), 0)
    }

    fn vote(&mut self, value: Option<T>) {
        self.1 += 1;
        if let Some(value) = value {
            self.0.entry(value).or_insert((0, self.1)).0 += 1;
        }
    }

    fn winner(&self) -> Option<T> {
        self.0.iter().max_by_key(|(_, (votes, first))| (*votes, usize::MAX - first)).map(|(value, _)| *value)
    }
}
