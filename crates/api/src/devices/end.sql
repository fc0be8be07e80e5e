-- A device is signed out, and asked to remove its copy when $4 says so.
update device
set
    revoked_at = coalesce(revoked_at, $3),
    wipe_asked_at = case when $4 then coalesce(wipe_asked_at, $3) else wipe_asked_at end
where account_id = $1 and id = $2
