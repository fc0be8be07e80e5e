-- A row of which parts are held back.
insert into masked_row (row_id, workspace_id)
values (?1, ?2)
on conflict (row_id) do nothing
