//! Keys that work everywhere, unless text is being typed or composed.

use yew::prelude::*;

use crate::backend;
use crate::hooks::use_undo;
use crate::route::{Navigate, Route};

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// N.
    NewMeal,
    /// `/` or Ctrl+F.
    Search,
    /// Ctrl+K.
    Palette,
    /// Ctrl+Z.
    Undo,
    /// Ctrl+Shift+Z or Ctrl+Y.
    Redo,
    /// Ctrl+comma.
    Settings,
    /// `?`.
    Help,
    /// Escape.
    Close,
    /// J.
    Next,
    /// K.
    Previous,
    /// Arrow down.
    Down,
    /// Arrow up.
    Up,
    /// E.
    Edit,
    /// Delete, Backspace.
    Delete,
    /// X.
    Select,
}

/// A key with its modifiers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Key {
    /// `KeyboardEvent.key`.
    pub key: String,
    /// Ctrl, or Cmd on a Mac.
    pub control: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
}

impl Key {
    /// The key of an event.
    pub fn of(event: &KeyboardEvent) -> Self {
        Self {
            key: event.key(),
            control: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
        }
    }
}

/// What a key asks for, if anything. While typing only the combinations that type nothing count, and undo belongs to the text.
pub fn shortcut_of(key: &Key, typing: bool) -> Option<Shortcut> {
    let name = key.key.to_lowercase();
    match (key.control, name.as_str()) {
        (true, "k") => return Some(Shortcut::Palette),
        (true, ",") => return Some(Shortcut::Settings),
        (true, "f") if !key.shift => return Some(Shortcut::Search),
        (false, "escape") => return Some(Shortcut::Close),
        _ => {}
    }
    if typing || key.alt {
        return None;
    }
    match (key.control, name.as_str()) {
        (true, "z") if key.shift => Some(Shortcut::Redo),
        (true, "z") => Some(Shortcut::Undo),
        (true, "y") => Some(Shortcut::Redo),
        (true, _) => None,
        (false, "n") => Some(Shortcut::NewMeal),
        (false, "/") => Some(Shortcut::Search),
        (false, "?") => Some(Shortcut::Help),
        (false, "j") => Some(Shortcut::Next),
        (false, "k") => Some(Shortcut::Previous),
        (false, "arrowdown") => Some(Shortcut::Down),
        (false, "arrowup") => Some(Shortcut::Up),
        (false, "e") => Some(Shortcut::Edit),
        (false, "delete" | "backspace") => Some(Shortcut::Delete),
        (false, "x") => Some(Shortcut::Select),
        (false, _) => None,
    }
}

/// Calls `handle` for every shortcut; the handler says whether it was for it, and then the key does nothing else.
#[hook]
pub fn use_shortcuts(handle: impl Fn(Shortcut) -> bool + 'static) {
    let newest = use_mut_ref(|| None::<Box<dyn Fn(Shortcut) -> bool>>);
    *newest.borrow_mut() = Some(Box::new(handle));
    use_effect_with((), move |()| {
        let listener = backend::on_window::<KeyboardEvent>("keydown", move |event| {
            if event.default_prevented() || backend::has_open_dialog() {
                return;
            }
            let Some(shortcut) = shortcut_of(&Key::of(&event), backend::is_typing(&event)) else { return };
            let taken = newest.borrow().as_ref().is_some_and(|handle| handle(shortcut));
            if taken {
                event.prevent_default();
            }
        });
        move || drop(listener)
    });
}

/// The shortcuts that do not depend on the screen.
#[hook]
pub fn use_global_shortcuts(open_palette: Callback<()>) {
    let undo = use_undo();
    use_shortcuts(move |shortcut| {
        match shortcut {
            Shortcut::NewMeal => Navigate.to(&Route::add()),
            Shortcut::Palette => open_palette.emit(()),
            Shortcut::Undo => undo.undo.emit(None),
            Shortcut::Redo => undo.redo.emit(()),
            Shortcut::Settings => Navigate.to(&Route::Settings),
            Shortcut::Help => Navigate.to(&Route::Help),
            Shortcut::Search => {
                if !backend::focus_id("search-text") {
                    Navigate.to(&Route::Search(String::new()));
                }
            }
            Shortcut::Close
            | Shortcut::Next
            | Shortcut::Previous
            | Shortcut::Down
            | Shortcut::Up
            | Shortcut::Edit
            | Shortcut::Delete
            | Shortcut::Select => return false,
        }
        true
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: &str) -> Key {
        Key { key: key.into(), ..Key::default() }
    }

    fn control(name: &str) -> Key {
        Key { control: true, ..key(name) }
    }

    #[test]
    fn letters_ask_for_things_only_when_nobody_types() {
        for (name, shortcut) in
            [("n", Shortcut::NewMeal), ("/", Shortcut::Search), ("?", Shortcut::Help), ("J", Shortcut::Next)]
        {
            assert_eq!(shortcut_of(&key(name), false), Some(shortcut));
            assert_eq!(shortcut_of(&key(name), true), None, "{name}");
        }
    }

    #[test]
    fn undo_while_typing_belongs_to_the_text() {
        assert_eq!(shortcut_of(&control("z"), false), Some(Shortcut::Undo));
        assert_eq!(shortcut_of(&control("z"), true), None);
        let redo = Key { shift: true, ..control("Z") };
        assert_eq!(shortcut_of(&redo, false), Some(Shortcut::Redo));
    }

    #[test]
    fn the_palette_and_escape_work_everywhere() {
        assert_eq!(shortcut_of(&control("k"), true), Some(Shortcut::Palette));
        assert_eq!(shortcut_of(&key("Escape"), true), Some(Shortcut::Close));
    }

    #[test]
    fn keys_of_the_browser_and_of_other_layouts_are_left_alone() {
        for foreign in [control("n"), control("r"), Key { alt: true, ..key("e") }, key("Tab"), key("q")] {
            assert_eq!(shortcut_of(&foreign, false), None, "{foreign:?}");
        }
    }
}
