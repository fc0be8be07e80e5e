-- The templates of a book.
select
    id,
    name,
    payload,
    uses,
    last_used_on,
    pinned
from template
where workspace_id = ?1 and deleted_at is null
order by pinned desc, uses desc, name_fold, local_id
