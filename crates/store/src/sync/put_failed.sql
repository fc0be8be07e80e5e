-- A transfer failed; not again before then.
insert into blob_transfer (workspace_id, sha256, way, tries, retry_at_ms)
values (?1, ?2, ?3, 1, ?4)
on conflict (workspace_id, sha256, way) do update
set
    tries = tries + 1,
    retry_at_ms = excluded.retry_at_ms
