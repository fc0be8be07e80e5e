-- Conflict cards, the newest first; closed ones if ?2.
select
    id,
    subject_table,
    subject_id,
    expense_id,
    unit,
    reason,
    kept,
    kept_by,
    kept_at,
    other,
    other_by,
    other_at,
    resolved_at,
    resolution
from conflict
where workspace_id = ?1 and deleted_at is null and (?2 or resolved_at is null)
order by max(kept_at, other_at) desc, id
