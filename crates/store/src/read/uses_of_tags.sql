-- How often each is named, from the index alone.
select
    tag_id,
    count(*)
from expense_tag indexed by expense_tag_of_tag
where tag_id is not null
group by tag_id
