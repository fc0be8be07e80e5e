-- The membership of a person.
select role, scope, scope_rev, state
from member
where workspace_id = $1 and user_id = $2
