-- The changes of some rows that no server has answered, newest first; patch is null for the change that made the row.
select
    row_id,
    change_id,
    case when op in ('insert', 'set_add') and base = '{}' then null else patch end,
    base_rev,
    depends_on
from outbox
where row_id in (select unhex(value) from json_each(?1)) and state in ('queued', 'sent')
order by seq_local desc
