select created_by, head_seq, epoch
from workspace_clock
where workspace_id = $1
