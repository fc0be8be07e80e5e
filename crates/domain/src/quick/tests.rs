//! Tests of the quick sentence.
