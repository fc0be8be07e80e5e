-- The service answered.
update sync_book
set last_ok_ms = ?2
where workspace_id = ?1
