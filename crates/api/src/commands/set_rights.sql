-- A member's scope and state; any change of rights makes their devices fetch anew.
update member
set
    scope = coalesce($3, scope),
    state = $4,
    scope_rev = scope_rev + 1
where workspace_id = $1 and user_id = $2
