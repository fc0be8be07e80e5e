-- Staged rows of a table, some at a time.
select
    row_id,
    doc
from stage
where workspace_id = ?1 and "table" = ?2 and row_id > ?3
order by row_id
limit ?4
