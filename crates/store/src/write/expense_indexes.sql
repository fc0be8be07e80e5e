-- The indexes of expense that a large import does without; that of import keys is asked all the time.
select
    name,
    sql
from sqlite_schema
where type = 'index' and tbl_name = 'expense' and sql is not null and name <> 'expense_of_import'
order by rowid
