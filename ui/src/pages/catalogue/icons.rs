//! Pictures and colours a category or tag may have. The names are stored; an unknown one is shown as a folder.

use yew::prelude::*;

use crate::components::{Icon, IconName};

/// Icons that can be chosen, by their stored names.
pub const ICONS: &[&str] = &[
    "utensils",
    "coffee",
    "burger",
    "tray",
    "truck",
    "bike",
    "basket",
    "carrot",
    "bread",
    "glass",
    "icecream",
    "cookie",
    "cake",
    "suitcase",
    "bed",
    "train",
    "briefcase",
    "handshake",
    "users",
    "dots",
];

/// Colours that can be chosen: stored value and the name of its word. Each has 4.5:1 on white.
pub const COLORS: &[(&str, &str)] = &[
    ("#b91c1c", "red"),
    ("#c2410c", "orange"),
    ("#b45309", "amber"),
    ("#4d7c0f", "olive"),
    ("#15803d", "green"),
    ("#0f766e", "teal"),
    ("#0369a1", "blue"),
    ("#4338ca", "indigo"),
    ("#7c3aed", "violet"),
    ("#a21caf", "magenta"),
    ("#be185d", "pink"),
    ("#475569", "slate"),
];

/// How an icon of that name is drawn: one of the interface's, or a path of its own (shapes after Lucide, ISC licence).
enum Drawing {
    Known(IconName),
    Path(&'static str),
}

fn drawing(name: &str) -> Drawing {
    match name {
        "utensils" => Drawing::Known(IconName::Utensils),
        "coffee" => Drawing::Known(IconName::Coffee),
        "basket" => Drawing::Known(IconName::Basket),
        "glass" => Drawing::Known(IconName::Glass),
        "cookie" => Drawing::Known(IconName::Cookie),
        "cake" => Drawing::Known(IconName::Cake),
        "suitcase" => Drawing::Known(IconName::Suitcase),
        "users" => Drawing::Known(IconName::People),
        "dots" => Drawing::Known(IconName::More),
        "burger" => Drawing::Path(
            "M12 16H4a2 2 0 1 1 0-4h16a2 2 0 1 1 0 4h-8M5 12a2 2 0 0 1-2-2 9 7 0 0 1 18 0 2 2 0 0 1-2 2M5 16a2 2 0 0 0-2 2 3 3 0 0 0 3 3h12a3 3 0 0 0 3-3 2 2 0 0 0-2-2",
        ),
        "tray" => Drawing::Path(
            "M3 20a1 1 0 0 1-1-1v-1a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v1a1 1 0 0 1-1 1zM20 16a8 8 0 1 0-16 0M12 4v4M10 4h4",
        ),
        "truck" => Drawing::Path(
            "M14 18V6a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2v11a1 1 0 0 0 1 1h2M15 18H9M19 18h2a1 1 0 0 0 1-1v-3.7a1 1 0 0 0-.2-.6l-3.500-4.300a1 1 0 0 0-.8-.4H14M17 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4M7 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
        ),
        "bike" => Drawing::Path(
            "M18.5 21a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M5.5 21a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M15 6a1 1 0 1 0 0-2 1 1 0 0 0 0 2M12 17.500V14l-3-3 4-3 2 3h2",
        ),
        "carrot" => Drawing::Path(
            "M2.300 21.700s9.900-3.500 12.700-6.400a4.500 4.500 0 0 0-6.400-6.400c-2.800 2.900-6.300 12.800-6.300 12.800M8.600 14l-2-2M15.300 15l-2.400-2.500M22 9s-1.300-2-3.500-2C16.900 7 15 9 15 9s1.300 2 3.500 2S22 9 22 9M15 2s-2 1.300-2 3.500S15 9 15 9s2-1.800 2-3.500C17 3.300 15 2 15 2",
        ),
        "bread" => Drawing::Path(
            "M5 12a4 4 0 0 1-1-7.500C5.500 3.500 8 3 12 3s6.500.500 8 1.500A4 4 0 0 1 19 12v7a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2zM10 8v4M14 8v4",
        ),
        "icecream" => Drawing::Path(
            "m7 11 4.100 10.400a1 1 0 0 0 1.800 0L17 11M17 7A5 5 0 0 0 7 7M17 7a2 2 0 0 1 0 4H7a2 2 0 0 1 0-4",
        ),
        "bed" => Drawing::Path("M2 4v16M2 8h18a2 2 0 0 1 2 2v10M2 17h20M6 8v9"),
        "train" => Drawing::Path(
            "M8 3.100V7a4 4 0 0 0 8 0V3.100M9 15l-1-1M15 15l1-1M9 19c-2.800 0-5-2.200-5-5v-4a8 8 0 0 1 16 0v4c0 2.800-2.200 5-5 5zM8 19l-2 3M16 19l2 3",
        ),
        "briefcase" => Drawing::Path(
            "M16 20V4a2 2 0 0 0-2-2h-4a2 2 0 0 0-2 2v16M4 6h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2",
        ),
        "handshake" => Drawing::Path(
            "m11 17 2 2a1 1 0 1 0 3-3M14 14l2.500 2.500a1 1 0 1 0 3-3l-3.900-3.900a3 3 0 0 0-4.200 0l-.900.900a1 1 0 1 1-3-3l2.800-2.800a5.800 5.800 0 0 1 7.100-.900l.500.300a2 2 0 0 0 1.400.200L21 4M21 3l1 11h-2M3 3 2 14l6.500 6.500a1 1 0 1 0 3-3M3 4h8",
        ),
        _ => Drawing::Known(IconName::Folder),
    }
}

/// The picture of a category.
#[yew_autoprops::autoprops]
#[component]
pub fn CategoryIcon(name: &AttrValue) -> Html {
    match drawing(name) {
        Drawing::Known(name) => html! { <Icon {name} /> },
        Drawing::Path(d) => html! {
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path {d} /></svg>
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_has_a_drawing_of_its_own() {
        for name in ICONS {
            assert!(!matches!(drawing(name), Drawing::Known(IconName::Folder)), "{name}");
        }
        assert!(matches!(drawing("hovercraft"), Drawing::Known(IconName::Folder)));
    }

    /// Relative luminance of sRGB (WCAG 2.1).
    fn luminance(color: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn every_colour_can_be_read_on_white() {
        for (color, name) in COLORS {
            let contrast = 1.05 / (luminance(color) + 0.05);
            assert!(contrast >= 4.5, "{name}: {contrast:.2}");
        }
    }
}
