-- The expenses of a merchant, or of a place of it.
select id
from expense
where merchant_id = ?1
union
select e.id
from place as p
join expense as e on e.place_id = p.id
where p.merchant_id = ?1
