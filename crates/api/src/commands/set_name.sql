-- The name a workspace has as long as its row has not come.
update workspace_clock
set name = $2
where workspace_id = $1
