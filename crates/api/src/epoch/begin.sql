update workspace_clock
set
    floor_seq = head_seq,
    head_seq = head_seq + $1,
    epoch = epoch + 1
