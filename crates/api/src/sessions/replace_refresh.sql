-- The token was used; the next one follows from it and the seed.
update refresh_token
set
    replaced_at = $2,
    seed = $3
where token_hash = $1
