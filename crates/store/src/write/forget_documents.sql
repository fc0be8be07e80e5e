-- Takes expenses out of the full-text index.
delete from expense_search
where rowid in (
    select e.local_id
    from json_each(?1) as wanted
    cross join expense as e on e.id = unhex(wanted.value)
)
