-- Why changes were refused.
select
    change_id,
    ifnull(last_error, '')
from outbox
where workspace_id = ?1 and state = 'quarantined'
