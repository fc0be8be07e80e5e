insert into blob_object (
    workspace_id,
    sha256,
    size,
    mime,
    blake3,
    stored_at
)
values ($1, $2, $3, $4, $5, $6)
on conflict (workspace_id, sha256) do nothing
