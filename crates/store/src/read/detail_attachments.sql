-- The photographs of an expense, in order.
select
    a.id,
    a.blob_id,
    a.kind,
    a.caption,
    b.size,
    b.mime,
    b.width,
    b.height,
    b.sha256,
    a.taken_at_local,
    a.file_name,
    b.local_state = 'present'
from attachment as a
join blob as b on b.id = a.blob_id
where a.expense_id = ?1 and a.deleted_at is null
order by a.position, a.local_id
