-- What a login is checked against.
select
    id,
    password_hash,
    verified_at,
    totp_secret
from account
where email_fold = $1
