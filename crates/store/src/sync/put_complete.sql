-- The service has all of it; the row says so once that change comes.
insert into blob_transfer (workspace_id, sha256, way, is_complete)
values (?1, ?2, 'up', 1)
on conflict (workspace_id, sha256, way) do update
set is_complete = 1
