//! What must hold on every screen: no rule of WCAG 2.1 A or AA is broken, nothing is lost on the narrowest phone or in large text,
//! and everything is mirrored for those who read from right to left.

use anyhow::{Result, bail, ensure};
use serde_json::json;
use tests::browser::{Target, violations};
use tests::person::{Hands, Person};
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
        if target == Target::Desktop { Hands::Mouse } else { Hands::Finger },
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
