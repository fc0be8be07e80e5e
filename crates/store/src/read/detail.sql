-- One expense in full, with the names of what it is filed under.
select
    e.kind,
    e.status,
    e.occurred_on,
    e.occurred_time,
    e.tz,
    e.utc_offset_min,
    e.currency,
    e.total_minor,
    e.subtotal_minor,
    e.tax_minor,
    e.tip_minor,
    e.tip_base,
    e.amount_is_estimate,
    e.meal_type,
    e.order_type,
    e.party_size,
    e.purpose,
    e.notes,
    p.id,
    p.name,
    m.id,
    m.name,
    c.id,
    c.name,
    t.id,
    t.name,
    (
        select x.payment_method_id
        from expense_payment as x
        where x.expense_id = e.id and x.deleted_at is null
        order by x.local_id
        limit 1
    ),
    (
        select pm.name
        from expense_payment as x
        join payment_method as pm on pm.id = x.payment_method_id
        where x.expense_id = e.id and x.deleted_at is null
        order by x.local_id
        limit 1
    ),
    e.is_business,
    e.reimbursable,
    e.cleared_on,
    e.dish_rating,
    e.place_name_snapshot,
    e.occurred_at,
    e.voided_at,
    e.void_reason,
    e.deleted_at,
    e.created_at,
    e.updated_at,
    e.place_id,
    e.merchant_id,
    pm.id,
    pm.name,
    case
        when exists (select 1 from sync_book as b where b.workspace_id = e.workspace_id) then e.sync_state
        else 'clean'
    end
from expense as e
left join place as p on p.id = e.place_id and p.deleted_at is null
left join merchant as m on m.id = e.merchant_id and m.deleted_at is null
left join merchant as pm on pm.id = p.merchant_id and pm.deleted_at is null
left join category as c on c.id = e.category_id and c.deleted_at is null
left join trip as t on t.id = e.trip_id and t.deleted_at is null
where e.workspace_id = ?1 and e.id = ?2
