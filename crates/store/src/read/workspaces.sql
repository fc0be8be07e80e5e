-- The books of this file.
select
    id,
    name,
    kind,
    home_currency,
    country,
    month_start_day
from workspace
where deleted_at is null
order by local_id
