select
    size,
    mime,
    blake3
from blob_object
where workspace_id = $1 and sha256 = $2
