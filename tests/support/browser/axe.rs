//! axe-core in the page: WCAG 2.1 A and AA.

use anyhow::{Context, Result};
use fantoccini::Client;
use serde::Deserialize;
use serde_json::json;

use crate::paths;

/// A rule the page breaks, and where.
#[derive(Debug, Deserialize)]
pub struct Violation {
    /// The rule.
    pub id: String,
    /// Its sentence.
    pub help: String,
    /// Selectors and what is wrong there.
    pub nodes: Vec<String>,
}

const RUN: &str = r#"
const done = arguments[arguments.length - 1];
axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }, resultTypes: ['violations'] })
  .then(results => done(results.violations.map(violation => ({
    id: violation.id, help: violation.help,
    nodes: violation.nodes.slice(0, 5).map(node => node.target.join(' ') + ': ' + (node.any.concat(node.all, node.none)[0] || {}).message),
  }))), error => done([{ id: 'axe', help: String(error), nodes: [] }]));
"#;

/// What axe-core finds on the page as it is now.
pub async fn violations(client: &Client) -> Result<Vec<Violation>> {
    let loaded = client.execute("return typeof axe === 'object'", vec![]).await?;
    if loaded != json!(true) {
        let source = std::fs::read_to_string(paths::npm_file("axe-core/axe.min.js")?)?;
        client.execute(&source, vec![]).await.context("axe-core does not load")?;
        // axe.min.js declares `axe` inside the function WebDriver wraps around a script; it also sets window.axe.
        client.execute("if (!window.axe) throw new Error('no axe')", vec![]).await?;
    }
    Ok(serde_json::from_value(client.execute_async(RUN, vec![]).await?)?)
}
