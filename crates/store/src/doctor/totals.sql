-- The sums that figures show.
select
    e.currency,
    sum(e.spend_sign * e.total_minor)
from expense as e
group by e.currency
