-- A row that names these bytes and is open to this person.
select b.id
from blob as b
where
    b.workspace_id = $1
    and b.sha256 = $2
    and b.deleted_at is null
    and (b.owner_id = $3 or b.visibility = 'workspace')
order by b.seq
limit 1
