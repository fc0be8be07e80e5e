-- Photographs the service has and this device never had, newest first.
select
    b.id,
    b.sha256,
    b.size,
    t.tries
from blob as b
left join blob_transfer as t on t.workspace_id = b.workspace_id and t.sha256 = b.sha256 and t.way = 'down'
where
    b.workspace_id = ?1
    and b.deleted_at is null
    and b.local_state = 'absent'
    and b.cloud_state = 'present'
    and ifnull(t.retry_at_ms, 0) <= ?2
group by b.sha256
order by b.local_id desc
limit ?3
