-- Whether the bytes are here.
update blob
set local_state = ?3
where workspace_id = ?1 and sha256 = ?2
