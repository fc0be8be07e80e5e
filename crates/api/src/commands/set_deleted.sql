update workspace_clock
set deleted_at = $2
where workspace_id = $1
