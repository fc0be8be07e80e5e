-- Tags by id: name, colour.
select
    id,
    name,
    color,
    null
from tag
