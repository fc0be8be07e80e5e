-- A refresh token; asked for after its session was locked.
select
    expires_at,
    replaced_at,
    seed
from refresh_token
where token_hash = $1
