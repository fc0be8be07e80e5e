-- Live expenses no service ever accepted.
select id
from expense
where workspace_id = ?1 and rev = 0 and deleted_at is null
order by local_id
