-- A new undo step, or more work of one that spans several transactions (an import).
insert into undo_step (workspace_id, group_id, action, at, first_revision, last_revision, row_count)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
on conflict (group_id) do update
set
    last_revision = excluded.last_revision,
    row_count = row_count + excluded.row_count,
    at = excluded.at
