-- The last step that is not undone.
select
    seq,
    group_id,
    action,
    at,
    first_revision,
    last_revision,
    row_count
from undo_step
where workspace_id = ?1 and undone = 0
order by seq desc
limit 1
