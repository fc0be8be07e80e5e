-- A new epoch in every workspace: what was in the backup is common, what comes now lies far beyond what was lost.
update workspace_clock
set
    floor_seq = head_seq,
    floors = floors || jsonb_build_object('epoch', greatest(epoch + 1, $2), 'floor', head_seq),
    head_seq = head_seq + $1,
    epoch = greatest(epoch + 1, $2)
