-- The changes of some rows that no answer came for, oldest first.
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
where
    row_id in (select unhex(value) from json_each(?1))
    and "table" = ?2
    and state in ('queued', 'sent')
order by seq_local
