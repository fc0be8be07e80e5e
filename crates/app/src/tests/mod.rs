//! The use cases on a real database in a temporary folder, named after the cases of EDGE_CASES.md.
