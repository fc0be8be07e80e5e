//! What must hold on every screen: no rule of WCAG 2.1 A or AA is broken, nothing is lost on the narrowest phone or in large text,
//! and everything is mirrored for those who read from right to left.

use anyhow::{Result, bail, ensure};
use serde_json::json;
use tests::browser::{Target, violations};
use tests::person::{Hands, Person, at};
use tests::screens::{self, Screen};
use tests::stage::{self, Begin};

/// Controls that reach out of the window sideways, and whether the page itself can be scrolled sideways.
const LOST: &str = r#"
const wide = document.documentElement.scrollWidth > innerWidth + 1;
const lost = Array.from(document.querySelectorAll('button, a[href], input, select, textarea, [role=button]')).filter(element => {
  if (element.closest('[aria-hidden=true], [inert], .visually-hidden, .skip-link, [hidden]')) return false;
  const style = getComputedStyle(element);
  if (style.visibility === 'hidden' || style.display === 'none' || style.opacity === '0') return false;
  const box = element.getBoundingClientRect();
  if (box.width <= 1 || box.height <= 1) return false;
  let scroller = element.parentElement;
  while (scroller && !(/(auto|scroll)/.test(getComputedStyle(scroller).overflowX) && scroller.scrollWidth > scroller.clientWidth)) scroller = scroller.parentElement;
  return !scroller && (box.left < -1 || box.right > innerWidth + 1);
}).map(element => element.outerHTML.slice(0, 120));
return { wide, lost: lost.slice(0, 5) };
"#;

async fn on_every_screen(
    person: &Person,
    look: impl AsyncFn(&Person, &Screen) -> Result<Vec<String>>,
) -> Result<()> {
    let (_, shown) = stage::demo()?;
    let mut found = Vec::new();
    for screen in screens::all(shown) {
        person.visit(&screen.hash).await?;
        found.extend(
            look(person, &screen).await?.into_iter().map(|problem| format!("{}: {problem}", screen.name)),
        );
    }
    if !found.is_empty() {
        bail!("{} problems:\n{}", found.len(), found.join("\n"));
    }
    Ok(())
}

fn with_settings(
    name: &str,
    target: Target,
    change: impl FnOnce(&mut wire::call::Settings),
    case: impl AsyncFnOnce(&mut Person) -> Result<()>,
) {
    stage::run_with(
        name,
        target,
        if matches!(target, Target::Desktop | Target::Zoomed) { Hands::Mouse } else { Hands::Finger },
        Begin::Demo,
        change,
        case,
    );
}

async fn no_rule_is_broken(person: &mut Person) -> Result<()> {
    on_every_screen(person, async |person, _| {
        let found = violations(&person.session.client).await?;
        Ok(found
            .into_iter()
            .map(|broken| format!("{} ({}): {}", broken.id, broken.help, broken.nodes.join(" | ")))
            .collect())
    })
    .await
}

macro_rules! themes {
    ($($name:ident: $target:ident, $theme:literal;)*) => {$(
        #[test]
        fn $name() {
            with_settings(stringify!($name), Target::$target, |settings| settings.theme = $theme.into(), no_rule_is_broken);
        }
    )*};
}

themes! {
    no_wcag_rule_is_broken_on_a_light_desktop: Desktop, "light";
    no_wcag_rule_is_broken_on_a_dark_desktop: Desktop, "dark";
    no_wcag_rule_is_broken_in_high_contrast: Desktop, "contrast";
    no_wcag_rule_is_broken_on_a_light_phone: Phone, "light";
    no_wcag_rule_is_broken_on_a_dark_phone: Phone, "dark";
    no_wcag_rule_is_broken_at_320_pixels: Narrow, "light";
    no_wcag_rule_is_broken_at_320_dark_pixels: Narrow, "dark";
    no_wcag_rule_is_broken_at_a_zoom_of_200_percent: Zoomed, "light";
}

