-- The service has these chunks.
insert into blob_transfer (workspace_id, sha256, way, done)
values (?1, ?2, 'up', ?3)
on conflict (workspace_id, sha256, way) do update
set done = excluded.done
