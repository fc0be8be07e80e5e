//! Names compared as people mean them: without case and accents. In the browser its own Unicode tables do this, because `domain`'s
//! would be a tenth of what has to be loaded; what is found in the book is always decided by the core.

/// A name without case, accents and surrounding space.
#[cfg(target_arch = "wasm32")]
pub fn fold(text: &str) -> String {
    crate::backend::folded(text)
}

/// A name without case, accents and surrounding space.
#[cfg(not(target_arch = "wasm32"))]
pub fn fold(text: &str) -> String {
    domain::fold::fold(text)
}
