-- What the service has of a row with changes waiting here.
select doc
from shadow
where row_id = ?1 and "table" = ?2
