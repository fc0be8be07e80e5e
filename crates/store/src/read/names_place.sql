-- Places by id.
select
    id,
    name,
    null,
    null
from place
