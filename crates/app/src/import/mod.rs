//! Importing a file that was uploaded: a look first, then one transaction and one undo step for the whole file.

mod commit;
mod names;
mod preview;
mod rows;
mod source;
mod uploads;

pub(crate) use uploads::Uploads;
