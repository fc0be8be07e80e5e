-- Expenses whose id lies in a range, in the trash or not: what the start of an id may mean.
select id
from expense
where id between ?2 and ?3 and workspace_id = ?1
order by id
limit ?4
