-- Expenses whose local sort keys are not the names of their place (or merchant) and category.
select 'expense ' || lower(hex(e.id))
from expense as e
left join place as p on p.id = e.place_id
left join merchant as m on m.id = e.merchant_id
left join category as c on c.id = e.category_id
where
    e.category_fold <> ifnull(c.name_fold, '')
    or (coalesce(p.name_fold, m.name_fold) is not null and e.place_fold <> coalesce(p.name_fold, m.name_fold))
    or (coalesce(p.name_fold, m.name_fold, e.place_name_snapshot) is null and e.place_fold <> '')