macro_rules! systems {
    ($($name:ident: $theme:literal, $features:expr;)*) => {$(
        #[test]
        fn $name() {
            let change = |settings: &mut wire::call::Settings| settings.theme = $theme.into();
            with_settings(stringify!($name), Target::Desktop, change, async |person: &mut Person| {
                person.session.emulate(&$features).await?;
                for (feature, value) in $features {
                    let holds = format!("return matchMedia('({feature}: {value})').matches");
                    ensure!(person.script(&holds, vec![]).await? == json!(true), "{feature} is not {value}");
                }
                no_rule_is_broken(person).await
            });
        }
    )*};
}

systems! {
    no_wcag_rule_is_broken_in_forced_colors: "system", [("forced-colors", "active")];
    no_wcag_rule_is_broken_in_dark_forced_colors: "system", [("forced-colors", "active"), ("prefers-color-scheme", "dark")];
    no_wcag_rule_is_broken_in_dark_high_contrast: "contrast", [("prefers-color-scheme", "dark")];
    no_wcag_rule_is_broken_when_the_system_asks_for_contrast: "system", [("prefers-contrast", "more")];
    no_wcag_rule_is_broken_when_the_system_asks_for_dark_contrast: "system", [("prefers-contrast", "more"), ("prefers-color-scheme", "dark")];
}

#[test]
fn no_wcag_rule_is_broken_in_text_of_200_percent() {
    with_settings(
        "axe_large_text",
        Target::Phone,
        |_| {},
        async |person: &mut Person| {
            person.script("document.documentElement.style.fontSize = '200%'", vec![]).await?;
            no_rule_is_broken(person).await
        },
    );
}

async fn nothing_is_lost(person: &Person) -> Result<()> {
    on_every_screen(person, async |person, _| {
        let found = person.script(LOST, vec![]).await?;
        let mut problems: Vec<String> = serde_json::from_value(found["lost"].clone())?;
        if found["wide"] == json!(true) {
            problems.push("the page can be scrolled sideways".to_owned());
        }
        Ok(problems)
    })
    .await
}

#[test]
fn e157_no_control_is_lost_at_320_pixels() {
    with_settings(
        "e157_narrow",
        Target::Narrow,
        |_| {},
        async |person: &mut Person| nothing_is_lost(person).await,
    );
}

#[test]
fn e157_no_control_is_lost_at_a_zoom_of_200_percent() {
    with_settings(
        "e157_zoom",
        Target::Zoomed,
        |_| {},
        async |person: &mut Person| nothing_is_lost(person).await,
    );
}

/// Parts of the chrome in forced colours that must show which of several is chosen by more than a colour of their own.
const MARKED: &str = r#"
const shows = element => { const style = getComputedStyle(element); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1; };
return Array.from(document.querySelectorAll('.rail-link[aria-current=page], .row-checked .row-link, .row-open .row-link')).filter(e => !shows(e)).map(e => e.className);
"#;

#[test]
fn forced_colors_show_what_is_chosen() {
    with_settings(
        "forced_chosen",
        Target::Desktop,
        |_| {},
        async |person: &mut Person| {
            person.session.emulate(&[("forced-colors", "active")]).await?;
            let rows = crate::keeping::first_rows(person, 2).await?;
            person
                .script(
                    "document.getElementById(arguments[0]).click()",
                    vec![json!(format!("check-{}", rows[0]))],
                )
                .await?;
            person
                .script(
                    "document.getElementById(arguments[0]).click()",
                    vec![json!(format!("open-{}", rows[1]))],
                )
                .await?;
            person.find(&at(".row-checked")).await?;
            person.find(&at(".row-open")).await?;
            let unmarked = person.script(MARKED, vec![]).await?;
            ensure!(unmarked == json!([]), "chosen, but nothing shows it: {unmarked}");
            Ok(())
        },
    );
}

/// Pictures that reach out of the box they stand in, or rows of another height than their neighbours.
const SPILLED: &str = r#"
const boxes = Array.from(document.querySelectorAll('img')).filter(image => image.complete && image.naturalWidth).map(image => [image, image.getBoundingClientRect(), image.parentElement.getBoundingClientRect()]);
return boxes.filter(([, inner, outer]) => inner.width > outer.width + 1 || inner.height > outer.height + 1).map(([image, inner, outer]) =>
  `${image.parentElement.className}: ${inner.width}x${inner.height} in ${outer.width}x${outer.height}`);
