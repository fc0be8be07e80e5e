-- One entry of the history.
select
    local_id,
    subject_table,
    subject_id,
    expense_id
from expense_revision
where id = ?2 and workspace_id = ?1
