-- Tags (0) and people (1) of some expenses, in order.
select
    e.local_id,
    0 as list,
    t.name as name,
    et.position as position,
    et.local_id as link
from json_each(?1) as wanted
cross join expense as e on e.local_id = wanted.value
cross join expense_tag as et on et.expense_id = e.id and et.deleted_at is null
cross join tag as t on t.id = et.tag_id and t.deleted_at is null
union all
select
    e.local_id,
    1,
    p.display_name,
    0,
    ea.local_id
from json_each(?1) as wanted
cross join expense as e on e.local_id = wanted.value
cross join expense_attendee as ea on ea.expense_id = e.id and ea.deleted_at is null
cross join person as p on p.id = ea.person_id and p.deleted_at is null
order by 1, 2, 4, 5
