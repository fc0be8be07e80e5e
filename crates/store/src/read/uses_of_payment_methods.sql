-- How often each is named, from the index alone.
select
    payment_method_id,
    count(*)
from expense_payment indexed by expense_payment_of_method
where payment_method_id is not null
group by payment_method_id
