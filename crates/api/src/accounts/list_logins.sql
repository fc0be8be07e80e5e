-- Logins, newest first.
select
    at,
    outcome,
    device,
    network
from login_event
where account_id = $1
order by id desc
limit $2
