-- Who ate along.
select
    p.id,
    p.display_name
from expense_attendee as ea
join person as p on p.id = ea.person_id
where ea.expense_id = ?1 and ea.deleted_at is null and p.deleted_at is null
order by ea.local_id
