-- The history no longer says on what device; who did it is an id that no account has.
update op_log
set device_id = null
where workspace_id = $1 and actor_id = $2
