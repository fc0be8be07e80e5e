-- Bytes a workspace has or is about to have, without this upload.
select (
    coalesce((select sum(o.size) from blob_object as o where o.workspace_id = $1), 0)
    + coalesce((select sum(u.size) from blob_upload as u where u.workspace_id = $1 and u.sha256 <> $2), 0)
)::bigint
