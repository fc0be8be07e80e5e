-- A personal access token that has not ended; notes its use.
update access_token
set last_used_at = $2
where token_hash = $1
    and revoked_at is null
    and (expires_at is null or expires_at > $2)
returning
    account_id,
    workspace_id,
    may_write,
    expires_at
