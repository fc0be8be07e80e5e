-- An account whose address is confirmed.
select
    id,
    email,
    locale
from account
where email_fold = $1 and verified_at is not null
for no key update
