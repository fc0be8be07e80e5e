-- The expenses filed under a category or with a line of it.
select id
from expense
where category_id = ?1
