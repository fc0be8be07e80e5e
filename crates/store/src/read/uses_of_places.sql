-- How often each is named, from the index alone.
select
    place_id,
    count(*)
from expense indexed by expense_of_place
where place_id is not null
group by place_id
