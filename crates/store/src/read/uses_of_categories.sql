-- How often each is named, from the index alone.
select
    category_id,
    count(*)
from expense indexed by expense_of_category
where category_id is not null
group by category_id
