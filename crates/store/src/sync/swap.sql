-- This copy is the one that was fetched again.
update sync_book
set
    cursor = ?2,
    epoch = ?3,
    head = ?4,
    scope = ?5,
    refetch = null
where workspace_id = ?1
