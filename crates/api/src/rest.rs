//! The plain interface for programs: expenses and what belongs to them as JSON documents, on the same rows and through the same rules as
//! sync. There is no other way to write than ops.

mod answer;
mod document;
mod draft;
mod fields;
mod filter;
mod http;
mod list;
mod load;
mod ops;
mod page;
mod render;
mod resource;
mod sql;
mod value;
mod write;

pub use answer::ANSWER_DAYS;
pub use http::routes;

#[cfg(test)]
mod tests;
