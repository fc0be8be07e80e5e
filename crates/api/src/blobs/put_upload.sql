-- Begins an upload, or goes on with it.
insert into blob_upload (
    workspace_id,
    sha256,
    size,
    mime,
    started_by,
    touched_at
)
values ($1, $2, $3, $4, $5, $6)
on conflict (workspace_id, sha256) do update
set
    size = excluded.size,
    mime = excluded.mime,
    touched_at = excluded.touched_at
