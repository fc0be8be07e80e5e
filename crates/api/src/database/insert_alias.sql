insert into alias (workspace_id, kind, old_id, new_id)
select workspace_id, kind, old_id, new_id
from jsonb_populate_recordset(null::alias, $1)
on conflict (workspace_id, kind, old_id) do update set new_id = excluded.new_id
