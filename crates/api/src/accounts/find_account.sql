-- The account as its owner sees it.
select
    id,
    email,
    display_name,
    locale,
    totp_secret is not null as has_totp
from account
where id = $1
