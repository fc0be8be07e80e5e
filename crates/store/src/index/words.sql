-- Tags, people and lines of some expenses, one text a row.
select e.local_id, t.name
from json_each(?1) as wanted
cross join expense as e on e.id = unhex(wanted.value)
cross join expense_tag as et on et.expense_id = e.id and et.deleted_at is null
cross join tag as t on t.id = et.tag_id and t.deleted_at is null
union all
select e.local_id, p.display_name
from json_each(?1) as wanted
cross join expense as e on e.id = unhex(wanted.value)
cross join expense_attendee as ea on ea.expense_id = e.id and ea.deleted_at is null
cross join person as p on p.id = ea.person_id and p.deleted_at is null
union all
select e.local_id, l.description
from json_each(?1) as wanted
cross join expense as e on e.id = unhex(wanted.value)
cross join expense_line as l on l.expense_id = e.id and l.deleted_at is null
