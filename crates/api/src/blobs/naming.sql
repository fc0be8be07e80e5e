-- The rows that name some bytes.
select to_jsonb(b) as record
from blob as b
where b.workspace_id = $1 and b.sha256 = $2 and b.deleted_at is null
