-- Rows of which nothing is held back any more.
delete from masked_row
where row_id in (select unhex(value) from json_each(?1))
