//! Two devices and a cloud, end to end: real books, the real service over HTTP on loopback, a real PostgreSQL.

mod accounts;
mod app;
mod edits;
mod live;
mod outages;
mod photographs;
mod restores;
mod sharing;
