-- When a photograph was last looked at.
insert into blob_use (blob_id, used_at_ms)
values (?1, ?2)
on conflict (blob_id) do update
set used_at_ms = excluded.used_at_ms
