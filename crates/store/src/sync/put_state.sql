-- Whether a workspace may sync, and since when it may not.
update sync_book
set
    state_since_ms = case when ?2 = 'ok' then null when state = ?2 then state_since_ms else ?3 end,
    state = ?2
where workspace_id = ?1
