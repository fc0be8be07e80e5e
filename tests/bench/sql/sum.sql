-- One pass over the whole table.
select currency, count(*), sum(total_minor * spend_sign)
from expense not indexed
group by currency
