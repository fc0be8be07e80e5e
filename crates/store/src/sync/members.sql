-- The people of a workspace, those who left last.
select
    user_id,
    display_name,
    role,
    joined_at,
    left_at
from member
where workspace_id = ?1 and deleted_at is null
order by left_at is not null, joined_at, id
