-- Every workspace, the deleted ones too.
select workspace_id, deleted_at
from workspace_clock
order by workspace_id
