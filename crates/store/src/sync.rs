//! Meeting the other copies of a book (docs/SYNC.md): what waits to be sent, what came, what must be looked at.
//!
//! Everything an answer of the service changes is one transaction: acknowledgements, rows, cursor. A row without waiting changes is
//! the service's; a row with some is the service's version, kept in `shadow`, with these changes on top.
//!
//! The writer does not enforce foreign keys: a row may come before the one it names, on an earlier page or because the other was
//! deleted before this device's first download (E-183). It then reads as naming nothing and is whole as soon as the other comes. Own
//! writes check what they name (`WriteTx`).

mod applied;
mod apply;
mod attach;
mod book;
mod check;
mod digest;
mod doc;
mod entry;
mod heal;
mod marks;
mod outgoing;
mod parked;
mod people;
mod pull;
mod stage;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod transfer;
mod unknown;

pub use applied::{Applied, BULK_DELETE_MIN};
pub use attach::AttachMode;
pub use book::{Book, BookState, Refetch};
pub(crate) use check::wrong_shadows;
pub(crate) use doc::{Doc, EXT_KEY, Ext, read_ext};
pub use outgoing::GROUP_OPS_MAX;
pub use parked::Parked;
pub use people::{Card, Member};
pub use transfer::{Download, Upload};
