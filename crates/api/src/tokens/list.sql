-- Tokens that were not ended, newest first; those that ran out are shown until they are taken away.
select
    id,
    name,
    workspace_id,
    may_write,
    expires_at,
    last_used_at
from access_token
where account_id = $1 and revoked_at is null
order by id desc
