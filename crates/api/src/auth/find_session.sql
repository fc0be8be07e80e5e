-- One login, with what became of its device; notes that the device was heard of, at most once for each time it is asked for.
with heard as (
    update device
    set last_seen_at = $3
    from session
    where session.id = $1
        and session.account_id = $2
        and device.account_id = session.account_id
        and device.id = session.device_id
)
select
    session.ended_at,
    device.revoked_at,
    device.wipe_asked_at
from session
join device on device.account_id = session.account_id and device.id = session.device_id
where session.id = $1 and session.account_id = $2
