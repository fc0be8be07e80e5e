-- Expenses as the list shows them. A place that is gone lends the name it was recorded under.
select
    e.local_id,
    e.id,
    e.kind,
    e.status,
    e.occurred_on,
    e.occurred_time,
    e.currency,
    e.total_minor,
    e.tip_minor,
    e.amount_is_estimate,
    e.meal_type,
    e.order_type,
    e.party_size,
    e.place_id,
    e.merchant_id,
    coalesce(p.name, m.name, e.place_name_snapshot),
    e.category_id,
    c.name,
    c.color,
    e.trip_id,
    t.name,
    substr(e.notes, 1, 120),
    (select count(*) from attachment as a where a.expense_id = e.id and a.deleted_at is null),
    (
        select a.blob_id
        from attachment as a
        where a.expense_id = e.id and a.deleted_at is null
        order by a.position, a.local_id
        limit 1
    ),
    e.voided_at is not null,
    e.deleted_at is not null,
    case
        when exists (select 1 from sync_book as b where b.workspace_id = e.workspace_id) then e.sync_state
        else 'clean'
    end
from json_each(?1) as wanted
cross join expense as e on e.local_id = wanted.value
left join place as p on p.id = e.place_id and p.deleted_at is null
left join merchant as m on m.id = e.merchant_id and m.deleted_at is null
left join category as c on c.id = e.category_id
left join trip as t on t.id = e.trip_id
