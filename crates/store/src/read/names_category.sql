-- Categories by id: name, colour, parent.
select
    id,
    name,
    color,
    parent_id
from category
