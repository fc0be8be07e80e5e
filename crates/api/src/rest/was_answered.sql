select exists (
    select 1
    from op_log
    where workspace_id = $1 and op_id = any($2)
)
