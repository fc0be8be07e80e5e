-- A device that logs in; a revocation and a wish to wipe are lifted, because its person knows the password.
insert into device (
    account_id,
    id,
    name,
    platform,
    app_version,
    created_at,
    last_seen_at
)
values ($1, $2, $3, $4, $5, $6, $6)
on conflict (account_id, id) do update
set
    name = excluded.name,
    platform = excluded.platform,
    app_version = excluded.app_version,
    last_seen_at = excluded.last_seen_at,
    revoked_at = null,
    wipe_asked_at = null
