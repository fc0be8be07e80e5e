//! Getting somewhere with Tab and the arrow keys alone.

use anyhow::{Result, bail};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::json;

use super::Person;

/// How long somebody tabs on before they try the other way round.
const TABS_ONWARD: usize = 60;
/// The most Tab presses anybody should need from anywhere to anywhere.
const TABS_MAX: usize = 160;
/// The most arrow presses inside one widget.
const ARROWS_MAX: usize = 60;

impl Person {
    /// Moves the focus to an element without a pointer: with Tab towards it, and backwards when a long list lies between.
    pub async fn focus(&self, element: &Element) -> Result<()> {
        let mut backwards = false;
        for press in 0..TABS_MAX {
            match self.reach(element).await?.as_str() {
                "here" => return Ok(()),
                "near" => return self.arrow_to(element).await,
                "before" if press == 0 => backwards = true,
                _ if press == TABS_ONWARD => backwards = !backwards,
                _ => {}
            }
            if backwards {
                self.chord(&[Key::Shift.into(), Key::Tab.into()]).await?;
            } else {
                self.key(Key::Tab).await?;
            }
        }
        bail!("{TABS_MAX} times Tab do not lead there")
    }

    async fn arrow_to(&self, element: &Element) -> Result<()> {
        for arrow in [Key::Down, Key::Right] {
            for _ in 0..ARROWS_MAX {
                if self.reach(element).await? == "here" {
                    return Ok(());
                }
                self.key(arrow).await?;
            }
        }
        bail!("the arrow keys do not lead there")
    }

    async fn reach(&self, element: &Element) -> Result<String> {
        let answer = self.script(include_str!("reach.js"), vec![serde_json::to_value(element)?]).await?;
        Ok(answer.as_str().unwrap_or("away").to_owned())
    }

    pub(super) async fn press_by_keyboard(&self, element: &Element) -> Result<()> {
        self.focus(element).await?;
        let space = "return arguments[0].matches('input[type=checkbox], input[type=radio], [role=checkbox], [role=switch], [role=radio]')";
        if self.script(space, vec![serde_json::to_value(element)?]).await? == json!(true) {
            return self.key(' ').await;
        }
        self.key(Key::Enter).await
    }
}
