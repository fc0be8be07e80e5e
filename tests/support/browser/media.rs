//! What the system says of its screen: forced colours, contrast, a dark scheme. Chromium only.

use anyhow::Result;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use super::Session;

/// A command of Chromium's own protocol, which chromedriver passes on.
#[derive(Debug)]
struct Chromium {
    name: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for Chromium {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "cmd": self.name, "params": self.parameters }).to_string()))
    }
}

impl Session {
    /// Makes media features hold, as a system setting would: `("forced-colors", "active")`.
    pub async fn emulate(&self, features: &[(&str, &str)]) -> Result<()> {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        let parameters = json!({ "features": features });
        self.client.issue_cmd(Chromium { name: "Emulation.setEmulatedMedia", parameters }).await?;
        Ok(())
    }
}
