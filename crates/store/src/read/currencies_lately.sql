-- The currencies of the newest expenses.
select distinct currency
from (
    select currency
    from expense
    where workspace_id = ?1 and deleted_at is null
    order by local_id desc
    limit ?2
)
