-- All programs of a person are signed out.
update access_token
set revoked_at = $2
where account_id = $1 and revoked_at is null
