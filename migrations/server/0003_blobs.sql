-- Bytes of photographs, and the answers the plain interface gave. Instants are milliseconds since 1970, UTC. The bytes themselves are
-- in the object store: `b/{workspace}/{sha256}`, and while they arrive `up/{workspace}/{sha256}/{chunk}`.

-- Bytes that are there, checked against their hash. Kept for one workspace each: nobody learns what another has.
create table blob_object (
    workspace_id uuid not null,
    sha256 bytea not null check (length(sha256) = 32),
    size bigint not null check (size > 0),
    mime text not null,
    blake3 text not null,
    stored_at bigint not null,
    primary key (workspace_id, sha256)
);

-- Bytes that are on their way.
create table blob_upload (
    workspace_id uuid not null,
    sha256 bytea not null check (length(sha256) = 32),
    size bigint not null check (size > 0),
    mime text not null,
    started_by uuid not null,
    touched_at bigint not null,
    primary key (workspace_id, sha256)
);
create index blob_upload_touched on blob_upload (touched_at);

-- What a request with an Idempotency-Key was answered: the same request again gets the same answer and does nothing.
create table rest_answer (
    workspace_id uuid not null,
    user_id uuid not null,
    -- SHA-256 of the key.
    key_hash bytea not null check (length(key_hash) = 32),
    -- SHA-256 of method, address, preconditions and body: a key is for one request.
    request_hash bytea not null check (length(request_hash) = 32),
    status smallint not null,
    location text,
    etag text,
    body text,
    answered_at bigint not null,
    primary key (workspace_id, user_id, key_hash)
);
create index rest_answer_age on rest_answer (answered_at);

-- As everywhere: a transaction sees the workspace it says it works for. The owner of the tables sees all, for retention.
alter table blob_object enable row level security;
create policy blob_object_workspace on blob_object
using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table blob_upload enable row level security;
create policy blob_upload_workspace on blob_upload
using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table rest_answer enable row level security;
create policy rest_answer_workspace on rest_answer
using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
