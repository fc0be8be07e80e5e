//! Waiting for a condition instead of for a time.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long a test waits for something before it says so.
pub const PATIENCE: Duration = Duration::from_secs(15);
/// How long between two looks.
pub const LOOK_EVERY: Duration = Duration::from_millis(15);

/// Asks again and again until the answer is `Some`; gives up after `PATIENCE`, naming `what` and the last error.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    loop {
        let seen = look().await;
        match seen {
            Ok(Some(value)) => return Ok(value),
            Ok(None) if start.elapsed() < PATIENCE => {}
            Err(_) if start.elapsed() < PATIENCE => {}
            Ok(None) => bail!("waited {PATIENCE:?} in vain for {what}"),
            Err(error) => return Err(error.context(format!("waited {PATIENCE:?} in vain for {what}"))),
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
