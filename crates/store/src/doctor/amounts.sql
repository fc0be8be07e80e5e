-- The amounts that count as spending, one by one.
select
    currency,
    kind,
    total_minor
from expense
where deleted_at is null and voided_at is null and status <> 'planned'
