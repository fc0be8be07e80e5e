-- A row this version cannot keep in a table.
insert into unknown_row (workspace_id, "table", row_id, rev, doc)
values (?1, ?2, ?3, ?4, ?5)
on conflict (row_id, "table") do update
set
    rev = excluded.rev,
    doc = excluded.doc
where excluded.rev > unknown_row.rev
