-- One member.
select
    member.user_id,
    member.display_name,
    null::text as email,
    member.role,
    member.scope,
    member.joined_at
from member
where member.workspace_id = $1
    and member.user_id = $2
    and member.state = 'active'
