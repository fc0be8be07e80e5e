-- How often each is named, from the index alone.
select
    person_id,
    count(*)
from expense_attendee indexed by expense_attendee_of_person
where person_id is not null
group by person_id
