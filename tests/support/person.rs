//! Somebody who uses the interface with a mouse, with a finger or with the keyboard alone, and finds things by what they are called.

mod control;
mod keyboard;
mod world;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fantoccini::actions::{
    Actions, InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, PointerAction, TouchActions,
};
use fantoccini::elements::Element;
use fantoccini::{Client, key::Key};
use serde_json::{Value, json};

pub use control::{Control, at, button, check, field, heading, link, option, row, tab, thing};

use crate::browser::Session;
use crate::wait::{self, PATIENCE};

/// How long a page must look the same to count as at rest.
const REST: Duration = Duration::from_millis(60);

/// What the person has to work with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hands {
    /// A mouse, and a keyboard to type words.
    Mouse,
    /// A finger, and an on-screen keyboard to type words.
    Finger,
    /// A keyboard and nothing else.
    Keyboard,
}

/// Somebody at a session.
#[derive(Debug)]
pub struct Person {
    /// What is in front of them.
    pub session: Session,
    /// What they use.
    pub hands: Hands,
}

impl Person {
    fn client(&self) -> &Client {
        &self.session.client
    }

    /// Waits until the control is there.
    pub async fn find(&self, control: &Control) -> Result<Element> {
        wait::until(&control.to_string(), async || self.look_for(control).await).await
    }

    /// The control, if it is there now.
    pub async fn look_for(&self, control: &Control) -> Result<Option<Element>> {
        let found = self.client().execute(include_str!("person/page.js"), vec![control.spec()]).await?;
        Ok(self.element(&found))
    }

    /// How many such controls there are now.
    pub async fn count(&self, control: &Control) -> Result<usize> {
        let mut spec = control.spec();
        spec["all"] = json!(true);
        let found = self.client().execute(include_str!("person/page.js"), vec![spec]).await?;
        Ok(found.as_array().map_or(0, Vec::len))
    }

    fn element(&self, found: &Value) -> Option<Element> {
        let id = found.as_object()?.values().next()?.as_str()?;
        Some(Element::from_element_id(self.client().clone(), id.to_owned().into()))
    }

    /// Presses a button, follows a link, opens a row.
    pub async fn press(&self, control: Control) -> Result<()> {
        let start = Instant::now();
        loop {
            let element = self.find(&control).await?;
            let pressed = match self.hands {
                Hands::Mouse => element.click().await.map_err(anyhow::Error::from),
                Hands::Finger => self.tap(&element).await,
                Hands::Keyboard => self.press_by_keyboard(&element).await,
            };
            match pressed {
                Ok(()) => return Ok(()),
                // It was drawn anew, or something moved over it: look again, as a person would.
                Err(error) if start.elapsed() > PATIENCE => {
                    return Err(error.context(format!("cannot press {control}")));
                }
                Err(_) => tokio::time::sleep(wait::LOOK_EVERY).await,
            }
        }
    }

    async fn tap(&self, element: &Element) -> Result<()> {
        let mut before = Value::Null;
        // A finger waits until the thing has stopped moving.
        let (x, y) = wait::until("something to touch", async || {
            let now = self
                .script(include_str!("person/into_view.js"), vec![serde_json::to_value(element)?])
                .await?;
            let point =
                now.as_array().and_then(|point| Some((point.first()?.as_f64()?, point.get(1)?.as_f64()?)));
            let rests = now == before;
            before = now;
            Ok(point.filter(|_| rests))
        })
        .await?;
        let touch = TouchActions::new("finger".into())
            .then(PointerAction::MoveTo { duration: None, x, y })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        Ok(self.client().perform_actions(touch).await?)
    }

    /// Puts text into a field in place of what it holds.
    pub async fn fill(&self, control: Control, text: &str) -> Result<()> {
        let element = self.find(&control).await?;
        self.go_to(&control, &element).await?;
        self.chord(&[Key::Control.into(), 'a']).await?;
        self.type_text(text).await
    }

