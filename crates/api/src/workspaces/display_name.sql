-- The name others see.
select display_name
from account
where id = $1
