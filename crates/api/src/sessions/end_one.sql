-- Ends one login.
update session
set
    ended_at = $2,
    end_reason = $3
where id = $1 and ended_at is null
