//! A button with something to read and do behind it, beside the page and not in its way. Escape closes it and gives the focus back.

use yew::prelude::*;

use crate::backend;

/// The button (`face`) and what it opens.
#[yew_autoprops::autoprops]
#[component]
pub fn Popover(
    /// The button's name and the panel's.
    label: &AttrValue,
    face: &Html,
    children: &Html,
    #[prop_or_default] class: &Classes,
    #[prop_or_default] id: &Option<AttrValue>,
) -> Html {
    let open = use_state_eq(|| false);
    let (node, button, panel) = (use_node_ref(), use_node_ref(), use_node_ref());
    {
        let (panel, state) = (panel.clone(), open.clone());
        use_effect_with(*open, move |open| {
            let listener = open.then(|| {
                backend::focus(&panel);
                // Who goes elsewhere has read it.
                backend::on_window::<Event>("hashchange", move |_| state.set(false))
            });
            move || drop(listener)
        });
    }
    let set = |value: bool| {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(value))
    };
    let onkeydown = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            if *open && event.key() == "Escape" {
                event.stop_propagation();
                open.set(false);
                backend::focus(&button);
            }
        })
    };
    let onfocusout = {
        let (open, node) = (open.clone(), node.clone());
        Callback::from(move |event: FocusEvent| {
            if event.related_target().is_some() && !backend::focus_stays_in(&event, &node) {
                open.set(false);
            }
        })
    };
    // A link inside leads elsewhere, and what is no longer looked at closes.
    let onclick = {
        let open = open.clone();
        Callback::from(move |event: MouseEvent| {
            if backend::is_in_link(&event) {
                open.set(false);
            }
        })
    };
    html! {
        <div class={classes!("popover", class.clone())} ref={node} {onkeydown} {onfocusout}>
            <button type="button" ref={button} id={id.clone()} class="popover-button" aria-haspopup="dialog" title={label.clone()}
                aria-label={label.clone()} aria-expanded={if *open { "true" } else { "false" }} onclick={set(!*open)}>{ face.clone() }</button>
            if *open {
                <div class="menu-cover" onclick={set(false)}></div>
                <div class="popover-panel" ref={panel} role="dialog" aria-label={label.clone()} tabindex="-1" {onclick}>{ children.clone() }</div>
            }
        </div>
    }
}
