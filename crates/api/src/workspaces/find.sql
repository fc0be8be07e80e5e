-- A workspace as one of its members sees it. Its name is that of its row, once there is one.
select
    coalesce(book.name, clock.name) as name,
    clock.kind,
    clock.head_seq,
    clock.epoch,
    self.role,
    self.scope,
    (
        select count(*)
        from member
        where member.workspace_id = clock.workspace_id and member.state = 'active'
    ) as members
from workspace_clock as clock
join member as self on self.workspace_id = clock.workspace_id and self.user_id = $2
left join workspace as book on book.workspace_id = clock.workspace_id and book.id = clock.workspace_id
where clock.workspace_id = $1
    and self.state = 'active'
    and clock.deleted_at is null
