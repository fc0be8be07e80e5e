-- One pass over the whole table.
select currency, count(*), sum(total_minor)
from expense not indexed
group by currency
