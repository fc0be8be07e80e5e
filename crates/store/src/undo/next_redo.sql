-- The step that was undone last: steps are undone from the newest, so it is the oldest undone one.
select
    seq,
    group_id,
    action,
    at,
    first_revision,
    last_revision,
    row_count
from undo_step
where workspace_id = ?1 and undone = 1
order by seq
limit 1
