-- The login a refresh token belongs to, locked.
select
    session.id,
    session.account_id,
    session.device_id,
    session.end_reason,
    device.revoked_at,
    device.wipe_asked_at
from refresh_token
join session on session.id = refresh_token.session_id
join device on device.account_id = session.account_id and device.id = session.device_id
where refresh_token.token_hash = $1
for update of session
