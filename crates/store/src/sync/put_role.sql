-- What the service says of a workspace and of this person in it.
update sync_book
set
    name = ?2,
    role = ?3
where workspace_id = ?1
