-- These rows have nothing waiting any more.
delete from shadow
where row_id in (select unhex(value) from json_each(?1))
