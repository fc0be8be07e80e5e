-- The local sort keys of one expense.
update expense
set
    place_fold = ?2,
    category_fold = ?3
where local_id = ?1
