-- Forgets the history of rows that belong to no expense.
delete from expense_revision
where expense_id is null and subject_id in (select unhex(value) from json_each(?1))
