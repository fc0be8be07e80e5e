-- The names a place lends to its expenses.
select
    p.name_fold,
    p.name,
    p.branch_name,
    m.name
from place as p
left join merchant as m on m.id = p.merchant_id
where p.id = ?1
