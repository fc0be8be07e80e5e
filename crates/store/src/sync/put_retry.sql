-- How many attempts failed and when the next may be made.
update sync_book
set
    fails = ?2,
    retry_at_ms = ?3
where workspace_id = ?1
