-- Photographs whose bytes are here and not on the service, which has their row; smallest first.
select
    b.id,
    b.sha256,
    b.size,
    b.mime,
    t.done,
    t.tries
from blob as b
left join blob_transfer as t on t.workspace_id = b.workspace_id and t.sha256 = b.sha256 and t.way = 'up'
where
    b.workspace_id = ?1
    and b.rev > 0
    and b.deleted_at is null
    and b.local_state = 'present'
    and b.cloud_state <> 'present'
    and ifnull(t.is_complete, 0) = 0
    and ifnull(t.retry_at_ms, 0) <= ?2
group by b.sha256
order by b.size, b.local_id
limit ?3
