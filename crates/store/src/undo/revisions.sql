-- What one action did, between two positions of the history.
select
    subject_table,
    subject_id,
    expense_id,
    operation,
    changed
from expense_revision
where local_id between ?2 and ?3 and group_id = ?1
order by local_id
