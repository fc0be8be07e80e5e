-- An account whose address is not confirmed yet.
select
    id,
    email,
    locale
from account
where email_fold = $1 and verified_at is null
for no key update
