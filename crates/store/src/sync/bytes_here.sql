-- How many bytes of photographs are here, each once.
select ifnull(sum(size), 0)
from (select max(size) as size from blob where local_state = 'present' group by sha256)
