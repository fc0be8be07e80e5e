-- Photographs every row of which says that the service has them, not looked at for longest first.
select
    b.sha256,
    max(b.size)
from blob as b
left join blob_use as u on u.blob_id = b.id
group by b.sha256
having
    max(b.local_state = 'present') = 1
    and min(b.cloud_state = 'present') = 1
    and min(b.rev) > 0
order by max(ifnull(u.used_at_ms, 0)), max(b.local_id)
