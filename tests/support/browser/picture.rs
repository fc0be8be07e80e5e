//! A picture of what is on the screen.

use anyhow::{Context, Result};

use super::{Session, Target};
use crate::wait::PATIENCE;

/// WebKit takes a picture when it next draws, and a page at rest is not drawn: one pixel nobody sees changes until it is taken.
const STIR: &str = "
const pixel = document.createElement('i');
pixel.id = 'stir';
pixel.ariaHidden = 'true';
Object.assign(pixel.style, { position: 'fixed', insetBlockEnd: 0, insetInlineEnd: 0, inlineSize: '1px', blockSize: '1px', pointerEvents: 'none' });
document.documentElement.append(pixel);
let odd = false;
const timer = setInterval(() => {
  if (!pixel.isConnected) return clearInterval(timer);
  odd = !odd;
  pixel.style.background = odd ? 'rgb(0 0 0 / 0.4%)' : 'transparent';
}, 20);";
const REST: &str = "document.getElementById('stir').remove()";

impl Session {
    /// The screen as a PNG file's bytes.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        if self.target == Target::Window {
            self.client.execute(STIR, vec![]).await?;
        }
        let taken = tokio::time::timeout(PATIENCE, self.client.screenshot()).await;
        if self.target == Target::Window {
            self.client.execute(REST, vec![]).await?;
        }
        Ok(taken.with_context(|| format!("no picture after {PATIENCE:?}"))??)
    }
}
