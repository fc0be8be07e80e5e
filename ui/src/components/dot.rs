//! A spot of a category's or tag's own colour. The colour is set through the CSSOM, and only if it is one.

use yew::prelude::*;

use crate::backend;

/// A coloured spot; decoration beside a name.
#[yew_autoprops::autoprops]
#[component]
pub fn Dot(color: &AttrValue, #[prop_or_default] class: &Classes) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(color.clone(), move |color| {
            if is_color(color) {
                backend::set_css_property(&node, "--dot", color);
            }
        });
    }
    html! { <span ref={node} class={classes!("dot", class.clone())} aria-hidden="true"></span> }
}

/// `#rrggbb` and nothing else: the text comes from files of other programs too.
fn is_color(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::is_color;

    #[test]
    fn only_colours_are_colours() {
        assert!(is_color("#0f766e"));
        for other in ["red", "#0f766", "#0f766e;", "url(x)", "#gggggg", "", "#日本"] {
            assert!(!is_color(other), "{other}");
        }
    }
}
