-- The database's system and timeline, and what was remembered of them.
select
    system_identifier || '/' || timeline_id as now,
    (select value from service_fact where name = $1) as known
from pg_control_system(), pg_control_checkpoint()
