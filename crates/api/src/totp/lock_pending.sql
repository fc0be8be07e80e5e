-- The secret that waits to be confirmed, locked.
select totp_pending
from account
where id = $1
for no key update