"#;

async fn pictures_stay_in_their_boxes(person: &mut Person) -> Result<()> {
    for (nth, (width, height)) in [(600, 4_000), (4_000, 600)].into_iter().enumerate() {
        let seed = u8::try_from(nth)? + 1;
        let file = person
            .session
            .file(&format!("shape-{nth}.jpg"), &tests::photo::jpeg(seed.into(), width, height))?;
        crate::adding::open_form(person).await?;
        person.attach(at("#photo-files"), &file).await?;
        person.find(&at("#panel img")).await?;
        person.fill(at("#field-total"), "9.50").await?;
        spills_nothing(person, "the form").await?;
        crate::adding::save(person).await?;
        let count = u64::try_from(nth)? + 1;
        person.becomes(count).await?;
        person.visit("/").await?;
        person.find(&at(".row img")).await?;
        spills_nothing(person, "the timeline").await?;
        let heights = "return Array.from(document.querySelectorAll('.row')).map(row => Math.round(row.getBoundingClientRect().height))";
        let heights: Vec<u64> = serde_json::from_value(person.script(heights, vec![]).await?)?;
        ensure!(heights.iter().all(|height| *height < 90), "rows of {heights:?} pixels");
        person.press(at(".row a")).await?;
        person.find(&at("#panel img")).await?;
        spills_nothing(person, "the expense").await?;
        person.visit("/").await?;
    }
    Ok(())
}

async fn spills_nothing(person: &Person, place: &str) -> Result<()> {
    let loaded =
        "return Array.from(document.images).every(image => image.complete && image.naturalWidth > 0)";
    tests::wait::until("the pictures", async || {
        Ok((person.script(loaded, vec![]).await? == json!(true)).then_some(()))
    })
    .await?;
    let spilled = person.script(SPILLED, vec![]).await?;
    ensure!(spilled == json!([]), "in {place}: {spilled}");
    Ok(())
}

#[test]
fn very_tall_and_very_wide_photographs_stay_in_their_boxes() {
    stage::run("tall_desktop", Target::Desktop, Hands::Mouse, Begin::Empty, pictures_stay_in_their_boxes);
}

#[test]
fn very_tall_and_very_wide_photographs_stay_in_their_boxes_on_a_phone() {
    stage::run("tall_phone", Target::Narrow, Hands::Finger, Begin::Empty, pictures_stay_in_their_boxes);
}

#[test]
fn e157_no_control_is_lost_in_text_of_200_percent() {
    with_settings(
        "e157_large_text",
        Target::Phone,
        |_| {},
        async |person: &mut Person| {
            person.script("document.documentElement.style.fontSize = '200%'", vec![]).await?;
            nothing_is_lost(person).await
        },
    );
}

#[test]
fn e156_the_pseudo_language_from_right_to_left_is_mirrored() {
    let change = |settings: &mut wire::call::Settings| settings.language = Some("en-XB".into());
    with_settings("e156_rtl", Target::Desktop, change, async |person: &mut Person| {
        let direction =
            person.script("return getComputedStyle(document.documentElement).direction", vec![]).await?;
        ensure!(direction == json!("rtl"), "the page runs {direction}");
        let mirrored = "const nav = document.querySelector('nav').getBoundingClientRect(); const main = document.querySelector('main').getBoundingClientRect(); return nav.left >= main.right - 1";
        ensure!(person.script(mirrored, vec![]).await? == json!(true), "the navigation is not on the right");
        let amounts = "return Array.from(document.querySelectorAll('.row .row-amount, .row .amount')).slice(0, 20).map(e => e.innerText)";
        let amounts = person.script(amounts, vec![]).await?;
        let reversed = amounts.as_array().is_some_and(|all| {
            all.iter().any(|a| a.as_str().is_some_and(|a| a.trim_start().starts_with('.')))
        });
        ensure!(!reversed && amounts.as_array().is_some_and(|all| !all.is_empty()), "amounts read {amounts}");
        nothing_is_lost(person).await
    });
}
