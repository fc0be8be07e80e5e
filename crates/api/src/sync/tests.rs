//! Push and pull on a real PostgreSQL.

mod basics;
mod bench;
mod clocks;
mod failing;
mod forgetting;
mod names;
mod order;
mod restoring;
mod walls;
