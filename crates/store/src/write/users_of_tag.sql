-- The expenses with a tag.
select expense_id
from expense_tag
where tag_id = ?1
