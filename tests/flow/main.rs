//! Two devices and a cloud, end to end: real books, the real service over HTTP on loopback, a real PostgreSQL.

mod accounts;
mod app;
mod clocks;
mod edits;
mod line;
mod live;
mod losses;
mod masses;
mod outages;
mod owners;
mod photographs;
mod refusals;
mod restores;
mod sharing;
mod together;
