-- The workspaces a person is in, with their heads.
select clock.workspace_id, clock.epoch, clock.head_seq
from member
join workspace_clock as clock on clock.workspace_id = member.workspace_id
where member.user_id = $1 and member.state = 'active' and clock.deleted_at is null
order by clock.workspace_id
