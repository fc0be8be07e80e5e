-- Secrets that were kept as they are, by a version that closed none: they are as long as they were made.
select
    id,
    totp_secret,
    totp_pending
from account
where octet_length(totp_secret) = $1 or octet_length(totp_pending) = $1
