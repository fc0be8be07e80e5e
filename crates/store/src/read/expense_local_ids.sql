-- The rows of these expenses.
select e.local_id
from json_each(?2) as wanted
cross join expense as e on e.id = unhex(wanted.value)
where e.workspace_id = ?1
