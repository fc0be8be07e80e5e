-- Deleted so long ago that retention removes it at its next run.
update workspace_clock
set deleted_at = 0
where workspace_id = $1
