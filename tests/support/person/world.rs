//! What a person does in more than one place of the interface, and what a test asks the core behind the page.

use anyhow::{Context, Result, bail};
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::{Value, json};

use super::{Control, Hands, Person, at, button};
use crate::browser::Target;
use crate::wait;
use crate::words::t;

/// Asks the core through the transport the interface itself uses; the answer is the reply, or a fault.
const ASK: &str = r#"
const [name, body, done] = arguments;
const tauri = window.__TAURI__ && window.__TAURI__.core;
const answer = tauri
  ? tauri.invoke('call', { name, request: body, body })
  : fetch('call/' + name, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      .then(async reply => {
        const text = await reply.text();
        if (!reply.ok) throw text;
        return text ? JSON.parse(text) : null;
      });
answer.then(value => done({ value }), error => done({ error: JSON.stringify(error) + String(error) }));
"#;

impl Person {
    /// A reply of the core, for checking what a figure on the screen should be.
    pub async fn ask(&self, name: &str, body: Value) -> Result<Value> {
        let answer = self.session.client.execute_async(ASK, vec![json!(name), body]).await?;
        match answer.get("value") {
            Some(value) => Ok(value.get("body").unwrap_or(value).clone()),
            None => bail!("{name}: {answer}"),
        }
    }

    /// How many expenses a typed query finds, at most 500.
    pub async fn count_of(&self, query: &str) -> Result<u64> {
        let window = self.ask("list_expenses", json!({ "query": { "text": query }, "limit": 500 })).await?;
        let rows = window["rows"].as_array().with_context(|| format!("no rows in {window}"))?;
        Ok(rows.len() as u64)
    }

    /// How many expenses there are.
    pub async fn total_count(&self) -> Result<u64> {
        self.count_of("").await
    }

    /// Waits until there are so many.
    pub async fn becomes(&self, count: u64) -> Result<()> {
        wait::until(&format!("{count} expenses"), async || {
            Ok((self.total_count().await? == count).then_some(()))
        })
        .await
    }

    /// How many of these expenses a typed query finds.
    pub async fn count_within(&self, query: &str, ids: &[String]) -> Result<usize> {
        let request = json!({ "query": { "text": query }, "limit": 500 });
        let window = self.ask("list_expenses", request).await?;
        let rows = window["rows"].as_array().with_context(|| format!("no rows in {window}"))?;
        Ok(rows.iter().filter(|row| ids.iter().any(|id| row["id"] == json!(id))).count())
    }

    /// Undoes the newest action: with the keys, or with the button a pointer has.
    pub async fn chord_or_press_undo(&self) -> Result<()> {
        if self.hands == Hands::Keyboard {
            // Undo while typing belongs to the text: leave any field first.
            self.script("if (document.activeElement) document.activeElement.blur()", vec![]).await?;
            return self.chord(&[Key::Control.into(), 'z']).await;
        }
        if self.session.target == Target::Phone {
            self.press(button(&t("nav-more"))).await?;
        }
        self.press(button(&t("undo"))).await
    }

    /// An action of the open expense: a button of its own, or an entry of its menu.
    pub async fn choose_action(&self, name: &str) -> Result<()> {
        let action = at("#panel button").labelled(name);
        let menu = at("#panel .panel-head [aria-haspopup=menu][aria-expanded=false]");
        wait::until(&format!("the action {name:?}"), async || {
            if self.look_for(&action).await?.is_some() {
                return Ok(Some(()));
            }
            if self.look_for(&menu).await?.is_some() {
                self.press(menu.clone()).await?;
            }
            Ok(None)
        })
        .await?;
        self.press(action).await
    }

    /// Whether an element has the focus.
    pub async fn has_focus(&self, element: &Element) -> Result<bool> {
        let script = "return document.activeElement === arguments[0]";
        Ok(self.script(script, vec![serde_json::to_value(element)?]).await? == json!(true))
    }

    /// Moves the mouse over something.
    pub async fn hover(&self, control: &Control) -> Result<()> {
        let element = self.find(control).await?;
        self.script(
            "arguments[0].scrollIntoView({ block: 'nearest', behavior: 'instant' })",
            vec![serde_json::to_value(&element)?],
        )
        .await?;
        let moved = MouseActions::new("mouse".into()).then(PointerAction::MoveToElement {
            element,
            duration: None,
            x: 0.0,
            y: 0.0,
        });
        Ok(self.session.client.perform_actions(moved).await?)
    }
}
