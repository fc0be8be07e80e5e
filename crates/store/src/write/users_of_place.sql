-- The expenses filed under a place.
select id
from expense
where place_id = ?1
