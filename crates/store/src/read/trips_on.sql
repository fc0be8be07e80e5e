-- Trips under way on a day.
select
    id,
    name
from trip
where
    workspace_id = ?1
    and deleted_at is null
    and archived_at is null
    and merged_into_id is null
    and starts_on <= ?2
    and ends_on >= ?2
order by starts_on desc, local_id desc
