//! Buttons.

use yew::prelude::*;

use super::{Icon, IconName};

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing this screen is for.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// Beside text.
    Quiet,
    /// Deletes.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button-primary",
            Self::Secondary => "button-secondary",
            Self::Quiet => "button-quiet",
            Self::Danger => "button-danger",
        }
    }
}

/// A button with words, and perhaps an icon before them.
#[yew_autoprops::autoprops]
#[component]
pub fn Button(
    children: &Html,
    #[prop_or_default] kind: &ButtonKind,
    #[prop_or_default] icon: &Option<IconName>,
    #[prop_or_default] onclick: &Callback<MouseEvent>,
    #[prop_or_default] disabled: bool,
    #[prop_or_default] submit: bool,
    #[prop_or_default] class: &Classes,
    #[prop_or_default] id: &Option<AttrValue>,
    #[prop_or_default] shortcut: &Option<AttrValue>,
    #[prop_or_default] title: &Option<AttrValue>,
    /// The form it submits, when it stands outside of it.
    #[prop_or_default]
    form: &Option<AttrValue>,
) -> Html {
    let (kind, icon) = (*kind, *icon);
    html! {
        <button type={if submit { "submit" } else { "button" }} id={id.clone()} title={title.clone()} form={form.clone()} {disabled}
            class={classes!("button", kind.class(), class.clone())} onclick={onclick.clone()}
            aria-keyshortcuts={shortcut.clone()}>
            if let Some(name) = icon { <Icon {name} /> }
            <span class="button-label">{ children.clone() }</span>
        </button>
    }
}

/// A button that is only an icon; `label` is its name.
#[yew_autoprops::autoprops]
#[component]
pub fn IconButton(
    icon: &IconName,
    label: &AttrValue,
    #[prop_or_default] onclick: &Callback<MouseEvent>,
    #[prop_or_default] disabled: bool,
    #[prop_or_default] pressed: &Option<bool>,
    #[prop_or_default] expanded: &Option<bool>,
    #[prop_or_default] haspopup: &Option<AttrValue>,
    #[prop_or_default] class: &Classes,
    #[prop_or_default] id: &Option<AttrValue>,
    #[prop_or_default] node: &NodeRef,
) -> Html {
    let (icon, pressed, expanded) = (*icon, *pressed, *expanded);
    let text = |flag: bool| if flag { "true" } else { "false" };
    html! {
        <button type="button" ref={node.clone()} id={id.clone()} class={classes!("icon-button", class.clone())} {disabled}
            aria-label={label.clone()} title={label.clone()} aria-pressed={pressed.map(text)} aria-expanded={expanded.map(text)}
            aria-haspopup={haspopup.clone()} onclick={onclick.clone()}>
            <Icon name={icon} />
        </button>
    }
}
