-- Bytes are to be sent again.
delete from blob_transfer
where workspace_id = ?1 and sha256 = ?2 and way = 'up'
