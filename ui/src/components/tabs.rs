//! Tabs: one of several panels; arrows move between them.

use yew::prelude::*;

use super::{Icon, IconName};
use crate::backend;

/// One tab.
#[derive(Clone, PartialEq)]
pub struct Tab {
    /// Tells it from the others.
    pub key: AttrValue,
    /// What it says.
    pub label: AttrValue,
    /// Its icon.
    pub icon: Option<IconName>,
}

/// The row of tabs and the panel of the chosen one.
#[yew_autoprops::autoprops]
#[component]
pub fn Tabs(
    label: &AttrValue,
    tabs: &Vec<Tab>,
    selected: &AttrValue,
    on_select: &Callback<String>,
    children: &Html,
) -> Html {
    let node = use_node_ref();
    let onkeydown = {
        let node = node.clone();
        Callback::from(move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => 1,
                "ArrowLeft" | "ArrowUp" => -1,
                _ => return,
            };
            event.prevent_default();
            backend::move_focus(&node, "[role=tab]", step);
        })
    };
    let tab = |tab: &Tab| {
        let is_selected = tab.key == *selected;
        let select = {
            let (on_select, key) = (on_select.clone(), tab.key.to_string());
            move || on_select.emit(key.clone())
        };
        let onclick = {
            let select = select.clone();
            Callback::from(move |_: MouseEvent| select())
        };
        let onfocus = Callback::from(move |_: FocusEvent| select());
        html! {
            <button key={tab.key.to_string()} type="button" role="tab" class="tab" id={format!("tab-{}", tab.key)} {onclick} {onfocus}
                aria-selected={if is_selected { "true" } else { "false" }} tabindex={if is_selected { "0" } else { "-1" }}
                aria-controls={is_selected.then(|| format!("panel-{}", tab.key))}>
                if let Some(name) = tab.icon { <Icon {name} /> }
                <span>{ &tab.label }</span>
            </button>
        }
    };
    html! {
        <div class="tabs">
            <div class="tab-row" role="tablist" aria-label={label.clone()} ref={node} {onkeydown}>{ for tabs.iter().map(tab) }</div>
            <div class="tab-panel" role="tabpanel" id={format!("panel-{selected}")} aria-labelledby={format!("tab-{selected}")}>
                { children.clone() }
            </div>
        </div>
    }
}
