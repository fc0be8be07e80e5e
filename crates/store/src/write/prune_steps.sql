-- Forgets undo steps that are too old (?2) or beyond the newest ?3.
delete from undo_step
where
    workspace_id = ?1
    and (
        at < ?2
        or seq <= (select seq from undo_step where workspace_id = ?1 order by seq desc limit 1 offset ?3)
    )
