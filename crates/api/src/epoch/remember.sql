insert into service_fact (name, value)
select $1, system_identifier || '/' || timeline_id
from pg_control_system(), pg_control_checkpoint()
on conflict (name) do update set value = excluded.value
