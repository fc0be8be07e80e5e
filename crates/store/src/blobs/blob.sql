-- One blob.
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
where workspace_id = ?1 and id = ?2
