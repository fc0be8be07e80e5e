-- Every blob of a book.
select
    id,
    sha256,
    blake3,
    size,
    mime,
    width,
    height,
    local_state
from blob
where workspace_id = ?1 and deleted_at is null
order by local_id
