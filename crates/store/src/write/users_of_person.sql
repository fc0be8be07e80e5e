-- The expenses somebody ate along at.
select expense_id
from expense_attendee
where person_id = ?1
