//! Starting and stopping: the database, its migrations, the listener, the signals.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::migrate::{Migrate as _, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use tokio::net::TcpListener;

use crate::{State, database, server, wake};

/// The tables of the service.
static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/server");

/// How long a request waits for a connection before it is told to come again.
const CONNECTION_WAIT: Duration = Duration::from_secs(3);

/// Opens the pool.
pub async fn connect(url: &str, connections_max: u32) -> Result<PgPool, sqlx::Error> {
    let options: PgConnectOptions = url.parse()?;
    let options = database::with_limits(options);
    PgPoolOptions::new()
        .max_connections(connections_max)
        .acquire_timeout(CONNECTION_WAIT)
        .connect_with(options)
        .await
}

/// Brings the tables up to date; in the role that owns them.
pub async fn migrate(owner: &PgPool) -> Result<(), sqlx::migrate::MigrateError> {
    MIGRATIONS.run(owner).await
}

/// Whether the tables are those this program knows.
pub async fn is_migrated(pool: &PgPool) -> Result<bool, sqlx::Error> {
    let mut connection = pool.acquire().await?;
    let applied = connection.list_applied_migrations().await.unwrap_or_default();
    let has = |version: i64| applied.iter().any(|migration| migration.version == version);
    Ok(MIGRATIONS
        .iter()
        .filter(|migration| migration.migration_type.is_up_migration())
        .all(|m| has(m.version)))
}

/// Whether the role is one the service may run in: neither a superuser nor allowed to pass row-level security, owner of no table.
pub async fn check_role(pool: &PgPool) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(include_str!("check_role.sql")).fetch_one(pool).await
}

/// Serves until `stop` is done, then lets running requests end, for as long as the settings say.
pub async fn serve(
    state: State,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let grace = Duration::from_secs(state.config.shutdown_s);
    let waking = tokio::spawn(wake::run(state.clone()));
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let router = server::router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let ending = state.clone();
    let served = axum::serve(listener, router).with_graceful_shutdown(async move {
        stop.await;
        ending.stopping.send_replace(true);
        let _ = stopping.send(());
    });
    let too_long = async {
        let _ = stopped.await;
        tokio::time::sleep(grace).await;
    };
    tokio::select! {
        result = std::future::IntoFuture::into_future(served) => result?,
        () = too_long => tracing::warn!("some requests did not end in time"),
    }
    waking.abort();
    state.tasks.settle().await;
    state.pool.close().await;
    Ok(())
}
