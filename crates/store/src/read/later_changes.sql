-- The updates of a row (?1, of expense ?2) after position ?3 of the history, newest first.
select changed
from expense_revision
where
    subject_id = ?1
    and expense_id is ?2
    and local_id > ?3
    and operation = 'update'
order by local_id desc
