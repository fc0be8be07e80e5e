-- The blob of these bytes, if the book has it.
select id
from blob
where workspace_id = ?1 and sha256 = ?2 and deleted_at is null
order by local_id
limit 1
