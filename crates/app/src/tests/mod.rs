//! The use cases on a real database in a temporary folder, named after the cases of EDGE_CASES.md.

mod book;

mod catalogues;
mod clouds;
mod dates;
mod demos;
mod details;
mod edits;
mod imports;
mod merges;
mod money;
mod photographs;
mod sentences;
mod storage;
mod undoing;
mod walks;
