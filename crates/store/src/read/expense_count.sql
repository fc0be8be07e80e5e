-- How many live expenses a book has.
select count(*)
from expense
where workspace_id = ?1 and deleted_at is null
