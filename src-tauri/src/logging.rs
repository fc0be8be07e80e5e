//! What goes wrong is written to standard error, warnings and worse; `MEALBOOK_LOG=debug` asks for more.

use std::env;

use tracing::level_filters::LevelFilter;

/// Starts logging; a second start in the same process changes nothing.
pub fn start() {
    let level = env::var("MEALBOOK_LOG").ok().and_then(|word| word.parse().ok()).unwrap_or(LevelFilter::WARN);
    let _ = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).try_init();
}
