-- The smaller pictures of a blob.
select
    variant,
    path,
    size,
    width,
    height
from blob_variant
where blob_id = ?1
order by variant
