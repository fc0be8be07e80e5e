-- An op that gives back what the service lost. Its group is its own.
insert into outbox (
    seq_local, change_id, workspace_id, "table", row_id, op, base_rev, base, patch, group_id, at_ms, is_heal,
    user_id
)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?2, ?10, 1, ?11)
on conflict (change_id) do nothing
