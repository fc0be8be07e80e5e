-- A refresh token, by its digest. The same successor asked for twice is there already.
insert into refresh_token (
    token_hash,
    session_id,
    created_at,
    expires_at
)
values ($1, $2, $3, $4)
on conflict (token_hash) do nothing
