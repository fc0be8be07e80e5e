//! The service's program.

use api::config::Config;
use api::state::Clock;
use api::{State, logging, server};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let config = Config::from_environment()?;
    logging::start(&config.log);
    let pool = server::connect(&config.database_url, config.connections_max).await?;
    let listener = TcpListener::bind(config.listen).await?;
    let state = State::new(config, pool, Clock::system())?;
    server::serve(state, listener, async {
        let _ = tokio::signal::ctrl_c().await;
    })
    .await?;
    Ok(())
}
