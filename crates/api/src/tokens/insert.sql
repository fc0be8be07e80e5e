-- A personal access token, by its digest.
insert into access_token (
    id,
    account_id,
    workspace_id,
    name,
    token_hash,
    may_write,
    created_at,
    expires_at
)
values ($1, $2, $3, $4, $5, $6, $7, $8)
