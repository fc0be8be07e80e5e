-- Staged rows of kinds that are not in this list.
select doc
from stage
where workspace_id = ?1 and "table" not in (select value from json_each(?2))
order by rev
