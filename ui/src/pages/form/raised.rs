//! Which part of the form a rare field stands in.

use yew::prelude::*;

/// Whether a field that says something unusual stands in the main part instead of under "more". Once the person has changed it, it
/// stays where it is: a field that moves away under the hands loses the focus.
#[hook]
pub fn use_raised(is_unusual: bool, is_touched: bool) -> bool {
    let raised = use_mut_ref(|| false);
    if !is_touched {
        raised.replace(is_unusual);
    }
    *raised.borrow()
}
