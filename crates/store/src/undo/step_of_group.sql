-- The step of one action, if it is not undone.
select
    seq,
    group_id,
    action,
    at,
    first_revision,
    last_revision,
    row_count
from undo_step
where workspace_id = ?1 and group_id = ?2 and undone = 0
