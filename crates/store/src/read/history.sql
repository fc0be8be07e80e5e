-- What was done to an expense and its parts, newest first.
select
    id,
    group_id,
    at,
    device,
    subject_table,
    subject_id,
    operation,
    changed,
    reason,
    "by",
    (
        select m.display_name
        from member as m
        where m.workspace_id = expense_revision.workspace_id and m.user_id = expense_revision."by"
        limit 1
    )
from expense_revision
where expense_id = ?2 and workspace_id = ?1
order by local_id desc
limit ?3
