-- What an active member may do, whatever became of the workspace.
select role
from member
where workspace_id = $1
    and user_id = $2
    and state = 'active'
