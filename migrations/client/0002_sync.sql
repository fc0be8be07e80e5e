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
