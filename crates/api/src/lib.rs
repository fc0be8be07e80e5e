//! The cloud service: accounts, workspaces, sync and REST over PostgreSQL.
