-- Which of some import keys the book has.
select e.import_key
from json_each(?2) as wanted
cross join expense as e on e.workspace_id = ?1 and e.import_key = wanted.value
