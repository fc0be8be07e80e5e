-- How far this copy is.
update sync_book
set
    cursor = ?2,
    epoch = ?3,
    head = max(head, ?4),
    scope = ?5
where workspace_id = ?1
