-- Entries of a workspace in one state (?2), oldest first.
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
where workspace_id = ?1 and state = ?2
order by seq_local
limit ?3
