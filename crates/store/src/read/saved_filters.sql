-- The saved searches of a book.
select
    id,
    name,
    query,
    pinned,
    position
from saved_filter
where workspace_id = ?1 and deleted_at is null
order by pinned desc, position, local_id
