-- The texts an expense is found by and the names it is sorted by; the second column is the snapshot of the place's name.
select
    e.local_id,
    p.name,
    e.place_name_snapshot,
    p.branch_name,
    m.name,
    pm.name,
    c.name,
    e.purpose,
    e.notes,
    coalesce(p.name_fold, m.name_fold),
    ifnull(c.name_fold, ''),
    e.place_fold,
    e.category_fold
from json_each(?1) as wanted
cross join expense as e on e.id = unhex(wanted.value)
left join place as p on p.id = e.place_id
left join merchant as m on m.id = e.merchant_id
left join merchant as pm on pm.id = p.merchant_id
left join category as c on c.id = e.category_id
