-- Forgets the history of expenses and of their parts.
delete from expense_revision
where expense_id in (select unhex(value) from json_each(?1))
