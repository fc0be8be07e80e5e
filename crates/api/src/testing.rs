//! A private PostgreSQL for tests and for trying out: its own cluster in a folder of its own, never as root, gone when its owner is.
//!
//! Binaries: `$PG_BIN`, else the newest of `/usr/lib/postgresql/*/bin`.

mod cluster;
mod database;
pub mod log;
mod service;

pub use cluster::{ADMIN, Cluster, ClusterError, OWNER, Options, SERVICE};
pub use database::{TestDatabase, make_database};
pub use service::{Reply, TestPerson, TestService};
