-- Refunds and other relations of an expense, both ways.
select
    o.id,
    l.relation,
    l.from_id = ?1,
    o.occurred_on,
    o.total_minor,
    o.currency,
    coalesce(p.name, m.name, o.place_name_snapshot)
from expense_link as l
join expense as o on o.id = case when l.from_id = ?1 then l.to_id else l.from_id end
left join place as p on p.id = o.place_id and p.deleted_at is null
left join merchant as m on m.id = o.merchant_id and m.deleted_at is null
where (l.from_id = ?1 or l.to_id = ?1) and l.deleted_at is null and o.deleted_at is null
order by o.occurred_on, o.local_id
