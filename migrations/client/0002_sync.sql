-- What a book needs to meet its other copies (docs/SYNC.md).

-- Who is in a workspace; written by the service alone.
create table member (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    user_id blob not null check (length(user_id) = 16),
    display_name text not null,
    role text not null,
    joined_at integer not null,
    left_at integer
) strict;

-- Conflict cards: what two people must look at. kept and other are unit values as JSON; made by the service alone.
create table conflict (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    subject_table text not null,
    subject_id blob not null check (length(subject_id) = 16),
    expense_id blob,
    unit text not null,
    reason text not null,
    kept text not null check (json_valid(kept)),
    kept_by blob,
    kept_at integer not null,
    other text not null check (json_valid(other)),
    other_by blob,
    other_at integer not null,
    resolved_at integer,
    resolution text
) strict;
create index conflict_of_subject on conflict (subject_id);

-- Local tables: not synced.

-- The workspaces of this file that have copies elsewhere: how far this copy is, and how the last attempts went.
create table sync_book (
    workspace_id blob not null primary key check (length(workspace_id) = 16),
    name text not null default '',
    role text,
    cursor text,
    epoch integer not null default 0,
    head integer not null default 0,
    scope integer not null default 0,
    state text not null default 'ok' check (state in ('ok', 'revoked', 'deleted', 'upgrade')),
    state_since_ms integer,
    fails integer not null default 0,
    retry_at_ms integer,
    last_ok_ms integer,
    refetch text check (json_valid(refetch))
) strict, without rowid;

-- What the service has of a row that also has changes waiting here; doc is a wire::v1::Row.
create table shadow (
    workspace_id blob not null,
    "table" text not null,
    row_id blob not null,
    rev integer not null,
    doc text not null check (json_valid(doc)),
    primary key (row_id, "table")
) strict, without rowid;

-- Rows of kinds this version does not know, or whose values it cannot take: kept as they came for a later version.
create table unknown_row (
    workspace_id blob not null,
    "table" text not null,
    row_id blob not null,
    rev integer not null,
    doc text not null check (json_valid(doc)),
    primary key (row_id, "table")
) strict, without rowid;

-- A whole copy on its way: pages wait here until one transaction swaps them in.
create table stage (
    workspace_id blob not null,
    "table" text not null,
    row_id blob not null,
    rev integer not null,
    doc text not null check (json_valid(doc)),
    primary key (workspace_id, "table", row_id)
) strict, without rowid;

-- Rows of which parts are held back: they cannot be edited here.
create table masked_row (
    row_id blob not null primary key,
    workspace_id blob not null
) strict, without rowid;

-- Bytes on their way; done is a JSON array of chunk numbers.
create table blob_transfer (
    workspace_id blob not null,
    sha256 text not null,
    way text not null check (way in ('up', 'down')),
    done text not null default '[]' check (json_valid(done)),
    is_complete integer not null default 0 check (is_complete in (0, 1)),
    tries integer not null default 0,
    retry_at_ms integer,
    primary key (workspace_id, sha256, way)
) strict, without rowid;

-- When a photograph was last looked at; what was not for longest leaves this device first.
create table blob_use (
    blob_id blob not null primary key,
    used_at_ms integer not null
) strict, without rowid;

-- A change that left is sent again exactly as it was: sent_group is the group it left in. is_heal: see docs/SYNC.md, refetch.
alter table outbox add column sent_group blob;
alter table outbox add column is_heal integer not null default 0 check (is_heal in (0, 1));
create index outbox_of_workspace on outbox (workspace_id, state, seq_local);
