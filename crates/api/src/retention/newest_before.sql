-- The newest sequence of a workspace that an edit received before this time was given.
select max(seq)
from op_log
where workspace_id = $1 and seq is not null and at < $2
