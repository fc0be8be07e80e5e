-- Ends every login of an account but one.
update session
set
    ended_at = $3,
    end_reason = $4
where account_id = $1
    and id is distinct from $2
    and ended_at is null
