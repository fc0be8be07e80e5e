-- The workspaces a person is in, oldest first.
select clock.workspace_id
from workspace_clock as clock
join member on member.workspace_id = clock.workspace_id
where member.user_id = $1
    and member.state = 'active'
    and clock.deleted_at is null
order by clock.created_at, clock.workspace_id
