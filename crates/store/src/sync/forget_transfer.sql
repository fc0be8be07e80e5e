-- Bytes that arrived, or never will.
delete from blob_transfer
where workspace_id = ?1 and sha256 = ?2
