//! Writes a query as text.
