-- Takes an invitation back.
update invitation
set revoked_at = $3
where workspace_id = $1
    and id = $2
    and accepted_at is null
    and revoked_at is null
