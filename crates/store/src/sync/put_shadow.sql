-- What the service has of a row with changes waiting here.
insert into shadow (workspace_id, "table", row_id, rev, doc)
values (?1, ?2, ?3, ?4, ?5)
on conflict (row_id, "table") do update
set
    rev = excluded.rev,
    doc = excluded.doc
