-- One entry of the history with what it changed.
select
    subject_table,
    subject_id,
    operation,
    changed
from expense_revision
where id = ?2 and workspace_id = ?1
