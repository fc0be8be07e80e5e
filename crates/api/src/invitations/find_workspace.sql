-- The workspace a code opens, whatever became of it.
select workspace_id
from invitation
where code_hash = $1
