-- Takes documents out of the index.
delete from expense_search
where rowid in (select value from json_each(?1))
