//! What a meal expense is: ids, money, civil time, the description of the synced tables, validation and text rules.
//!
//! Everything here is pure. There is no clock, no randomness, no file and no network, and the crate compiles for wasm32, so the
//! interface and the core decide with the same code.

pub mod amount;
pub mod civil;
pub mod currency;
pub mod enums;
pub mod expense;
pub mod fold;
pub mod id;
pub mod merge;
pub mod money;
pub mod mutant;
pub mod query;
pub mod quick;
pub mod read;
pub mod schema;

pub use currency::{Currency, CurrencyCode};
pub use enums::*;
pub use id::*;
pub use money::{AMOUNT_MINOR_MAX, Money, MoneyError};
