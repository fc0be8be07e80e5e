-- Devices, last heard of first.
select
    id,
    name,
    platform,
    app_version,
    last_seen_at,
    revoked_at,
    wipe_asked_at
from device
where account_id = $1
order by last_seen_at desc, id
limit $2
