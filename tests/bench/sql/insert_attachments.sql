-- Puts the photographs of insert_blobs.sql on the ?1 newest expenses.
insert into attachment (
    id, workspace_id, created_at, updated_at, expense_id, blob_id, kind, position, file_name
)
select
    unhex(printf('fffe%028x', i)), workspace_id, 0, 0, id, unhex(printf('ffff%028x', i)), 'receipt', 0, 'IMG_' || i || '.jpg'
from (
    select id, workspace_id, row_number() over (order by occurred_on desc, local_id desc) as i
    from expense
    where deleted_at is null
)
where i <= ?1
