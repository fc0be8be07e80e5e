//! Places, merchants, categories, tags, people, payment methods, trips: what expenses are filed under.

mod archive;
mod arrange;
mod columns;
mod follow;
mod list;
mod merge;
mod names;
mod save;

pub(crate) use columns::{columns, for_new};
pub(crate) use follow::follow_merges;
pub(crate) use list::{find_input, most_used, place_named};
pub(crate) use names::{MERGES_MAX, by_id, find, find_or_make};
