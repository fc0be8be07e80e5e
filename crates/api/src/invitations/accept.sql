-- Uses an invitation up.
update invitation
set
    accepted_at = $3,
    accepted_by = $2
where code_hash = $1
    and accepted_at is null
    and revoked_at is null
    and expires_at > $3
returning role
