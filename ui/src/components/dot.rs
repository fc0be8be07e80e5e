//! The own colour of a category or a tag: as a spot beside its name, or as the tint of its picture. The colour is set through the
//! CSSOM, and only if it is one.

use yew::prelude::*;

use crate::backend;

/// A coloured spot; decoration beside a name.
#[yew_autoprops::autoprops]
#[component]
pub fn Dot(color: &AttrValue, #[prop_or_default] class: &Classes) -> Html {
    let node = use_color(color);
    html! { <span ref={node} class={classes!("dot", class.clone())} aria-hidden="true"></span> }
}

/// A picture drawn in a colour on a breath of it; decoration beside a name.
#[yew_autoprops::autoprops]
#[component]
pub fn Tint(color: &AttrValue, #[prop_or_default] class: &Classes, children: &Html) -> Html {
    let node = use_color(color);
    html! { <span ref={node} class={classes!("tint", class.clone())} aria-hidden="true">{ children.clone() }</span> }
}

/// An element whose `--dot` is the colour.
#[hook]
fn use_color(color: &AttrValue) -> NodeRef {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(color.clone(), move |color| {
            if is_color(color) {
                backend::set_css_property(&node, "--dot", color);
            }
        });
    }
    node
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
