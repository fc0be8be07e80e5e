-- Of the epochs after that of a copy the one that kept least.
select min((began ->> 'floor')::bigint)
from workspace_clock, jsonb_array_elements(floors) as began
where workspace_id = $1 and (began ->> 'epoch')::integer > $2
