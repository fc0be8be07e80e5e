-- Live expenses of which the service lacks something: the expense itself, an edit of it, or a part of it.
with waiting (id) as (
    select row_id
    from outbox
    where workspace_id = ?1 and state <> 'acked'
)
select id
from expense
where workspace_id = ?1
    and deleted_at is null
    and (
        rev = 0
        or id in waiting
        or id in (select expense_id from expense_line where id in waiting)
        or id in (select expense_id from expense_payment where id in waiting)
        or id in (select expense_id from expense_tag where id in waiting)
        or id in (select expense_id from expense_attendee where id in waiting)
        or id in (select expense_id from attachment where id in waiting)
    )
order by local_id
