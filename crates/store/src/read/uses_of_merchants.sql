-- How often each is named, from the index alone.
select
    merchant_id,
    count(*)
from expense indexed by expense_of_merchant
where merchant_id is not null
group by merchant_id
