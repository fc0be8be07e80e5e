-- Entries by the ids of their changes, with those of the groups they left in, oldest first.
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
    workspace_id = ?2
    and state in ('queued', 'sent')
    and (
        change_id in (select unhex(value) from json_each(?1))
        or sent_group in (
            select g.sent_group
            from outbox as g
            where g.change_id in (select unhex(value) from json_each(?1)) and g.sent_group is not null
        )
    )
order by seq_local
