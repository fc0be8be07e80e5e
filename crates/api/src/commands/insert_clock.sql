insert into workspace_clock (workspace_id, name, kind, head_at, created_by, created_at)
values ($1, $2, $3, $5, $4, $5)
on conflict (workspace_id) do nothing
