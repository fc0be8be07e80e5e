update workspace_clock
set
    head_seq = moved.head_seq,
    head_at = (extract(epoch from clock_timestamp()) * 1000)::bigint
from jsonb_to_recordset($1) as moved (workspace_id uuid, head_seq bigint)
where workspace_clock.workspace_id = moved.workspace_id
