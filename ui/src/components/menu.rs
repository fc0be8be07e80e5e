//! A menu behind a button: arrows move, Enter chooses, Escape closes and gives the focus back.

use yew::prelude::*;

use super::{Icon, IconButton, IconName};
use crate::backend;

/// One thing to choose.
#[derive(Clone, PartialEq)]
pub struct MenuItem {
    /// What it says.
    pub label: AttrValue,
    /// Its icon.
    pub icon: Option<IconName>,
    /// What it does.
    pub action: Callback<()>,
    /// Whether it deletes.
    pub danger: bool,
    /// Whether it is the one in force, for menus of choices.
    pub checked: Option<bool>,
}

impl MenuItem {
    /// An ordinary entry.
    pub fn new(label: impl Into<AttrValue>, icon: IconName, action: Callback<()>) -> Self {
        Self { label: label.into(), icon: Some(icon), action, danger: false, checked: None }
    }

    /// An entry that deletes.
    pub fn danger(label: impl Into<AttrValue>, icon: IconName, action: Callback<()>) -> Self {
        Self { danger: true, ..Self::new(label, icon, action) }
    }

    /// One of several choices.
    pub fn choice(label: impl Into<AttrValue>, checked: bool, action: Callback<()>) -> Self {
        Self { label: label.into(), icon: None, action, danger: false, checked: Some(checked) }
    }
}

/// The button and its menu.
#[yew_autoprops::autoprops]
#[component]
pub fn Menu(
    label: &AttrValue,
    items: &Vec<MenuItem>,
    #[prop_or(IconName::More)] icon: &IconName,
    #[prop_or_default] text: &Option<AttrValue>,
    #[prop_or_default] class: &Classes,
) -> Html {
    let icon = *icon;
    let open = use_state_eq(|| false);
    let (node, button) = (use_node_ref(), use_node_ref());
    {
        let node = node.clone();
        use_effect_with(*open, move |open| {
            if *open {
                backend::move_focus(&node, "[role^=menuitem]", 1);
            }
        });
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = {
        let (open, node, button) = (open.clone(), node.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowDown" => 1,
                "ArrowUp" => -1,
                "Escape" | "Tab" if *open => 0,
                _ => return,
            };
            event.stop_propagation();
            if step == 0 {
                open.set(false);
                backend::focus(&button);
            } else {
                event.prevent_default();
                backend::move_focus(&node, "[role^=menuitem]", step);
            }
        })
    };
    let onfocusout = {
        let (open, node) = (open.clone(), node.clone());
        Callback::from(move |event: FocusEvent| {
            if !backend::focus_stays_in(&event, &node) && event.related_target().is_some() {
                open.set(false);
            }
        })
    };
    let item = |(at, item): (usize, &MenuItem)| {
        let onclick = {
            let (open, button, action) = (open.clone(), button.clone(), item.action.clone());
            Callback::from(move |_: MouseEvent| {
                open.set(false);
                backend::focus(&button);
                action.emit(());
            })
        };
        let role = if item.checked.is_some() { "menuitemradio" } else { "menuitem" };
        let icon = item.icon.or(item.checked.is_some_and(|c| c).then_some(IconName::Check));
        html! {
            <button key={at} type="button" {role} tabindex="-1" {onclick}
                aria-checked={item.checked.map(|c| if c { "true" } else { "false" })}
                class={classes!("menu-item", item.danger.then_some("menu-item-danger"))}>
                <span class="menu-icon">if let Some(name) = icon { <Icon {name} /> }</span>
                <span>{ &item.label }</span>
            </button>
        }
    };
    let close = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(false))
    };
    html! {
        <div class={classes!("menu", class.clone())} ref={node} {onkeydown} {onfocusout}>
            if let Some(text) = text {
                <button type="button" ref={button.clone()} class="button button-quiet" aria-haspopup="menu"
                    aria-expanded={if *open { "true" } else { "false" }} onclick={toggle}>
                    <Icon name={icon} /><span class="visually-hidden">{ format!("{label}: ") }</span><span class="button-label">{ text }</span>
                </button>
            } else {
                <IconButton node={button.clone()} {icon} label={label.clone()} haspopup="menu" expanded={Some(*open)} onclick={toggle} />
            }
            if *open {
                <div class="menu-cover" onclick={close}></div>
                <div class="menu-list" role="menu" aria-label={label.clone()}>{ for items.iter().enumerate().map(item) }</div>
            }
        </div>
    }
}
