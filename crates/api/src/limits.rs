//! What one request, one person and one workspace may take: sizes, depths, rates. Every refusal names the limit.

pub mod body;
pub mod rate;
