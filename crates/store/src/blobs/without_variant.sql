-- Blobs without a picture of a size, the newest first.
select
    b.id,
    b.sha256,
    b.blake3,
    b.size,
    b.mime,
    b.width,
    b.height,
    b.local_state
from blob as b
where
    b.deleted_at is null
    and b.local_state = 'present'
    and not exists (select 1 from blob_variant as v where v.blob_id = b.id and v.variant = ?1)
order by b.local_id desc
limit ?2
