-- Open invitations, newest first.
select
    id,
    email,
    role,
    expires_at
from invitation
where workspace_id = $1
    and accepted_at is null
    and revoked_at is null
    and expires_at > $2
order by id desc
