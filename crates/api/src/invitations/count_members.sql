-- How many are in.
select count(*)
from member
where workspace_id = $1 and state = 'active'
