-- A workspace that syncs from now on.
insert into sync_book (workspace_id, name, role)
values (?1, ?2, ?3)
on conflict (workspace_id) do nothing
