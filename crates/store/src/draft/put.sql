-- Keeps a form.
insert into draft (id, workspace_id, payload, created_at, updated_at)
values (?1, ?2, ?3, ?4, ?4)
on conflict (id) do update
set
    payload = excluded.payload,
    updated_at = excluded.updated_at
