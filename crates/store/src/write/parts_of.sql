-- Expenses of which a line, a tag or a person is here.
select expense_id
from expense_line
where expense_id in (select unhex(value) from json_each(?1))
union
select expense_id
from expense_tag
where expense_id in (select unhex(value) from json_each(?1))
union
select expense_id
from expense_attendee
where expense_id in (select unhex(value) from json_each(?1))
