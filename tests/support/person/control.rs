//! How a person names what they look for.

use serde_json::{Value, json};

/// Something on the page, by role and accessible name, or by selector where a name would be ambiguous.
#[derive(Debug, Clone)]
pub struct Control {
    roles: &'static [&'static str],
    name: String,
    selector: Option<String>,
    at: usize,
    how: &'static str,
}

impl Control {
    fn named(roles: &'static [&'static str], name: &str) -> Self {
        Self { roles, name: name.to_owned(), selector: None, at: 0, how: "contains" }
    }

    /// The n-th of several, from 0.
    #[must_use]
    pub fn nth(mut self, at: usize) -> Self {
        self.at = at;
        self
    }

    /// Only one whose whole name this is.
    #[must_use]
    pub fn exactly(mut self) -> Self {
        self.how = "exact";
        self
    }

    /// Only one that is called this.
    #[must_use]
    pub fn labelled(mut self, name: &str) -> Self {
        self.name = name.to_owned();
        self
    }

    pub(super) fn spec(&self) -> Value {
        json!({ "roles": self.roles, "name": self.name, "how": self.how, "selector": self.selector, "at": self.at })
    }
}

impl std::fmt::Display for Control {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.selector {
            Some(selector) => f.write_str(selector),
            None => write!(f, "{} {:?}", self.roles.join(" or "), self.name),
        }
    }
}

/// A button, link, tab or menu item.
pub fn button(name: &str) -> Control {
    Control::named(&["button", "link", "tab", "menuitem"], name)
}

/// A link.
pub fn link(name: &str) -> Control {
    Control::named(&["link", "tab", "button"], name)
}

/// Something to type into or choose from.
pub fn field(name: &str) -> Control {
    Control::named(&["field"], name)
}

/// A box to tick, a switch, a radio button.
pub fn check(name: &str) -> Control {
    Control::named(&["check"], name)
}

/// A choice of a list.
pub fn option(name: &str) -> Control {
    Control::named(&["option"], name)
}

/// A line of a list or table.
pub fn row(name: &str) -> Control {
    Control::named(&["row"], name)
}

/// A tab.
pub fn tab(name: &str) -> Control {
    Control::named(&["tab", "link", "button"], name)
}

/// A heading.
pub fn heading(name: &str) -> Control {
    Control::named(&["heading"], name)
}

/// Anything that can be pressed.
pub fn thing(name: &str) -> Control {
    Control::named(&["button", "link", "tab", "menuitem", "option", "check", "row"], name)
}

/// By a CSS selector, where a name would be ambiguous.
pub fn at(selector: &str) -> Control {
    Control { roles: &[], name: String::new(), selector: Some(selector.to_owned()), at: 0, how: "contains" }
}
