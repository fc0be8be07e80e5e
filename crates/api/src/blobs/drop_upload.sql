delete from blob_upload
where workspace_id = $1 and sha256 = $2
