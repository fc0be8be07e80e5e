-- Every workspace that syncs, with what waits in it.
select
    b.workspace_id,
    b.name,
    b.role,
    b.cursor,
    b.epoch,
    b.head,
    b.scope,
    b.state,
    b.state_since_ms,
    b.fails,
    b.retry_at_ms,
    b.last_ok_ms,
    b.refetch,
    (select count(*) from outbox as o where o.workspace_id = b.workspace_id and o.state in ('queued', 'sent')),
    (select count(*) from outbox as o where o.workspace_id = b.workspace_id and o.state = 'quarantined'),
    (select count(*) from conflict as c where c.workspace_id = b.workspace_id and c.resolved_at is null and c.deleted_at is null)
from sync_book as b
order by b.workspace_id
