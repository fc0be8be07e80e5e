//! The colours of the style sheet keep the contrast that docs/DESIGN_SYSTEM.md states.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../styles/10-tokens.css");
const LISTS: &str = include_str!("../styles/50-list.css");
const DOCUMENT: &str = include_str!("../../docs/DESIGN_SYSTEM.md");

/// How much of a mark's colour its ground has.
const MARK_SHARE: f64 = 0.13;

type Tokens = BTreeMap<String, [String; 2]>;

/// `--name: light-dark(#rrggbb, #rrggbb)` in a part of a style sheet.
fn tokens(css: &str) -> Tokens {
    let mut found = Tokens::new();
    for part in css.split("--").skip(1) {
        let Some((name, value)) = part.split_once(": light-dark(#") else { continue };
        let colours: Vec<&str> = value.split(')').next().unwrap().split(", #").collect();
        if let [light, dark] = colours.as_slice()
            && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        {
            found.insert(name.to_owned(), [(*light).to_owned(), (*dark).to_owned()]);
        }
    }
    found
}

fn channels(hex: &str) -> [f64; 3] {
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()))
}

/// Relative luminance (WCAG 2.1).
fn luminance(rgb: [f64; 3]) -> f64 {
    let [r, g, b] = rgb.map(|c| {
        let c = c / 255.0;
        if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn themes() -> [Tokens; 2] {
    let (plain, themes) = TOKENS.split_once("@layer themes").unwrap();
    let plain = tokens(plain);
    let chosen = themes.split_once("[data-theme=\"contrast\"] {").unwrap().1.split('}').next().unwrap();
    let mut contrast = plain.clone();
    contrast.extend(tokens(chosen));
    [plain, contrast]
}

fn cells(line: &str) -> Vec<&str> {
    line.trim_matches('|').split('|').map(str::trim).collect()
}

#[test]
fn every_pair_has_the_contrast_it_needs_and_the_document_says_so() {
    let themes = themes();
    let mut checked = 0;
    for line in DOCUMENT.lines().filter(|line| line.starts_with("| `") && line.contains("` on `")) {
        let cells = cells(line);
        let (one, other) = cells[0].trim_matches('`').split_once("` on `").unwrap();
        let need = if cells[1].contains("3:1") { 3.0 } else { 4.5 };
        for (at, stated) in cells[2..].iter().enumerate() {
            let (theme, shade) = (&themes[at / 2], at % 2);
            let ratio = contrast(channels(&theme[one][shade]), channels(&theme[other][shade]));
            assert!(ratio >= need, "{one} on {other}: {ratio:.2}");
            assert_eq!(&format!("{ratio:.1}"), stated, "{one} on {other}, column {at}");
            checked += 1;
        }
    }
    assert!(checked >= 80, "the table has lost rows");
}

#[test]
fn marks_of_meals_stand_out_from_their_ground() {
    let [plain, _] = themes();
    let mut checked = 0;
    for line in DOCUMENT.lines().filter(|line| line.starts_with("| `mark-")) {
        let cells = cells(line);
        let class = format!(".{} {{ --mark-color: light-dark(#", cells[0].trim_matches('`'));
        let value = LISTS.split_once(class.as_str()).unwrap_or_else(|| panic!("no {class}")).1;
        let colours: Vec<&str> = value.split(')').next().unwrap().split(", #").collect();
        for (shade, stated) in cells[1..].iter().enumerate() {
            let (colour, surface) = (channels(colours[shade]), channels(&plain["surface"][shade]));
            let ground =
                [0, 1, 2].map(|at| (colour[at] * MARK_SHARE + surface[at] * (1.0 - MARK_SHARE)).round());
            let ratio = contrast(colour, ground);
            assert!(ratio >= 3.0, "{class}: {ratio:.2}");
            assert_eq!(&format!("{ratio:.1}"), stated, "{class}");
            checked += 1;
        }
    }
    assert_eq!(checked, 14);
}
