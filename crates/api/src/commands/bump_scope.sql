update member
set scope_rev = scope_rev + 1
where workspace_id = $1 and user_id = $2
