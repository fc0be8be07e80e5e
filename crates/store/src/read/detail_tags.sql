-- The tags of an expense, in order.
select
    t.id,
    t.name
from expense_tag as et
join tag as t on t.id = et.tag_id
where et.expense_id = ?1 and et.deleted_at is null and t.deleted_at is null
order by et.position, et.local_id
