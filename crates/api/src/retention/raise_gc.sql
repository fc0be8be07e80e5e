update workspace_clock
set gc_seq = greatest(gc_seq, $2)
where workspace_id = $1
