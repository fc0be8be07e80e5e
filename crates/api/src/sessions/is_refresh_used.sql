-- Whether a token was used.
select replaced_at is not null
from refresh_token
where token_hash = $1
