//! A database of its own for each test, copied from one that was migrated once.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tokio::sync::OnceCell;

use crate::testing::cluster::{ADMIN, Cluster, ClusterError, OWNER, Options, SERVICE};
use crate::{database, server};

/// The migrated database the others are copies of.
const TEMPLATE: &str = "mealbook_template";
/// Connections of one test, in the service's role.
const CONNECTIONS_MAX: u32 = 12;

static SHARED: OnceCell<Cluster> = OnceCell::const_new();
static MADE: AtomicU32 = AtomicU32::new(0);

/// A database of one test.
#[derive(Debug)]
pub struct TestDatabase {
    /// Connections in the service's role.
    pub pool: PgPool,
    /// Connections in the role that owns the tables.
    pub owner: PgPool,
    /// Its name.
    pub name: String,
    cluster: &'static Cluster,
}

impl TestDatabase {
    /// A fresh, migrated database in the cluster all tests of this program share.
    pub async fn new() -> Result<Self, ClusterError> {
        let cluster = SHARED.get_or_try_init(start_shared).await?;
        let name = format!("test_{}", MADE.fetch_add(1, Ordering::Relaxed));
        let admin = sqlx::PgPool::connect_lazy_with(cluster.connect(ADMIN, "postgres"));
        sqlx::query(&format!("create database {name} owner {OWNER} template {TEMPLATE} strategy file_copy"))
            .execute(&admin)
            .await?;
        admin.close().await;
        Ok(Self {
            pool: pool(cluster, SERVICE, &name, CONNECTIONS_MAX),
            owner: pool(cluster, OWNER, &name, 4),
            name,
            cluster,
        })
    }

    /// A migrated database of this name in a cluster of one's own.
    pub async fn in_cluster(cluster: &'static Cluster, name: &str) -> Result<Self, ClusterError> {
        make_database(cluster, name).await?;
        Ok(Self {
            pool: pool(cluster, SERVICE, name, CONNECTIONS_MAX),
            owner: pool(cluster, OWNER, name, 4),
            name: name.to_owned(),
            cluster,
        })
    }

    /// The address for the service's role.
    pub fn url(&self) -> String {
        self.cluster.url(SERVICE, &self.name)
    }

    /// The address for the role that owns the tables.
    pub fn owner_url(&self) -> String {
        self.cluster.url(OWNER, &self.name)
    }

    /// The cluster it is in.
    pub fn cluster(&self) -> &'static Cluster {
        self.cluster
    }

    /// More connections in the service's role, at most so many, waiting so long for one.
    pub fn another_pool(&self, connections_max: u32, wait: Duration) -> PgPool {
        PgPoolOptions::new()
            .max_connections(connections_max)
            .acquire_timeout(wait)
            .connect_lazy_with(database::with_limits(self.cluster.connect(SERVICE, &self.name)))
    }
}

fn pool(cluster: &Cluster, role: &str, name: &str, connections_max: u32) -> PgPool {
    let options = database::with_limits(cluster.connect(role, name));
    PgPoolOptions::new().max_connections(connections_max).connect_lazy_with(options)
}

async fn start_shared() -> Result<Cluster, ClusterError> {
    let cluster = tokio::task::spawn_blocking(|| Cluster::start(&Options::default()))
        .await
        .map_err(std::io::Error::other)??;
    make_database(&cluster, TEMPLATE).await?;
    Ok(cluster)
}

/// Makes a migrated database in a cluster, its tables owned by `OWNER` and open to `SERVICE`.
pub async fn make_database(cluster: &Cluster, name: &str) -> Result<(), ClusterError> {
    cluster.psql("postgres", &format!("create database {name} owner {OWNER}"))?;
    // Since PostgreSQL 15 only its owner may make tables in `public`: the database's owner owns it through pg_database_owner.
    let owner = pool(cluster, OWNER, name, 1);
    server::migrate(&owner).await?;
    database::grant(&owner, SERVICE).await?;
    owner.close().await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_test_has_a_migrated_database_of_its_own() {
        let (one, two) = (TestDatabase::new().await.unwrap(), TestDatabase::new().await.unwrap());
        assert_ne!(one.name, two.name);
        assert!(server::is_migrated(&one.pool).await.unwrap());
        assert!(server::check_role(&one.pool).await.unwrap());
        assert!(!server::check_role(&two.owner).await.unwrap());
    }
}
