-- The members, by name; addresses for those who manage.
select
    member.user_id,
    member.display_name,
    case when $2 then account.email end as email,
    member.role,
    member.scope,
    member.joined_at
from member
left join account on account.id = member.user_id
where member.workspace_id = $1 and member.state = 'active'
order by lower(member.display_name), member.user_id
