-- Forms that were not saved.
select
    id,
    payload,
    created_at,
    updated_at
from draft
where workspace_id = ?1
order by updated_at desc, id
