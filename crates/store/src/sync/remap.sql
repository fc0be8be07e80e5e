-- What did not leave yet names the other row from now on.
update outbox
set
    patch = replace(patch, ?2, ?3),
    base = replace(base, ?2, ?3)
where
    workspace_id = ?1
    and state in ('queued', 'quarantined')
    and (instr(patch, ?2) > 0 or instr(base, ?2) > 0)
returning "table", row_id