    /// Chooses from a native select by the words shown.
    pub async fn choose(&self, control: Control, words: &str) -> Result<()> {
        let element = self.find(&control).await?;
        match self.hands {
            Hands::Keyboard => {
                self.focus(&element).await?;
                self.type_text(words).await?;
            }
            Hands::Mouse | Hands::Finger => element.select_by_label(words).await?,
        }
        let shown = "return arguments[0].selectedOptions ? arguments[0].selectedOptions[0].text.trim() : arguments[0].textContent";
        let chosen = self.client().execute(shown, vec![serde_json::to_value(&element)?]).await?;
        if chosen != json!(words) {
            bail!("{control} shows {chosen} instead of {words:?}");
        }
        Ok(())
    }

    async fn go_to(&self, control: &Control, element: &Element) -> Result<()> {
        match self.hands {
            Hands::Keyboard => self.focus(element).await,
            Hands::Mouse | Hands::Finger => {
                let active = "return document.activeElement === arguments[0]";
                if self.client().execute(active, vec![serde_json::to_value(element)?]).await? != json!(true) {
                    self.press(control.clone()).await?;
                }
                Ok(())
            }
        }
    }

    /// Types into whatever has the focus.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        let keys = text.chars().fold(KeyActions::new("keys".into()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        Ok(self.client().perform_actions(keys).await?)
    }

    /// Presses one key.
    pub async fn key(&self, key: impl Into<char>) -> Result<()> {
        self.chord(&[key.into()]).await
    }

    /// Holds these keys down one after another and lets go.
    pub async fn chord(&self, keys: &[char]) -> Result<()> {
        let mut actions = KeyActions::new("keys".into());
        for value in keys.iter().copied() {
            actions = actions.then(KeyAction::Down { value });
        }
        for value in keys.iter().rev().copied() {
            actions = actions.then(KeyAction::Up { value });
        }
        Ok(self.client().perform_actions(Actions::from(actions)).await?)
    }

    /// Hands a file to the file field as a person does in the system's own dialog.
    pub async fn attach(&self, control: Control, file: &Path) -> Result<()> {
        let element = self.find(&control).await?;
        element
            .send_keys(&file.display().to_string())
            .await
            .with_context(|| format!("{control} takes no file"))
    }

    /// Waits until these words can be read on the page.
    pub async fn sees(&self, words: &str) -> Result<()> {
        wait::until(&format!("the words {words:?}"), async || Ok(self.reads(words).await?.then_some(())))
            .await
    }

    /// Waits until these words are gone.
    pub async fn no_longer_sees(&self, words: &str) -> Result<()> {
        wait::until(&format!("{words:?} to be gone"), async || Ok((!self.reads(words).await?).then_some(())))
            .await
    }

    /// Whether these words can be read now.
    pub async fn reads(&self, words: &str) -> Result<bool> {
        Ok(self.text().await?.to_lowercase().contains(&normal(words).to_lowercase()))
    }

    /// All that can be read on the page, white space made single.
    pub async fn text(&self) -> Result<String> {
        let text = self.client().execute("return document.body.innerText", vec![]).await?;
        Ok(normal(text.as_str().unwrap_or_default()))
    }

    /// Waits until the page rests: no call is on its way to the core, and two looks a moment apart read the same.
    pub async fn settles(&self) -> Result<()> {
        let mut before = Value::Null;
        wait::until("the page to come to rest", async || {
            tokio::time::sleep(REST).await;
            let now = self.client().execute(include_str!("person/rest.js"), vec![]).await?;
            let rests = now == before && now["calls"] == json!(0);
            before = now;
            Ok(rests.then_some(()))
        })
        .await
    }

    /// Runs a script in the page.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client().execute(script, arguments).await?)
    }
}

/// White space of every kind made single, bidirectional isolates left out: what a person reads.
fn normal(text: &str) -> String {
    let plain: String =
        text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
