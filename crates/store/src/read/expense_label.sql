-- What an expense is called, and its day.
select
    coalesce(p.name, m.name, e.place_name_snapshot),
    e.occurred_on
from expense as e
left join place as p on p.id = e.place_id
left join merchant as m on m.id = e.merchant_id
where e.id = ?1
