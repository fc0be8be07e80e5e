-- The changes of some rows that no server has seen, newest first; patch is null for the change that made the row.
select
    row_id,
    change_id,
    case when op in ('insert', 'set_add') then null else patch end
from outbox
where row_id in (select unhex(value) from json_each(?1)) and state = 'queued'
order by seq_local desc
