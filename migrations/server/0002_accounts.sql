-- Accounts, devices, logins, codes, tokens, invitations. Instants are milliseconds since 1970, UTC, of the service's clock.
-- Secrets are kept as digests only: SHA-256 of what is long and random, Argon2id of passwords.

create table account (
    id uuid primary key,
    email text not null,
    -- Trimmed and in lower case; what is unique.
    email_fold text not null,
    display_name text not null,
    locale text,
    password_hash text not null,
    password_at bigint not null,
    verified_at bigint,
    totp_secret bytea,
    -- Made and not yet confirmed.
    totp_pending bytea,
    -- The newest step of thirty seconds a code was taken for: none is taken twice.
    totp_step bigint not null default 0,
    created_at bigint not null,
    updated_at bigint not null
);

create unique index account_email on account (email_fold);

-- Attempts to log in since the last good one, by the digest of the address: also for addresses without an account, so that a lock
-- tells nothing.
create table login_attempt (
    email_hash bytea primary key,
    failed integer not null,
    failed_at bigint not null,
    -- Until when no further one is looked at.
    locked_until bigint not null
);

-- Codes that were mailed; one of each purpose.
create table account_code (
    account_id uuid not null references account (id) on delete cascade,
    purpose text not null check (purpose in ('verify', 'reset')),
    code_hash bytea not null,
    tries integer not null default 0,
    -- Mails of this purpose since window_at, for the limit on mails.
    sent integer not null default 1,
    window_at bigint not null,
    expires_at bigint not null,
    primary key (account_id, purpose)
);

create table recovery_code (
    account_id uuid not null references account (id) on delete cascade,
    code_hash bytea not null,
    used_at bigint,
    primary key (account_id, code_hash)
);

-- An installation, by the id it made; two accounts may use one installation one after the other.
create table device (
    account_id uuid not null references account (id) on delete cascade,
    id uuid not null,
    name text not null,
    platform text not null,
    app_version text not null,
    created_at bigint not null,
    last_seen_at bigint not null,
    revoked_at bigint,
    wipe_asked_at bigint,
    primary key (account_id, id)
);

-- One login of one device: the family of refresh tokens that follow from it.
create table session (
    id uuid primary key,
    account_id uuid not null,
    device_id uuid not null,
    started_at bigint not null,
    ended_at bigint,
    end_reason text check (end_reason in ('logout', 'login', 'password', 'revoked', 'wiped', 'reused', 'erased')),
    foreign key (account_id, device_id) references device (account_id, id) on delete cascade
);

create index session_account on session (account_id, device_id) where ended_at is null;

-- Refresh tokens. The next one is made of the one presented and `seed`: presenting it again in the time of grace gives the same.
create table refresh_token (
    token_hash bytea primary key,
    session_id uuid not null references session (id) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null,
    replaced_at bigint,
    seed bytea
);

create index refresh_token_session on refresh_token (session_id);

create table login_event (
    id bigint generated always as identity primary key,
    account_id uuid not null references account (id) on delete cascade,
    at bigint not null,
    outcome text not null check (outcome in ('ok', 'bad_password', 'bad_code', 'locked', 'unverified')),
    device text,
    network text
);

create index login_event_account on login_event (account_id, id desc);

-- Personal access tokens of programs: one workspace each.
create table access_token (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    workspace_id uuid not null,
    name text not null,
    token_hash bytea not null unique,
    may_write boolean not null,
    created_at bigint not null,
    expires_at bigint,
    last_used_at bigint,
    revoked_at bigint
);

create index access_token_account on access_token (account_id);

create table invitation (
    id uuid primary key,
    workspace_id uuid not null,
    email text,
    role text not null check (role in ('viewer', 'member', 'approver', 'admin')),
    code_hash bytea not null unique,
    created_by uuid not null,
    created_at bigint not null,
    expires_at bigint not null,
    accepted_at bigint,
    accepted_by uuid,
    revoked_at bigint
);

create index invitation_workspace on invitation (workspace_id) where accepted_at is null and revoked_at is null;
