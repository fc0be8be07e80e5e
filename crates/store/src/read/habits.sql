-- The last expenses at a place, newest first: category, currency, payment, meal, order, tip in basis points of the bill before it.
select
    e.id,
    e.category_id,
    e.currency,
    (
        select x.payment_method_id
        from expense_payment as x
        where x.expense_id = e.id and x.deleted_at is null
        order by x.local_id
        limit 1
    ),
    e.meal_type,
    e.order_type,
    case
        when e.total_minor > e.tip_minor
            then (e.tip_minor * 10000 + (e.total_minor - e.tip_minor) / 2) / (e.total_minor - e.tip_minor)
    end
from expense as e
where
    e.place_id = ?2
    and e.workspace_id = ?1
    and e.deleted_at is null
    and e.voided_at is null
    and e.kind = 'purchase'
    and e.status <> 'planned'
order by e.occurred_on desc, e.occurred_at desc, e.local_id desc
limit ?3
