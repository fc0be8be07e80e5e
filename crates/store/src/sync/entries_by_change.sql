-- Entries by the ids of their changes, oldest first.
select
    seq_local,
    change_id,
    "table",
    row_id,
    op,
    base_rev,
    base,
    patch,
    depends_on,
    group_id,
    at_ms,
    state,
    sent_group,
    is_heal,
    user_id,
    attempts
from outbox
where change_id in (select unhex(value) from json_each(?1)) and workspace_id = ?2
order by seq_local
