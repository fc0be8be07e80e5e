//! What a meal expense is.
